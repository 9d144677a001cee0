import type { ReactNode } from 'react'
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  ErrorBar,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { useAxisNumber } from '#web/ui/number.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'
import { ChartFrame } from './frame.tsx'
import { LineSwatch, PATTERN_STROKE, type Pattern, PatternSwatch, patternFill } from './pattern.tsx'
import { ChartTip } from './tip.tsx'

export interface BarSeries<Row> {
  readonly key: string
  readonly label: string
  readonly pattern: Pattern
  readonly value: (row: Row) => number
}

export interface BarRange<Row> {
  readonly label: string
  readonly lowLabel: string
  readonly highLabel: string
  readonly value: (row: Row) => readonly [low: number, high: number]
}

/** How the buckets of the horizontal axis are named: short under the axis, in full in the hover box, as a table cell. */
export interface BucketWords {
  readonly header: string
  readonly tick: (bucket: string) => string
  readonly full: (bucket: string) => string
  readonly cell: (bucket: string) => ReactNode
}

/**
 * Bars per bucket, stacked or side by side. Axis, hover box and table read the same values through the same words, so
 * that they agree to the unit.
 */
export function BucketBars<Row extends object>(props: {
  title: string
  unit: string
  asOf: string
  summary: string
  rows: readonly Row[]
  bucket: (row: Row) => string
  words: BucketWords
  series: readonly BarSeries<Row>[]
  text: (value: number) => string
  /** Present: bars stand on one another, and hover box and table end with their sum. */
  total?: string
  /** A likely range around the sum of each bucket, drawn as a whisker. */
  range?: BarRange<Row> | null
  /** Further columns of the table. */
  columns?: readonly Column<Row>[]
  height?: number
  /** Values are divided by it on the axis; `text` says them in the same unit. */
  scale?: number
}) {
  const axis = useAxisNumber()
  const scale = props.scale ?? 1
  const { words, series, text } = props
  const range = props.range ?? null
  const sum = (row: Row) => series.reduce((total, each) => total + each.value(row), 0)
  const figure = (value: number) => <span className="figure">{text(value)}</span>
  const columns: Column<Row>[] = [
    { id: 'bucket', header: words.header, pinned: true, cell: (row) => words.cell(props.bucket(row)) },
    ...series.map(
      (each): Column<Row> => ({
        id: each.key,
        header: each.label,
        align: 'end',
        cell: (row) => figure(each.value(row)),
      }),
    ),
    ...(props.total
      ? [{ id: 'total', header: props.total, align: 'end' as const, cell: (row: Row) => figure(sum(row)) }]
      : []),
    ...(range
      ? ([0, 1] as const).map(
          (end): Column<Row> => ({
            id: end === 0 ? 'range-low' : 'range-high',
            header: end === 0 ? range.lowLabel : range.highLabel,
            align: 'end',
            cell: (row) => figure(range.value(row)[end]),
          }),
        )
      : []),
    ...(props.columns ?? []),
  ]
  const whisker = (row: Row): [number, number] => {
    const [low, high] = range?.value(row) ?? [0, 0]
    return [Math.max(0, sum(row) - low), Math.max(0, high - sum(row))]
  }
  return (
    <ChartFrame
      title={props.title}
      unit={props.unit}
      asOf={props.asOf}
      legend={[
        ...series.map(({ key, label, pattern }) => ({
          key,
          label,
          mark: <PatternSwatch pattern={pattern} />,
        })),
        ...(range
          ? [{ key: 'range', label: range.label, mark: <LineSwatch color="var(--ink-soft)" thick /> }]
          : []),
      ]}
      summary={props.summary}
      table={
        <DataTable
          label={props.title}
          rows={props.rows}
          rowKey={props.bucket}
          maxHeight="320px"
          columns={columns}
        />
      }
    >
      <ResponsiveContainer width="100%" height={props.height ?? 220}>
        <ComposedChart
          data={[...props.rows]}
          margin={{ top: 6, right: 8, bottom: 0, left: 0 }}
          barCategoryGap={props.total ? '28%' : '10%'}
        >
          <CartesianGrid vertical={false} />
          <XAxis dataKey={props.bucket} minTickGap={18} tickFormatter={words.tick} />
          <YAxis
            width={52}
            tickFormatter={(value: number) => axis(value / scale)}
            axisLine={false}
            tickLine={false}
          />
          <Tooltip
            cursor={{ fill: 'var(--row-hover)' }}
            isAnimationActive={false}
            content={
              <ChartTip
                title={(bucket) => words.full(String(bucket))}
                rows={(row: Row) => [
                  ...series.map((each) => [each.label, text(each.value(row))] as const),
                  ...(props.total ? [[props.total, text(sum(row))] as const] : []),
                  ...(range ? [[range.label, range.value(row).map(text).join('–')] as const] : []),
                ]}
              />
            }
          />
          {series.map((each) => (
            <Bar
              key={each.key}
              name={each.label}
              dataKey={each.value}
              {...(props.total ? { stackId: 'bucket' } : {})}
              fill={patternFill(each.pattern)}
              stroke={PATTERN_STROKE[each.pattern]}
              strokeWidth={0.8}
              isAnimationActive={false}
            />
          ))}
          {range ? (
            <Line
              dataKey={sum}
              stroke="none"
              dot={false}
              activeDot={false}
              legendType="none"
              isAnimationActive={false}
            >
              <ErrorBar
                dataKey={whisker}
                direction="y"
                width={5}
                stroke="var(--ink-soft)"
                strokeWidth={1.4}
                isAnimationActive={false}
              />
            </Line>
          ) : null}
        </ComposedChart>
      </ResponsiveContainer>
    </ChartFrame>
  )
}
