import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import {
  Bar,
  BarChart,
  CartesianGrid,
  ErrorBar,
  LabelList,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { ChartFrame } from '#web/ui/chart/frame.tsx'
import { PATTERN_STROKE, PatternSwatch, patternFill } from '#web/ui/chart/pattern.tsx'
import { ChartTip } from '#web/ui/chart/tip.tsx'
import { DataTable } from '#web/ui/table.tsx'
import {
  BASES,
  type Basis,
  chartTop,
  isClipped,
  ratioTicks,
  TIERS,
  type Tier,
  type TierRatio,
} from './ratio-row.ts'

const PATTERN = { past: 'outline', simulated: 'solid', plan: 'stripe' } as const

interface TierBars {
  readonly tier: Tier
  readonly rows: Partial<Record<Basis, TierRatio>>
}

/** All tiers on one scale; 1 is where orders swing as much as consumer demand. */
export function RatioChart(props: { rows: readonly TierRatio[]; asOf: string }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const top = chartTop(props.rows)
  const text = (ratio: number | null | undefined) => words.text('order-variance-ratio', ratio)
  const data = TIERS.map((tier): TierBars => {
    const ofTier = props.rows.filter((row) => row.tier === tier && row.ratio !== null)
    return { tier, rows: Object.fromEntries(ofTier.map((row) => [row.basis, row])) }
  }).filter(({ rows }) => Object.keys(rows).length > 0)
  const bases = BASES.filter((basis) => data.some(({ rows }) => rows[basis] !== undefined))
  const clipped = props.rows.filter((row) => isClipped(row, top))
  return (
    <ChartFrame
      title={t('bullwhip.chart')}
      bucket={t('bullwhip.chartBucket')}
      unit={t('bullwhip.chartUnit')}
      asOf={props.asOf}
      legend={bases.map((basis) => ({
        key: basis,
        label: t(`bullwhip.${basis}`),
        mark: <PatternSwatch pattern={PATTERN[basis]} />,
      }))}
      summary={data
        .flatMap(({ tier, rows }) =>
          bases
            .filter((basis) => tier !== 'consumer' && rows[basis])
            .map((basis) =>
              t('bullwhip.summary', {
                tier: t(`planning.tier-${tier}`),
                basis: t(`bullwhip.${basis}`),
                ratio: text(rows[basis]?.ratio),
              }),
            ),
        )
        .join(' ')}
      foot={t('bullwhip.formula')}
      table={
        <DataTable
          label={t('bullwhip.chart')}
          rows={data}
          rowKey={(bars) => bars.tier}
          columns={[
            { id: 'tier', header: t('bullwhip.tier'), cell: (bars) => t(`planning.tier-${bars.tier}`) },
            ...bases.map((basis) => ({
              id: basis,
              header: t(`bullwhip.${basis}`),
              align: 'end' as const,
              cell: (bars: TierBars) => (
                <Measure of="order-variance-ratio" value={bars.rows[basis]?.ratio ?? null} />
              ),
            })),
          ]}
        />
      }
    >
      <ResponsiveContainer width="100%" height={250}>
        <BarChart data={data} margin={{ top: 22, right: 8, bottom: 0, left: 0 }} barCategoryGap="25%">
          <CartesianGrid vertical={false} />
          <XAxis dataKey="tier" tickFormatter={(tier: Tier) => t(`planning.tier-${tier}`)} />
          <YAxis
            width={40}
            axisLine={false}
            tickLine={false}
            domain={[0, top]}
            ticks={ratioTicks(top)}
            allowDataOverflow
          />
          <Tooltip
            cursor={{ fill: 'var(--row-hover)' }}
            isAnimationActive={false}
            content={
              <ChartTip
                title={(tier) => t(`planning.tier-${tier as Tier}`)}
                rows={(bars: TierBars) =>
                  bases.map((basis) => [t(`bullwhip.${basis}`), text(bars.rows[basis]?.ratio)] as const)
                }
              />
            }
          />
          <ReferenceLine y={1} stroke="var(--ink-soft)" strokeDasharray="4 3" />
          {bases.map((basis) => (
            <Bar
              key={basis}
              name={basis}
              dataKey={(bars: TierBars) => shownRatio(bars.rows[basis], top)}
              fill={patternFill(PATTERN[basis])}
              stroke={PATTERN_STROKE[PATTERN[basis]]}
              maxBarSize={42}
              isAnimationActive={false}
            >
              <ErrorBar
                dataKey={(bars: TierBars) => whisker(bars.rows[basis], top)}
                width={5}
                strokeWidth={1.2}
                stroke="var(--ink)"
                isAnimationActive={false}
              />
              <LabelList
                content={(label) => (
                  <ClipArrow
                    row={data[label.index ?? -1]?.rows[basis]}
                    top={top}
                    x={Number(label.x ?? 0)}
                    width={Number(label.width ?? 0)}
                    text={text}
                  />
                )}
              />
            </Bar>
          ))}
        </BarChart>
      </ResponsiveContainer>
      {clipped.map((row) => (
        <Text key={`${row.tier}${row.basis}`} size="xs">
          {t('bullwhip.clipped', {
            tier: t(`planning.tier-${row.tier}`),
            basis: t(`bullwhip.${row.basis}`),
            ratio: text(row.ratio),
            low: text(row.ratioLow),
            high: text(row.ratioHigh),
          })}
        </Text>
      ))}
    </ChartFrame>
  )
}

/** An arrow above a bar or whisker that leaves the picture, with the number it goes to. */
function ClipArrow(props: {
  row: TierRatio | undefined
  top: number
  x: number
  width: number
  text: (ratio: number) => string
}) {
  const { row, top, x, width, text } = props
  if (!row || !isClipped(row, top)) return null
  const middle = x + width / 2
  return (
    <g>
      <path d={`M${middle - 5} 20 L${middle} 12 L${middle + 5} 20 Z`} fill="var(--ink)" />
      <text x={middle} y={9} textAnchor="middle" fontSize={11} fill="var(--ink)">
        {text(Math.max(row.ratio ?? 0, row.ratioHigh ?? 0))}
      </text>
    </g>
  )
}

function shownRatio(row: TierRatio | undefined, top: number): number | null {
  return row?.ratio == null ? null : Math.min(row.ratio, top)
}

/** Distances below and above the bar, within the picture. */
function whisker(row: TierRatio | undefined, top: number): [number, number] {
  const ratio = shownRatio(row, top)
  if (!row || ratio === null || row.ratioLow === null || row.ratioHigh === null) return [0, 0]
  return [Math.max(0, ratio - row.ratioLow), Math.max(0, Math.min(row.ratioHigh, top) - ratio)]
}
