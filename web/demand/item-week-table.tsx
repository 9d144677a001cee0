import { useTranslation } from 'react-i18next'
import { RUNGS } from '#planning/demand/rung'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { measureColumn } from '#web/measure/measure-column.tsx'
import { useRungWords } from '#web/measure/rung.tsx'
import { Week } from '#web/measure/words.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'
import type { ItemWeek } from './item-weeks.ts'

/** The item chart as numbers. */
export function ItemWeekTable(props: { weeks: readonly ItemWeek[]; label: string }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const rungWords = useRungWords()
  const columns: Column<ItemWeek>[] = [
    { id: 'week', header: t('ui.week'), pinned: true, cell: (week) => <Week of={week.monday} /> },
    {
      id: 'history',
      header: t('planning.history'),
      align: 'end',
      cell: (week) => (
        <>
          {week.isCensored ? <span className="soft">≥ </span> : null}
          <Measure of="actual-demand" value={week.history} />
        </>
      ),
    },
    ...RUNGS.map(
      (rung): Column<ItemWeek> => ({
        id: rung,
        header: rungWords(rung),
        align: 'end',
        cell: (week) => <Measure of="forecast" value={week[rung]} />,
      }),
    ),
    {
      id: 'mean',
      header: words.label('forecast'),
      align: 'end',
      cell: (week) => <Measure of="forecast" value={week.mean} />,
    },
    measureColumn(words, 'low', 'forecast-low', (week) => week.outer?.[0]),
    measureColumn(words, 'high', 'forecast-high', (week) => week.outer?.[1]),
  ]
  return (
    <DataTable
      label={props.label}
      rows={props.weeks}
      columns={columns}
      rowKey={(week) => week.monday}
      maxHeight="380px"
    />
  )
}
