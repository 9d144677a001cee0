import { useTranslation } from 'react-i18next'
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { RUNGS, type Rung } from '#planning/demand/rung'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { RUNG_PATTERN, useRungLegend, useRungWords } from '#web/measure/rung.tsx'
import { monthDay, shortWeek, weekRange, weeksFrom } from '#web/measure/words.tsx'
import { ChartFrame } from '#web/ui/chart/frame.tsx'
import { PATTERN_STROKE, patternFill } from '#web/ui/chart/pattern.tsx'
import { ChartTip } from '#web/ui/chart/tip.tsx'
import { useAxisNumber } from '#web/ui/number.tsx'
import { RungTable } from './rung-table.tsx'

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
  const legend = useRungLegend()
  const axis = useAxisNumber()
  const mondays = weeksFrom(props.firstWeek, props.weeks.length)
  const data = props.weeks.map((week, index) => ({ ...week, monday: mondays[index]! }))
  const total = data.reduce((sum, week) => sum + sumOf(week), 0)
  const known = data.reduce((sum, week) => sum + week.paid + week.deposit + week.subscription, 0)
  return (
    <ChartFrame
      title={props.title}
      unit={t('ui.unitPiece')}
      asOf={props.asOf}
      legend={legend}
      summary={t('demand.chartSummary', {
        count: props.weeks.length,
        total: words.text('forecast', total),
        known: words.text('known-demand', known),
        share: words.text('known-share', total > 0 ? known / total : null),
      })}
      table={<RungTable weeks={data} label={props.title} />}
    >
      <ResponsiveContainer width="100%" height={230}>
        <BarChart data={data} margin={{ top: 6, right: 8, bottom: 0, left: 0 }} barCategoryGap="28%">
          <CartesianGrid vertical={false} />
          <XAxis
            dataKey="monday"
            tickFormatter={(monday: string) => `${shortWeek(monday)} ${monthDay(monday)}`}
          />
          <YAxis width={52} tickFormatter={axis} axisLine={false} tickLine={false} />
          <Tooltip
            cursor={{ fill: 'var(--row-hover)' }}
            isAnimationActive={false}
            content={
              <ChartTip
                title={(monday) => weekRange(String(monday))}
                rows={(week: RungWeek) => [
                  ...RUNGS.map((rung) => [rungWords(rung), words.text('forecast', week[rung])] as const),
                  [t('ui.total'), words.text('forecast', sumOf(week))] as const,
                ]}
              />
            }
          />
          {RUNGS.map((rung) => (
            <Bar
              key={rung}
              dataKey={rung}
              stackId="rung"
              fill={patternFill(RUNG_PATTERN[rung])}
              stroke={PATTERN_STROKE[RUNG_PATTERN[rung]]}
              strokeWidth={0.8}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </ChartFrame>
  )
}

export function sumOf(week: RungWeek): number {
  return RUNGS.reduce((sum, rung) => sum + week[rung], 0)
}
