import { chainSimulator } from '#planning/order-policy/chain-simulation'
import type { ChainStage } from '#planning/order-policy/chain-stage'

/** Exact ratios of one stage, Var/Var(consumer demand). */
export interface LinearRatios {
  readonly orderVarianceRatio: number
  readonly netStockAmplification: number
}

/**
 * Exact ratios of linear stages without any randomness: one unit of demand runs through the simulator and the
 * squares of what it causes are summed. Independent demand, or first-order autoregressive with `autocorrelation`
 * (the impulse is then ρ^t, divided by 1/(1−ρ²)). Stages are taken without limits and with returns.
 *
 * With `knownShare` θ of the variance known `noticePeriods` ahead, known and spot impulses run apart and are added.
 * @throws RangeError as {@link chainSimulator}
 * @example linearRatios([{ ...PLAIN_STAGE, gapShare: 0.5 }])[0].orderVarianceRatio // 0.3333…
 */
export function linearRatios(
  stages: readonly ChainStage[],
  {
    autocorrelation = 0,
    knownShare = 0,
    noticePeriods = 0,
  }: { autocorrelation?: number; knownShare?: number; noticePeriods?: number } = {},
): LinearRatios[] {
  if (!(autocorrelation > -1 && autocorrelation < 1))
    throw new RangeError(`autocorrelation must be in (-1, 1); got ${autocorrelation}`)
  if (!(knownShare >= 0 && knownShare <= 1))
    throw new RangeError(`knownShare must be in [0, 1]; got ${knownShare}`)
  const linear = stages.map((stage): ChainStage => {
    const safetyStock = { kind: 'units', units: 0 } as const
    const capacity = Number.POSITIVE_INFINITY
    return { ...stage, safetyStock, allowsReturns: true, capacity, lotSize: null, initialStock: 0 }
  })
  const periods = responsePeriods(linear, autocorrelation) + noticePeriods
  const start = noticePeriods + stages.reduce((sum, stage) => sum + stage.leadTimePeriods, 0)
  const simulate = chainSimulator(linear, start + periods)
  const impulse = new Float64Array(start + periods)
  for (let t = 0; t < periods; t += 1) impulse[start + t] = autocorrelation ** t
  const scale = 1 - autocorrelation ** 2
  const run = (known: Float64Array | null) =>
    simulate({ total: impulse, known, noticePeriods, initialMean: 0 }).map((trace) => ({
      orders: scale * sumOfSquares(trace.ordered),
      netStock: scale * sumOfSquares(trace.netStock),
    }))
  const spot = run(null)
  const known = knownShare > 0 ? run(impulse) : spot
  return spot.map((one, index) => ({
    orderVarianceRatio: (1 - knownShare) * one.orders + knownShare * known[index]!.orders,
    netStockAmplification: (1 - knownShare) * one.netStock + knownShare * known[index]!.netStock,
  }))
}

/** Periods after which the slowest memory in the chain has faded below 1e-9. */
function responsePeriods(stages: readonly ChainStage[], autocorrelation: number): number {
  const fading = (base: number) =>
    base < 1e-9 ? 1 : Math.ceil(Math.log(1e-9) / Math.log(Math.min(base, 0.9999)))
  let periods = 10 + fading(Math.abs(autocorrelation))
  for (const { leadTimePeriods, gapShare, forecast } of stages) {
    periods += 2 * leadTimePeriods + 2 * fading(Math.abs(1 - gapShare))
    if (forecast.kind === 'moving-average') periods += 2 * forecast.periods
    if (forecast.kind === 'exponential-smoothing') periods += 2 * fading(1 - forecast.smoothing)
    if (forecast.kind === 'seasonal-average') periods += 2 * forecast.season * forecast.cycles
    if (forecast.kind === 'damped-trend')
      periods += 4 * fading(1 - Math.min(forecast.smoothing, forecast.trendSmoothing) / 2)
  }
  return Math.min(periods, 50_000)
}

function sumOfSquares(series: Float64Array): number {
  let sum = 0
  for (let t = 0; t < series.length; t += 1) sum += series[t]! ** 2
  return sum
}
