import { useTranslation } from 'react-i18next'
import { RUNGS, type Rung } from '#planning/demand/rung'
import { useReadableUnit } from '#web/measure/counted-in.tsx'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { RUNG_PATTERN, useRungWords } from '#web/measure/rung.tsx'
import { useWeekWords, weeksFrom } from '#web/measure/words.tsx'
import { BucketBars } from '#web/ui/chart/bucket-bars.tsx'

export type RungWeek = Readonly<Record<Rung, number>>

/** Demand of the coming weeks, stacked from the surest rung up. */
export function RungChart(props: {
  title: string
  firstWeek: string
  weeks: readonly RungWeek[]
  asOf: string
}) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const rungWords = useRungWords()
  const weekWords = useWeekWords()
  const readable = useReadableUnit()
  const mondays = weeksFrom(props.firstWeek, props.weeks.length)
  const rows = props.weeks.map((week, index) => ({ ...week, monday: mondays[index]! }))
  const total = rows.reduce((sum, week) => RUNGS.reduce((units, rung) => units + week[rung], sum), 0)
  const known = rows.reduce((sum, week) => sum + week.paid + week.deposit + week.subscription, 0)
  return (
    <BucketBars
      title={props.title}
      unit={readable.word}
      scale={readable.baseUnits}
      asOf={props.asOf}
      summary={t('demand.chartSummary', {
        count: rows.length,
        total: words.text('forecast', total),
        known: words.text('known-demand', known),
        share: words.text('known-share', total > 0 ? known / total : null),
      })}
      rows={rows}
      bucket={(week) => week.monday}
      words={weekWords}
      series={RUNGS.map((rung) => ({
        key: rung,
        label: rungWords(rung),
        pattern: RUNG_PATTERN[rung],
        value: (week: RungWeek) => week[rung],
      }))}
      text={(value) => words.text('forecast', value)}
      total={t('ui.total')}
      height={230}
    />
  )
}
