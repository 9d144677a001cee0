import { useTranslation } from 'react-i18next'
import {
  Bar,
  BarChart,
  CartesianGrid,
  ErrorBar,
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
import { type RatioRow, TIERS, type Tier } from './bullwhip-page.tsx'

const BASES = [
  { basis: 'past', pattern: 'outline' },
  { basis: 'plan', pattern: 'solid' },
] as const

interface TierBars {
  readonly tier: Tier
  readonly past: number | null
  readonly plan: number | null
  readonly pastRange: readonly [number, number] | undefined
  readonly planRange: readonly [number, number] | undefined
}

/** All tiers on one scale; 1 is where orders swing as much as consumer demand. */
export function RatioChart(props: { rows: readonly RatioRow[]; asOf: string }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const data = TIERS.map((tier): TierBars => {
    const find = (basis: string) => props.rows.find((row) => row.tier === tier && row.basis === basis)
    const past = find('past')
    const plan = find('plan')
    return {
      tier,
      past: past?.ratio ?? null,
      plan: plan?.ratio ?? null,
      pastRange: whisker(past),
      planRange: whisker(plan),
    }
  }).filter((bars) => bars.past !== null || bars.plan !== null)
  return (
    <ChartFrame
      title={t('bullwhip.chart')}
      bucket={t('bullwhip.chartBucket')}
      unit={t('bullwhip.chartUnit')}
      asOf={props.asOf}
      legend={BASES.map(({ basis, pattern }) => ({
        key: basis,
        label: t(`bullwhip.${basis}`),
        mark: <PatternSwatch pattern={pattern} />,
      }))}
      summary={data
        .map((bars) =>
          t('bullwhip.summary', {
            tier: t(`planning.tier-${bars.tier}`),
            basis: t('bullwhip.plan'),
            ratio: words.text('order-variance-ratio', bars.plan),
          }),
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
            ...BASES.map(({ basis }) => ({
              id: basis,
              header: t(`bullwhip.${basis}`),
              align: 'end' as const,
              cell: (bars: TierBars) => <Measure of="order-variance-ratio" value={bars[basis]} />,
            })),
          ]}
        />
      }
    >
      <ResponsiveContainer width="100%" height={230}>
        <BarChart data={data} margin={{ top: 10, right: 8, bottom: 0, left: 0 }} barCategoryGap="35%">
          <CartesianGrid vertical={false} />
          <XAxis dataKey="tier" tickFormatter={(tier: Tier) => t(`planning.tier-${tier}`)} />
          <YAxis
            width={40}
            axisLine={false}
            tickLine={false}
            domain={[0, highest(data)]}
            allowDataOverflow
            tickFormatter={(ratio: number) => words.text('order-variance-ratio', ratio)}
          />
          <Tooltip
            cursor={{ fill: 'var(--row-hover)' }}
            isAnimationActive={false}
            content={
              <ChartTip
                title={(tier) => t(`planning.tier-${tier as Tier}`)}
                rows={(bars: TierBars) =>
                  BASES.map(
                    ({ basis }) =>
                      [t(`bullwhip.${basis}`), words.text('order-variance-ratio', bars[basis])] as const,
                  )
                }
              />
            }
          />
          <ReferenceLine y={1} stroke="var(--ink-soft)" strokeDasharray="4 3" />
          {BASES.map(({ basis, pattern }) => (
            <Bar
              key={basis}
              dataKey={basis}
              fill={patternFill(pattern)}
              stroke={PATTERN_STROKE[pattern]}
              maxBarSize={46}
              isAnimationActive={false}
            >
              <ErrorBar
                dataKey={`${basis}Range`}
                width={5}
                strokeWidth={1.2}
                stroke="var(--ink)"
                isAnimationActive={false}
              />
            </Bar>
          ))}
        </BarChart>
      </ResponsiveContainer>
    </ChartFrame>
  )
}

/** Room for every bar and a little more: a whisker of few weeks must not press all tiers flat. */
function highest(data: readonly TierBars[]): number {
  return Math.ceil(1.3 * Math.max(1.5, ...data.flatMap(({ past, plan }) => [past ?? 0, plan ?? 0])))
}

/** Distances below and above the ratio. */
function whisker(row: RatioRow | undefined): readonly [number, number] | undefined {
  if (!row || row.ratio === null || row.ratioLow === null || row.ratioHigh === null) return undefined
  return [Math.max(0, row.ratio - row.ratioLow), Math.max(0, row.ratioHigh - row.ratio)]
}
