import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { MeasureKey } from '#planning/measures'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { Panel } from '#web/ui/panel.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'

type Row = Outputs['orderPlan']['supplyMeasures']['rows'][number]

/** Whether suppliers keep what they committed to, how far the plan moved, and what stock earns. */
export function SupplyMeasures() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const words = useMeasureWords()
  const name = useName()
  const query = useQuery(trpc.orderPlan.supplyMeasures.queryOptions({}))
  if (!query.data || query.data.rows.length === 0) return null
  const { rows, weekCount, comparedWith } = query.data
  const figure = (key: MeasureKey, value: (row: Row) => number | null): Column<Row> => ({
    id: key,
    header: words.label(key),
    help: words.definition(key),
    align: 'end',
    cell: (row) => <Measure of={key} value={value(row)} />,
  })
  return (
    <Panel
      title={t('plan.measuresTitle')}
      note={
        comparedWith
          ? t('plan.measuresNote', { weeks: weekCount, before: comparedWith.asOf })
          : t('plan.measuresNoteFirst', { weeks: weekCount })
      }
      flush
    >
      <DataTable
        label={t('plan.measuresTitle')}
        rows={rows}
        rowKey={(row) => row.supplierId ?? 'all'}
        columns={[
          {
            id: 'supplier',
            header: t('planning.supplier'),
            cell: ({ nameZh, nameEn }) =>
              nameZh === null || nameEn === null ? (
                <strong>{t('plan.measuresAll')}</strong>
              ) : (
                name({ nameZh, nameEn })
              ),
          },
          {
            ...figure('row-count', (row) => row.commitments),
            header: t('plan.measuresCommitted'),
          },
          figure('plan-adherence', (row) => row.adherence),
          figure('arrivals-moved', (row) => row.planChange),
          figure('started-or-stopped', (row) => row.startedOrStopped),
          figure('stock-turns', (row) => row.turns),
          figure('days-of-supply', (row) => row.daysOfSupply),
          figure('margin-return', (row) => row.marginReturn),
        ]}
      />
    </Panel>
  )
}
