import { useTranslation } from 'react-i18next'
import { RUNGS, type Rung } from '#planning/demand/rung'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useRungWords } from '#web/measure/rung.tsx'
import { Week } from '#web/measure/words.tsx'
import { DataTable } from '#web/ui/table.tsx'

type Row = Readonly<Record<Rung, number>> & { monday: string }

/** The numbers of a rung chart, week by week, to the same unit as its hover box. */
export function RungTable(props: { label: string; weeks: readonly Row[] }) {
  const { t } = useTranslation()
  const rungWords = useRungWords()
  const words = useMeasureWords()
  return (
    <DataTable
      label={props.label}
      rows={props.weeks}
      rowKey={(row) => row.monday}
      maxHeight="300px"
      columns={[
        { id: 'week', header: t('ui.week'), pinned: true, cell: (row) => <Week of={row.monday} /> },
        ...RUNGS.map((rung) => ({
          id: rung,
          header: rungWords(rung),
          align: 'end' as const,
          cell: (row: Row) => <Measure of="forecast" value={row[rung]} />,
        })),
        {
          id: 'total',
          header: words.label('forecast'),
          align: 'end',
          cell: (row) => <Measure of="forecast" value={RUNGS.reduce((sum, rung) => sum + row[rung], 0)} />,
        },
      ]}
    />
  )
}
