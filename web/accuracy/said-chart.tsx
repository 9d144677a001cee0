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
import { useReadableUnit } from '#web/measure/counted-in.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { monthDay, shortWeek, Week, weekRange } from '#web/measure/words.tsx'
import { ChartFrame } from '#web/ui/chart/frame.tsx'
import { LineSwatch } from '#web/ui/chart/pattern.tsx'
import { ChartTip } from '#web/ui/chart/tip.tsx'
import { useAxisNumber } from '#web/ui/number.tsx'
import { DataTable } from '#web/ui/table.tsx'

export interface SaidWeek {
  readonly week: string
  readonly said: number
  readonly happened: number
  /** What 8 weeks in 10 should lie between, where a version told it. */
  readonly range?: readonly [low: number, high: number]
}

export function SaidChart(props: {
  title: string
  weeks: readonly SaidWeek[]
  asOf: string
  bias: number | null
}) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const axis = useAxisNumber()
  const readable = useReadableUnit()
  const data = props.weeks
  const hasRange = data.some(({ range }) => range !== undefined)
  const sum = (value: (week: SaidWeek) => number) => data.reduce((total, week) => total + value(week), 0)
  return (
    <ChartFrame
      title={props.title}
      unit={readable.word}
      asOf={props.asOf}
      legend={[
        { key: 'happened', label: t('accuracy.happened'), mark: <LineSwatch color="var(--history)" thick /> },
        { key: 'said', label: t('accuracy.said'), mark: <LineSwatch color="var(--series-1)" /> },
        ...(hasRange
          ? [
              {
                key: 'range',
                label: t('accuracy.chartTold'),
                mark: <LineSwatch color="var(--band-outer)" thick />,
              },
            ]
          : []),
      ]}
      summary={t('accuracy.chartSummary', {
        count: data.length,
        said: words.text(
          'forecast',
          sum((week) => week.said),
        ),
        happened: words.text(
          'actual-demand',
          sum((week) => week.happened),
        ),
        bias: words.text('bias', props.bias, { signed: true }),
      })}
      table={
        <DataTable
          label={props.title}
          rows={data}
          rowKey={(week) => week.week}
          maxHeight="320px"
          columns={[
            { id: 'week', header: t('ui.week'), cell: (week) => <Week of={week.week} /> },
            {
              id: 'said',
              header: t('accuracy.said'),
              align: 'end',
              cell: (week) => <Measure of="forecast" value={week.said} />,
            },
            {
              id: 'happened',
              header: t('accuracy.happened'),
              align: 'end',
              cell: (week) => <Measure of="actual-demand" value={week.happened} />,
            },
            {
              id: 'error',
              header: words.label('forecast-error'),
              help: words.definition('forecast-error'),
              align: 'end',
              cell: (week) => <Measure of="forecast-error" value={week.said - week.happened} signed />,
            },
            ...(hasRange
              ? ([0, 1] as const).map((end) => ({
                  id: end === 0 ? 'low' : 'high',
                  header: words.label(end === 0 ? 'forecast-low' : 'forecast-high'),
                  help: words.definition(end === 0 ? 'forecast-low' : 'forecast-high'),
                  align: 'end' as const,
                  cell: (week: SaidWeek) => <Measure of="forecast" value={week.range?.[end] ?? null} />,
                }))
              : []),
          ]}
        />
      }
    >
      <ResponsiveContainer width="100%" height={240}>
        <ComposedChart data={data} margin={{ top: 6, right: 8, bottom: 0, left: 0 }}>
          <CartesianGrid vertical={false} />
          <XAxis
            dataKey="week"
            minTickGap={22}
            tickFormatter={(week: string) => `${shortWeek(week)} ${monthDay(week)}`}
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
            content={
              <ChartTip
                title={(week) => weekRange(String(week))}
                rows={(week: SaidWeek) => [
                  [t('accuracy.said'), words.text('forecast', week.said)],
                  ...(week.range
                    ? [
                        [
                          t('accuracy.chartTold'),
                          week.range.map((units) => words.text('forecast', units)).join('–'),
                        ] as const,
                      ]
                    : []),
                  [t('accuracy.happened'), words.text('actual-demand', week.happened)],
                ]}
              />
            }
          />
          <Area
            dataKey="range"
            type="monotone"
            stroke="none"
            fill="var(--band-outer)"
            fillOpacity={0.45}
            isAnimationActive={false}
            activeDot={false}
          />
          <Bar dataKey="happened" fill="var(--history)" maxBarSize={36} isAnimationActive={false} />
          <Line
            dataKey="said"
            stroke="var(--series-1)"
            strokeWidth={2}
            dot={false}
            isAnimationActive={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </ChartFrame>
  )
}
