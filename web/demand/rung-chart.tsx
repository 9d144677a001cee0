import { useTranslation } from 'react-i18next'
import { RUNGS, type Rung } from '#planning/demand/rung'
import { useReadableUnit } from '#web/measure/counted-in.tsx'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { RUNG_PATTERN, useRungWords } from '#web/measure/rung.tsx'
import { useWeekWords, weeksFrom } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { BucketBars } from '#web/ui/chart/bucket-bars.tsx'

export type RungWeek = Readonly<Record<Rung, number>>

type RungRange = NonNullable<NonNullable<Outputs['demand']['overview']>['range']>

/** Demand of the coming weeks, stacked from the surest rung up. */
export function RungChart(props: {
  title: string
  firstWeek: string
  weeks: readonly RungWeek[]
  asOf: string
  /** Likely range of all of them together; null: not known for this choice of items. */
  range?: RungRange | null
}) {
  const { t, i18n } = useTranslation()
  const words = useMeasureWords()
  const rungWords = useRungWords()
  const weekWords = useWeekWords()
  const readable = useReadableUnit()
  const mondays = weeksFrom(props.firstWeek, props.weeks.length)
  const { range } = props
  const rows = props.weeks.map((week, index) => ({
    ...week,
    monday: mondays[index]!,
    low: range?.low[index] ?? 0,
    high: range?.high[index] ?? 0,
  }))
  const total = rows.reduce((sum, week) => RUNGS.reduce((units, rung) => units + week[rung], sum), 0)
  const known = rows.reduce((sum, week) => sum + week.paid + week.deposit + week.subscription, 0)
  return (
    <BucketBars
      title={props.title}
      unit={readable.word}
      scale={readable.baseUnits}
      asOf={props.asOf}
      summary={[
        t('demand.chartSummary', {
          count: rows.length,
          total: words.text('forecast', total),
          known: words.text('known-demand', known),
          share: words.text('known-share', total > 0 ? known / total : null),
        }),
        ...(range && range.sumLow !== null && range.sumHigh !== null
          ? [
              t('demand.chartRange', {
                low: words.text('forecast-low', range.sumLow),
                high: words.text('forecast-high', range.sumHigh),
              }),
            ]
          : []),
      ].join(i18n.language === 'en' ? ' ' : '')}
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
      range={
        range
          ? {
              label: t('planning.band80'),
              lowLabel: words.label('forecast-low'),
              highLabel: words.label('forecast-high'),
              value: (week) => [week.low, week.high],
            }
          : null
      }
      height={230}
    />
  )
}
