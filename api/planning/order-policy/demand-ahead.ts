import { RUNGS } from '#planning/demand/rung'
import type { OrderPlanInput } from './order-plan-input.ts'
import { normalSafetyStock, spreadSafetyStock } from './safety-stock.ts'

/**
 * Demand of a plan, answered for any stretch of buckets. Beyond the horizon the level of the last 13 buckets (or of
 * all, if fewer) continues, so that the last orders are not cut short.
 */
export interface DemandAhead {
  readonly bucketCount: number
  /** Known orders of all rungs in buckets from … to − 1. */
  known(from: number, to: number): number
  /** Mean remainder in buckets from … to − 1. */
  remainder(from: number, to: number): number
  /** Safety stock for the protection period that starts in bucket `from`. */
  safetyStock(from: number): number
}

const LEVEL_BUCKETS = 13

export function demandAhead(input: OrderPlanInput): DemandAhead {
  const n = input.remainderMean.length
  const protection = input.leadTimeBuckets + input.reviewBuckets
  const length = n + protection + Math.max(input.policy.levellingBuckets, input.reviewBuckets) + 1
  const knownSeries = new Float64Array(n)
  for (const rung of RUNGS) {
    const series = input.known[rung]
    if (series) for (let t = 0; t < n; t += 1) knownSeries[t] += series[t]
  }
  const levelFrom = Math.max(0, n - LEVEL_BUCKETS)
  const known = runningSum(knownSeries, length, 0)
  const total = input.remainderMean.map((mean, t) => mean + knownSeries[t])
  const remainder = runningSum(input.remainderMean, length, meanFrom(total, levelFrom))
  const squares = input.remainderDeviation.map((deviation) => deviation ** 2)
  const variance = runningSum(squares, length, meanFrom(squares, levelFrom))
  const stretch = (sums: Float64Array, from: number, to: number) => sums[to] - sums[from]
  const level = safetyStockLevel(input, stretch(variance, 0, protection), stretch(remainder, 0, protection))
  return {
    bucketCount: n,
    known: (from, to) => stretch(known, from, to),
    remainder: (from, to) => stretch(remainder, from, to),
    safetyStock: (from) => {
      const to = from + protection
      return level(Math.max(0, stretch(variance, from, to)), stretch(remainder, from, to) / protection)
    },
  }
}

/**
 * The first protection period sets the level (from quantiles when given), the variances of later ones its course.
 * Closing only a share β of each gap widens net stock by (1−β)²/(β(2−β)) bucket variances, which is added.
 */
function safetyStockLevel(input: OrderPlanInput, firstVariance: number, firstRemainder: number) {
  const { gapShare, service } = input.policy
  const protection = input.leadTimeBuckets + input.reviewBuckets
  const widening = Math.sqrt(1 + (1 - gapShare) ** 2 / (gapShare * (2 - gapShare)) / protection)
  const perCycle = input.reviewBuckets
  const spread = input.protectionDemand
  if (!spread)
    return (variance: number, bucketMean: number) =>
      normalSafetyStock(service, Math.sqrt(variance) * widening, bucketMean * perCycle)
  const first = spreadSafetyStock(service, spread, (firstRemainder / protection) * perCycle) * widening
  return (variance: number) => (firstVariance > 0 ? first * Math.sqrt(variance / firstVariance) : first)
}

function runningSum(series: Float64Array, length: number, beyond: number): Float64Array {
  const sums = new Float64Array(length + 1)
  for (let t = 0; t < length; t += 1) sums[t + 1] = sums[t] + (t < series.length ? series[t] : beyond)
  return sums
}

function meanFrom(series: Float64Array, from: number): number {
  let sum = 0
  for (let t = from; t < series.length; t += 1) sum += series[t]
  return series.length > from ? sum / (series.length - from) : 0
}
