import { useTranslation } from 'react-i18next'
import { contractComparison } from '#planning/certainty/contract-comparison'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { Panel } from '#web/ui/panel.tsx'
import { DataTable } from '#web/ui/table.tsx'
import type { Conditions, Outlook } from './campaign-conditions.ts'

/** Who carries the stock of the demand that is sold without a pre-order, and what that leaves each side. */
export function ContractPanel(props: { outlook: Outlook; conditions: Conditions }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const { outlook, conditions } = props
  const wholesale = conditions.cost.value * 100
  const options = contractComparison({
    price: (outlook.campaign.referencePriceMinor * conditions.realised.value) / 100,
    wholesale,
    supplierCost: (wholesale * conditions.supplierCost.value) / 100,
    salvage: (wholesale * conditions.supplierCost.value * conditions.salvage.value) / 10_000,
    atOnceSurcharge: conditions.atOnce.value / 100,
    mean: conditions.mean.value,
    deviation: conditions.deviation.value,
  })
  if (options === null) return null
  return (
    <Panel
      title={t('campaigns.contractTitle')}
      note={t('campaigns.contractNote', {
        mean: words.text('demand', conditions.mean.value),
        deviation: words.text('demand', conditions.deviation.value),
      })}
      flush
    >
      <DataTable
        label={t('campaigns.contractTitle')}
        rows={options}
        rowKey={(option) => option.kind}
        columns={[
          {
            id: 'form',
            header: t('campaigns.contract'),
            wraps: true,
            cell: (option) => (
              <>
                {t(`campaigns.contract-${option.kind}`)}
                <div className="soft">{t(`campaigns.contract-meaning-${option.kind}`)}</div>
              </>
            ),
          },
          {
            id: 'early',
            header: t('campaigns.orderedEarly'),
            align: 'end',
            cell: (option) => <Measure of="demand" value={option.prebooked} />,
          },
          {
            id: 'made',
            header: t('campaigns.made'),
            align: 'end',
            cell: (option) => <Measure of="demand" value={option.quantity} />,
          },
          {
            id: 'own',
            header: t('campaigns.ownProfit'),
            align: 'end',
            cell: (option) => <Measure of="expected-worth" value={option.retailerProfit} />,
          },
          {
            id: 'supplier',
            header: t('campaigns.supplierProfit'),
            align: 'end',
            cell: (option) => <Measure of="expected-worth" value={option.supplierProfit} />,
          },
          {
            id: 'efficiency',
            header: words.label('contract-efficiency'),
            help: words.definition('contract-efficiency'),
            align: 'end',
            cell: (option) => <Measure of="contract-efficiency" value={option.efficiency} />,
          },
        ]}
      />
    </Panel>
  )
}
