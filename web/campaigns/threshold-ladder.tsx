import { useTranslation } from 'react-i18next'
import { chanceOfReaching } from '#planning/batches/campaign-threshold'
import { certaintyWaterfall } from '#planning/certainty/certainty-waterfall'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { Chip, Panel } from '#web/ui/panel.tsx'
import { EmptyState } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { type Conditions, type Outlook, waterfallTerms } from './campaign-conditions.ts'
import type { CampaignSearch } from './campaign-search-params.ts'
import { nextStep } from './campaign-state.ts'

interface Rung {
  readonly quantity: number
  readonly kind: 'threshold' | 'discount' | 'cap'
  readonly discountFraction: number | null
  readonly missing: number
  readonly chance: number | null
  readonly affordable: number | null
}

/** How far each rung is, how likely it is reached, and the discount that equal profit affords there. */
export function ThresholdLadder(props: { outlook: Outlook; conditions: Conditions; search: CampaignSearch }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const { campaign } = props.outlook
  const rungs = rungsOf(props.outlook, props.conditions, props.search)
  const step = nextStep(campaign)
  const isOpen = props.outlook.asOf <= campaign.depositTo
  return (
    <Panel
      title={t('campaigns.ladderTitle')}
      note={
        isOpen && step
          ? t('campaigns.nextRung', {
              quantity: words.text('demand', step.missing),
              discount: words.text('discount-share', step.discountFraction),
            })
          : t('campaigns.ladderNote')
      }
      flush
    >
      {rungs.length === 0 ? (
        <EmptyState title={t('campaigns.noLadder')} />
      ) : (
        <DataTable
          label={t('campaigns.ladderTitle')}
          rows={rungs}
          rowKey={(rung) => `${rung.kind}${rung.quantity}`}
          columns={[
            {
              id: 'rung',
              header: t('campaigns.rung'),
              cell: (rung) =>
                rung.kind === 'discount'
                  ? t('campaigns.ladderStep', {
                      quantity: words.text('campaign-target', rung.quantity),
                      discount: words.text('discount-share', rung.discountFraction),
                    })
                  : t(`campaigns.rung-${rung.kind}`, {
                      quantity: words.text('campaign-target', rung.quantity),
                    }),
            },
            {
              id: 'missing',
              header: t('campaigns.toGo'),
              align: 'end',
              cell: (rung) =>
                rung.missing > 0 ? (
                  <Measure of="demand" value={rung.missing} />
                ) : (
                  <Chip tone="good">{t('campaigns.reached')}</Chip>
                ),
            },
            {
              id: 'chance',
              header: words.label('chance-of-minimum'),
              help: words.definition('chance-of-minimum'),
              align: 'end',
              cell: (rung) => <Measure of="chance-of-minimum" value={rung.chance} />,
            },
            {
              id: 'affordable',
              header: words.label('affordable-discount'),
              help: words.definition('affordable-discount'),
              align: 'end',
              cell: (rung) => (
                <>
                  {rung.affordable !== null && (rung.discountFraction ?? 0) > rung.affordable ? (
                    <Chip tone="warn">{t('campaigns.overAffordable')}</Chip>
                  ) : null}{' '}
                  <Measure of="affordable-discount" value={rung.affordable} />
                </>
              ),
            },
          ]}
        />
      )}
    </Panel>
  )
}

function rungsOf(outlook: Outlook, conditions: Conditions, search: CampaignSearch): Rung[] {
  const { campaign, finish, asOf } = outlook
  const net = campaign.placed - campaign.cancelled
  const rung = (quantity: number, kind: Rung['kind'], discountFraction: number | null): Rung => {
    const booked = kind === 'cap' ? campaign.placed : net
    const terms = waterfallTerms(outlook, conditions, search, quantity)
    return {
      quantity,
      kind,
      discountFraction,
      missing: Math.max(0, quantity - booked),
      chance:
        kind === 'cap' || !finish || asOf > campaign.depositTo
          ? null
          : chanceOfReaching(quantity, {
              meanOrders: finish.standing.mean,
              varianceOrders: finish.standing.variance,
            }),
      affordable: terms && kind === 'discount' ? certaintyWaterfall(terms).discount : null,
    }
  }
  return [
    ...(campaign.thresholdQuantity === null ? [] : [rung(campaign.thresholdQuantity, 'threshold', null)]),
    ...campaign.discountLadder.map((step) => rung(step.quantity, 'discount', step.discountFraction)),
    ...(campaign.capQuantity === null ? [] : [rung(campaign.capQuantity, 'cap', null)]),
  ].sort((a, b) => a.quantity - b.quantity)
}
