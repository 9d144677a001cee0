import { SegmentedControl } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import {
  Area,
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { RUNGS } from '#planning/demand/rung'
import { useReadableUnit } from '#web/measure/counted-in.tsx'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { RUNG_PATTERN, useRungLegend, useRungWords } from '#web/measure/rung.tsx'
import { monthDay, shortWeek, weekRange } from '#web/measure/words.tsx'
import { ChartFrame } from '#web/ui/chart/frame.tsx'
import { LineSwatch, PATTERN_STROKE, patternFill } from '#web/ui/chart/pattern.tsx'
import { ChartTip } from '#web/ui/chart/tip.tsx'
import { useAxisNumber } from '#web/ui/number.tsx'
import { type ItemForecast, OUTLOOK_WEEKS, type Run } from './item-page.tsx'
import { ItemWeekTable } from './item-week-table.tsx'
import { type ItemWeek, itemWeeks } from './item-weeks.ts'

const route = getRouteApi('/demand/$item')
const PAST_CHOICES = [13, 26, 52, 104] as const

/** History, then the stacked rungs of what is known and the likely range around the whole. */
export function ItemChart(props: { forecast: ItemForecast; run: Run }) {
  const { t } = useTranslation()
  const readable = useReadableUnit()
  const axis = useAxisNumber()
  const words = useMeasureWords()
  const rungWords = useRungWords()
  const rungLegend = useRungLegend()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const past = search.past ?? PAST_CHOICES[1]
  const weeks = itemWeeks(props.forecast, props.run, { past, future: OUTLOOK_WEEKS * 2 })
  const outlook = weeks.filter((week) => week.mean !== null).slice(0, OUTLOOK_WEEKS)
  const sum = (value: (week: ItemWeek) => number) => outlook.reduce((total, week) => total + value(week), 0)
  return (
    <ChartFrame
      title={t('item.chartTitle')}
      unit={readable.word}
      asOf={props.run.asOf}
      legend={[
        { key: 'history', label: t('planning.history'), mark: <LineSwatch color="var(--history)" thick /> },
        ...rungLegend,
        { key: 'median', label: t('planning.median'), mark: <LineSwatch color="var(--median)" dashed /> },
        { key: 'band80', label: t('planning.band80'), mark: <LineSwatch color="var(--band-outer)" thick /> },
        { key: 'band50', label: t('planning.band40'), mark: <LineSwatch color="var(--band-inner)" thick /> },
      ]}
      summary={t('item.chartSummary', {
        count: outlook.length,
        total: words.text(
          'forecast',
          sum((week) => week.mean ?? 0),
        ),
        known: words.text(
          'known-demand',
          sum((week) => (week.paid ?? 0) + (week.deposit ?? 0) + (week.subscription ?? 0)),
        ),
      })}
      table={<ItemWeekTable weeks={weeks} label={t('item.chartTitle')} />}
      actions={
        <SegmentedControl
          aria-label={t('planning.history')}
          value={String(past)}
          onChange={(value) => void navigate({ search: { past: Number(value) }, replace: true })}
          data={PAST_CHOICES.map((count) => ({
            value: String(count),
            label: t('ui.unitWeeks', { value: count }),
          }))}
        />
      }
    >
      <ResponsiveContainer width="100%" height={300}>
        <ComposedChart data={weeks} margin={{ top: 6, right: 8, bottom: 0, left: 0 }} barCategoryGap="24%">
          <CartesianGrid vertical={false} />
          <XAxis
            dataKey="monday"
            minTickGap={26}
            tickFormatter={(monday: string) => `${shortWeek(monday)} ${monthDay(monday)}`}
          />
          <YAxis
            width={52}
            tickFormatter={(value: number) => axis(value / readable.baseUnits)}
            axisLine={false}
            tickLine={false}
          />
          <Tooltip
            cursor={{ fill: 'var(--row-hover)' }}
            isAnimationActive={false}
            content={<ChartTip title={(monday) => weekRange(String(monday))} rows={tipRows} />}
          />
          <Area
            dataKey="outer"
            type="monotone"
            stroke="none"
            fill="var(--band-outer)"
            fillOpacity={0.45}
            isAnimationActive={false}
            activeDot={false}
          />
          <Area
            dataKey="inner"
            type="monotone"
            stroke="none"
            fill="var(--band-inner)"
            fillOpacity={0.45}
            isAnimationActive={false}
            activeDot={false}
          />
          <Bar dataKey="history" stackId="week" fill="var(--history)" isAnimationActive={false} />
          {RUNGS.map((rung) => (
            <Bar
              key={rung}
              dataKey={rung}
              stackId="week"
              fill={patternFill(RUNG_PATTERN[rung])}
              stroke={PATTERN_STROKE[RUNG_PATTERN[rung]]}
              strokeWidth={0.8}
              isAnimationActive={false}
            />
          ))}
          <Line
            dataKey="median"
            type="monotone"
            stroke="var(--median)"
            strokeWidth={1.6}
            strokeDasharray="5 3"
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </ChartFrame>
  )

  function tipRows(week: ItemWeek): (readonly [string, string])[] {
    if (week.mean === null)
      return [
        [
          t('planning.history'),
          week.isCensored
            ? t('planning.atLeast', { quantity: words.text('actual-demand', week.history) })
            : words.text('actual-demand', week.history),
        ],
      ]
    return [
      ...RUNGS.map((rung) => [rungWords(rung), words.text('forecast', week[rung])] as const),
      [words.label('forecast'), words.text('forecast', week.mean)],
      [
        t('planning.band80'),
        `${words.text('forecast', week.outer?.[0])} – ${words.text('forecast', week.outer?.[1])}`,
      ],
    ]
  }
}
