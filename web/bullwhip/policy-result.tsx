import { useTranslation } from 'react-i18next'
import {
  Bar,
  BarChart,
  CartesianGrid,
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
import type { Estimate } from './policy-trial.tsx'
import { ratioTicks, type Tier } from './ratio-row.ts'

const CASES = ['apart', 'current', 'proposed'] as const
type Case = (typeof CASES)[number]
const PATTERN = { apart: 'outline', current: 'dot', proposed: 'solid' } as const

interface Row {
  readonly key: string
  readonly tier: Tier
  readonly of: Case
  readonly ratio: number | null
  readonly low: number | null
  readonly high: number | null
  readonly netStockAmplification: number | null
  readonly stockPeriods: number
}

/** Three cases side by side for every tier, on one scale. */
export function PolicyResult(props: { estimate: Estimate; isApart: boolean }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const { estimate } = props
  const rows = CASES.flatMap((of) => rowsOf(estimate, of))
  const shown = CASES.filter((of) => props.isApart || of !== 'apart')
  const bars = estimate.current.tiers.map(({ tier }) => ({
    tier,
    ...Object.fromEntries(
      CASES.map((of) => [of, rows.find((row) => row.of === of && row.tier === tier)!.ratio]),
    ),
  }))
  const highest = Math.max(1, ...rows.map(({ ratio }) => ratio ?? 0))
  const step = ratioTicks(highest)[1]!
  const top = step * Math.ceil(highest / step)
  const ratioAt = (of: Case) => rows.find((row) => row.of === of && row.tier === 'supplier')?.ratio ?? null
  return (
    <>
      <ChartFrame
        title={t('bullwhip.policyChart')}
        bucket={t('bullwhip.chartBucket')}
        unit={t('bullwhip.chartUnit')}
        asOf={estimate.run.asOf}
        legend={shown.map((of) => ({
          key: of,
          label: t(`bullwhip.${of}`),
          mark: <PatternSwatch pattern={PATTERN[of]} />,
        }))}
        summary={t('bullwhip.policySummary', {
          apart: words.text('order-variance-ratio', ratioAt('apart')),
          proposed: words.text('order-variance-ratio', ratioAt('proposed')),
        })}
        table={<CaseTable rows={rows} />}
      >
        <ResponsiveContainer width="100%" height={210}>
          <BarChart data={bars} margin={{ top: 10, right: 8, bottom: 0, left: 0 }} barCategoryGap="30%">
            <CartesianGrid vertical={false} />
            <XAxis dataKey="tier" tickFormatter={(tier: Tier) => t(`planning.tier-${tier}`)} />
            <YAxis width={40} axisLine={false} tickLine={false} domain={[0, top]} ticks={ratioTicks(top)} />
            <Tooltip
              cursor={{ fill: 'var(--row-hover)' }}
              isAnimationActive={false}
              content={
                <ChartTip
                  title={(tier) => t(`planning.tier-${tier as Tier}`)}
                  rows={(bar: Record<Case, number | null>) =>
                    shown.map(
                      (of) => [t(`bullwhip.${of}`), words.text('order-variance-ratio', bar[of])] as const,
                    )
                  }
                />
              }
            />
            <ReferenceLine y={1} stroke="var(--ink-soft)" strokeDasharray="4 3" />
            {shown.map((of) => (
              <Bar
                key={of}
                dataKey={of}
                fill={patternFill(PATTERN[of])}
                stroke={PATTERN_STROKE[PATTERN[of]]}
                maxBarSize={40}
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </ChartFrame>
      <CaseTable rows={rows} />
    </>
  )
}

function rowsOf(estimate: Estimate, of: Case): Row[] {
  return estimate[of].tiers.map((tier) => ({
    key: `${of}/${tier.tier}`,
    tier: tier.tier,
    of,
    ratio: tier.orderVariance.detrended?.ratio ?? null,
    low: tier.orderVariance.detrended?.interval?.low ?? null,
    high: tier.orderVariance.detrended?.interval?.high ?? null,
    netStockAmplification: tier.netStockAmplification,
    stockPeriods: tier.stockPeriods,
  }))
}

function CaseTable(props: { rows: readonly Row[] }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  return (
    <DataTable
      label={t('bullwhip.policyChart')}
      rows={props.rows}
      rowKey={(row) => row.key}
      columns={[
        { id: 'case', header: t('bullwhip.scenario'), cell: (row) => t(`bullwhip.${row.of}`) },
        { id: 'tier', header: t('bullwhip.tier'), cell: (row) => t(`planning.tier-${row.tier}`) },
        {
          id: 'ratio',
          header: words.label('order-variance-ratio'),
          help: words.definition('order-variance-ratio'),
          align: 'end',
          cell: (row) => <Measure of="order-variance-ratio" value={row.ratio} />,
        },
        {
          id: 'range',
          header: t('bullwhip.interval'),
          align: 'end',
          cell: (row) => (
            <>
              <Measure of="order-variance-ratio" value={row.low} /> –{' '}
              <Measure of="order-variance-ratio" value={row.high} />
            </>
          ),
        },
        {
          id: 'net-stock',
          header: words.label('net-stock-amplification'),
          help: words.definition('net-stock-amplification'),
          align: 'end',
          cell: (row) => <Measure of="net-stock-amplification" value={row.netStockAmplification} />,
        },
        {
          id: 'stock',
          header: words.label('stock-weeks'),
          help: words.definition('stock-weeks'),
          align: 'end',
          cell: (row) => <Measure of="stock-weeks" value={row.stockPeriods} />,
        },
      ]}
    />
  )
}
