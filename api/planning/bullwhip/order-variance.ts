import type { Bucket } from '#planning/time-bucket'
import { type Interval, varianceRatioInterval } from './block-bootstrap.ts'
import { withoutTrend } from './trend.ts'

/** What one series stands for: sums over more items hide the bullwhip, so the level belongs to the figure. */
export type AggregationLevel = 'item' | 'product' | 'supplier' | 'company'

/** Fewer buckets than this give a figure and an interval but no verdict. */
const LEAST_BUCKETS_FOR_VERDICT = 26

export interface RatioWithInterval {
  readonly ratio: number
  readonly interval: Interval | null
}

/** A variance ratio and all that is needed to read it. `null` figures mean: demand does not vary. */
export interface OrderVariance {
  readonly bucket: Bucket
  readonly aggregation: AggregationLevel
  readonly bucketCount: number
  /** Var(orders)/Var(demand) as they stand. */
  readonly raw: RatioWithInterval | null
  /** The same after the straight line and the season are taken out of both. */
  readonly detrended: RatioWithInterval | null
  /** CV(orders)/CV(demand), for series whose means differ; null when a mean is not > 0. */
  readonly ratioOfVariation: number | null
  /** Read from the detrended interval (5 % to 95 %). */
  readonly verdict:
    | 'amplifies'
    | 'smooths'
    | 'no-difference-shown'
    | 'too-few-buckets'
    | 'demand-does-not-vary'
}

/**
 * Order variance ratio (the bullwhip) of one tier: Var(orders)/Var(demand) in the same units and buckets, consumer
 * demand taken by need bucket. Variances divide by n.
 *
 * @param season     buckets in a season that the detrended figure takes out; 1 (default) means none
 * @param replicates resamples of the interval, 0 for none (default 200)
 * @throws RangeError on unequal lengths or a value that is not finite
 * @example measureOrderVariance({ orders, demand, bucket: 'week', aggregation: 'item' }).raw?.ratio // 1.48
 */
export function measureOrderVariance(input: {
  readonly orders: Float64Array
  readonly demand: Float64Array
  readonly bucket: Bucket
  readonly aggregation: AggregationLevel
  readonly season?: number
  readonly replicates?: number
  readonly seed?: number
}): OrderVariance {
  const { orders, demand, bucket, aggregation, season = 1, replicates = 200, seed = 1 } = input
  if (orders.length !== demand.length)
    throw new RangeError(`orders must have the ${demand.length} buckets of demand; got ${orders.length}`)
  requireFinite('orders', orders)
  requireFinite('demand', demand)
  const resampling = { replicates, seed, scale: largestMagnitude(demand) }
  const raw = varianceRatio(orders, demand, resampling)
  const detrended = varianceRatio(withoutTrend(orders, season), withoutTrend(demand, season), resampling)
  const orderMean = mean(orders)
  const demandMean = mean(demand)
  return {
    bucket,
    aggregation,
    bucketCount: demand.length,
    raw,
    detrended,
    ratioOfVariation:
      raw && orderMean > 0 && demandMean > 0 ? Math.sqrt(raw.ratio) * (demandMean / orderMean) : null,
    verdict: verdictOf(detrended, demand.length),
  }
}

/**
 * Net stock amplification Var(net stock)/Var(demand), net stock being on hand − backorders; null when demand does
 * not vary. Same conditions as {@link measureOrderVariance}.
 * @example netStockAmplification(netStock, demand) // 1.2
 */
export function netStockAmplification(netStock: Float64Array, demand: Float64Array): number | null {
  if (netStock.length !== demand.length)
    throw new RangeError(`netStock must have the ${demand.length} buckets of demand; got ${netStock.length}`)
  const scale = largestMagnitude(demand)
  return varianceRatio(netStock, demand, { replicates: 0, seed: 1, scale })?.ratio ?? null
}

/** Population variance (divides by n). @example variance(Float64Array.of(1, 3)) // 1 */
export function variance(series: Float64Array): number {
  const center = mean(series)
  let sum = 0
  for (let t = 0; t < series.length; t += 1) sum += (series[t] - center) ** 2
  return series.length === 0 ? 0 : sum / series.length
}

export function mean(series: Float64Array): number {
  let sum = 0
  for (let t = 0; t < series.length; t += 1) sum += series[t]
  return series.length === 0 ? 0 : sum / series.length
}

function varianceRatio(
  orders: Float64Array,
  demand: Float64Array,
  resampling: { replicates: number; seed: number; scale: number },
): RatioWithInterval | null {
  const below = variance(demand)
  if (!(below > 1e-18 * resampling.scale ** 2)) return null
  return {
    ratio: variance(orders) / below,
    interval: resampling.replicates > 0 ? varianceRatioInterval(orders, demand, resampling) : null,
  }
}

function verdictOf(measured: RatioWithInterval | null, bucketCount: number): OrderVariance['verdict'] {
  if (!measured) return 'demand-does-not-vary'
  if (bucketCount < LEAST_BUCKETS_FOR_VERDICT || !measured.interval) return 'too-few-buckets'
  if (measured.interval.low > 1) return 'amplifies'
  return measured.interval.high < 1 ? 'smooths' : 'no-difference-shown'
}

function largestMagnitude(series: Float64Array): number {
  let largest = 0
  for (let t = 0; t < series.length; t += 1) largest = Math.max(largest, Math.abs(series[t]))
  return largest
}

function requireFinite(name: string, series: Float64Array): void {
  for (let t = 0; t < series.length; t += 1)
    if (!Number.isFinite(series[t])) throw new RangeError(`${name}[${t}] must be finite; got ${series[t]}`)
}
