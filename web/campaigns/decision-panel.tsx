import { useTranslation } from 'react-i18next'
import { campaignDecision } from '#planning/certainty/campaign-decision'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import { Chip, Panel } from '#web/ui/panel.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { type Conditions, type Outlook, projectedDiscount } from './campaign-conditions.ts'

export type Decision = ReturnType<typeof campaignDecision>[number]

/** Wait, top up, merge or cancel, best first; empty when there is no minimum or the cut-off has passed. */
export function decisionsOf(outlook: Outlook, conditions: Conditions): Decision[] {
  const { minimum, finish, campaign, mergeWith, asOf } = outlook
  if (!minimum || !finish || asOf > campaign.depositTo || campaign.referencePriceMinor <= 0) return []
  const partner = mergeWith[0]
  return campaignDecision(
    { meanOrders: finish.standing.mean, varianceOrders: finish.standing.variance },
    {
      minimumUnits: minimum.quantity,
      referencePrice: campaign.referencePriceMinor,
      discountFraction: projectedDiscount(outlook),
      unitCost: conditions.cost.value * 100,
      salvageFraction: conditions.salvage.value / 100,
      paidFraction: conditions.paidShare.value / 100,
      cancelCostPerOrder: conditions.cancelCost.value * 100,
      ...(partner ? { merge: { with: partner, lostOrdersShare: conditions.lost.value / 100 } } : {}),
    },
  )
}

export function DecisionPanel(props: { outlook: Outlook; decisions: readonly Decision[] }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  const { decisions, outlook } = props
  if (decisions.length === 0) return null
  const partner = outlook.mergeWith[0]
  return (
    <Panel
      title={t('campaigns.decisionTitle')}
      note={t('campaigns.decisionNote', {
        quantity: words.text('campaign-target', outlook.minimum?.quantity),
        date: outlook.campaign.depositTo,
      })}
      flush
    >
      <DataTable
        label={t('campaigns.decisionTitle')}
        rows={decisions}
        rowKey={(option) => option.action}
        columns={[
          {
            id: 'action',
            header: t('campaigns.action'),
            wraps: true,
            cell: (option) => (
              <>
                {t(`campaigns.action-${option.action}`)}{' '}
                {option === decisions[0] ? <Chip tone="good">{t('campaigns.best')}</Chip> : null}
                <div className="soft">
                  {t(`campaigns.meaning-${option.action}`, { name: partner ? name(partner) : '' })}
                </div>
              </>
            ),
          },
          {
            id: 'chance',
            header: words.label('chance-of-minimum'),
            align: 'end',
            cell: (option) => <Measure of="chance-of-minimum" value={option.chance} />,
          },
          {
            id: 'worth',
            header: words.label('expected-worth'),
            help: words.definition('expected-worth'),
            align: 'end',
            cell: (option) => <Measure of="expected-worth" value={option.expectedWorth} />,
          },
        ]}
      />
    </Panel>
  )
}
