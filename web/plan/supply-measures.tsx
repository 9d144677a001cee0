import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { MeasureKey } from '#planning/measures'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { Panel } from '#web/ui/panel.tsx'
import { Loaded } from '#web/ui/state.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'

type SupplyMeasuresRead = Outputs['orderPlan']['supplyMeasures']
type Row = SupplyMeasuresRead['rows'][number]

/** Whether suppliers keep what they committed to, how far the plan moved, and what stock earns. */
export function SupplyMeasures() {
  const trpc = useTRPC()
  const query = useQuery(trpc.orderPlan.supplyMeasures.queryOptions({}))
  return (
    <Loaded query={query} rows={5}>
      {(measures) => (measures.rows.length === 0 ? null : <Measures measures={measures} />)}
    </Loaded>
  )
}

function Measures(props: { measures: SupplyMeasuresRead }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  const { rows, weekCount, comparedWith } = props.measures
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
