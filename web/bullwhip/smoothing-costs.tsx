import { Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import {
  type CandidateCost,
  chosenCost,
  type SmoothedSupplier,
  totalCost,
} from '#web/measure/smoothing-cost.ts'
import { useName } from '#web/measure/words.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'

/** What every choice would cost one supplier's orders a week, part by part. */
export function SmoothingCosts({ supplier }: { supplier: SmoothedSupplier }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  const chosen = chosenCost(supplier)
  const money = (
    key: 'weekly-holding-cost' | 'weekly-shortage-cost' | 'weekly-capacity-cost' | 'weekly-policy-cost',
    value: (row: CandidateCost) => number,
  ): Column<CandidateCost> => ({
    id: key,
    header: words.label(key),
    help: words.definition(key),
    align: 'end',
    cell: (row) => <Measure of={key} value={value(row)} />,
  })
  const columns: Column<CandidateCost>[] = [
    {
      id: 'share',
      header: words.label('gap-share'),
      cell: (row) => (
        <>
          <Measure of="gap-share" value={row.gapShare} />
          {row === chosen ? ` · ${t('bullwhip.smoothingChosen')}` : ''}
        </>
      ),
    },
    {
      id: 'window',
      header: words.label('levelling-weeks'),
      align: 'end',
      cell: (row) => <Measure of="levelling-weeks" value={row.levellingWeeks} />,
    },
    money('weekly-holding-cost', (row) => row.holding),
    money('weekly-shortage-cost', (row) => row.backorder),
    money('weekly-capacity-cost', (row) => row.capacity),
    money('weekly-policy-cost', totalCost),
  ]
  const title = t('bullwhip.smoothingCostsOf', { supplier: name(supplier) })
  return (
    <>
      <Title order={3} px="md" pt="sm" pb={4}>
        {title}
      </Title>
      <DataTable
        label={title}
        rows={supplier.costs}
        rowKey={(row) => `${row.gapShare}/${row.levellingWeeks}`}
        columns={columns}
        isChosen={(row) => row === chosen}
        maxHeight="22rem"
      />
    </>
  )
}
