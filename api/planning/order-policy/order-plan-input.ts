import type { Rung } from '#planning/demand/rung'
import type { LotSizeRule } from '#planning/quantity'
import type { Bucket } from '#planning/time-bucket'
import type { PurchaseTerms } from './price-break.ts'
import type { SpreadDemand } from './quantile-curve.ts'
import { requireServiceTarget, type ServiceTarget } from './safety-stock.ts'

/** A quantity already ordered and not yet received. */
export interface OpenOrder {
  /** Bucket of arrival, 0 = first planned bucket; what is overdue or due now is 0. */
  readonly arrivalBucket: number
  /** Bucket it was ordered in; negative = before this plan. An order released in bucket 0 counts against that bucket. */
  readonly orderBucket: number
  /** Units, >= 0: what the supplier committed, without what was declined. */
  readonly quantity: number
}

export interface SmoothingPolicy {
  /** Share β of the gap between target and inventory position that one order closes, in (0, 1]; 1 is order-up-to. */
  readonly gapShare: number
  /** Known orders are levelled over so many buckets before their need, >= 1; 1 means made just in time. */
  readonly levellingBuckets: number
  readonly service: ServiceTarget
}

/** Bounds of the whole order of each bucket, what is released for it included; 0 and Infinity where nothing was published. */
export interface PublishedBand {
  readonly lowest: Float64Array
  readonly highest: Float64Array
}

/** All that is known when one item is planned at one supplier; arrays run over buckets 0 … n − 1, in base units. */
export interface OrderPlanInput {
  readonly bucket: Bucket
  /** Expected survivors of what is already booked, by need bucket. */
  readonly known: Readonly<Partial<Record<Rung, Float64Array>>>
  /** Mean of demand not yet booked, by need bucket, >= 0. */
  readonly remainderMean: Float64Array
  /** Standard deviation of each bucket's uncertain demand, >= 0; gives the safety stock its shape over time. */
  readonly remainderDeviation: Float64Array
  /** Demand summed over the first lead time plus review period; sets the level of the safety stock when given. */
  readonly protectionDemand?: SpreadDemand
  readonly onHand: number
  readonly backorders: number
  readonly openOrders: readonly OpenOrder[]
  /** Units that customers are expected to send back, by bucket; absent = none. */
  readonly returns?: Float64Array
  /** An order of bucket t serves demand from bucket t + leadTimeBuckets on; whole, >= 0. */
  readonly leadTimeBuckets: number
  /** Buckets between two order days; whole, >= 1. */
  readonly reviewBuckets: number
  /** First bucket with an order day, in [0, reviewBuckets). */
  readonly firstOrderBucket: number
  readonly lotSize: LotSizeRule
  /** What larger orders cost; absent = one price. A lot is enlarged for its price, a smoothed order never. */
  readonly purchase?: PurchaseTerms
  /** Most that may still be ordered in each bucket: 0 after a refusal or in a shutdown; absent = no limit. */
  readonly orderLimit?: Float64Array
  /** What the supplier was told and how far it may move; absent = nothing was published. */
  readonly published?: PublishedBand
  readonly policy: SmoothingPolicy
  /** Orders and consumer demand (by need bucket) of the buckets before the plan, oldest first, equally long. */
  readonly past?: { readonly orders: Float64Array; readonly demand: Float64Array }
  /** Seed of the bootstrap interval (default 1). */
  readonly seed?: number
}

/** @throws RangeError naming the field, its range and the value seen */
export function requireOrderPlanInput(input: OrderPlanInput): void {
  const n = input.remainderMean.length
  requireRange('leadTimeBuckets', input.leadTimeBuckets, Number.isInteger, '>= 0 and whole', 0)
  requireRange('reviewBuckets', input.reviewBuckets, Number.isInteger, '>= 1 and whole', 1)
  requireRange('levellingBuckets', input.policy.levellingBuckets, Number.isInteger, '>= 1 and whole', 1)
  requireRange('onHand', input.onHand, Number.isFinite, '>= 0', 0)
  requireRange('backorders', input.backorders, Number.isFinite, '>= 0', 0)
  requireRange('lotSize.minimum', input.lotSize.minimum, Number.isFinite, '>= 0', 0)
  requireRange('lotSize.multiple', input.lotSize.multiple, Number.isFinite, '>= 1', 1)
  requireRange('lotSize.maximum', input.lotSize.maximum, (value) => !Number.isNaN(value), '>= 0', 0)
  const { gapShare } = input.policy
  if (!(gapShare > 0 && gapShare <= 1)) throw new RangeError(`gapShare must be in (0, 1]; got ${gapShare}`)
  const first = input.firstOrderBucket
  if (!Number.isInteger(first) || first < 0 || first >= input.reviewBuckets)
    throw new RangeError(`firstOrderBucket must be in [0, ${input.reviewBuckets}); got ${first}`)
  requireServiceTarget(input.policy.service)
  requireSeries('remainderMean', input.remainderMean, n)
  requireSeries('remainderDeviation', input.remainderDeviation, n)
  for (const [rung, series] of Object.entries(input.known)) requireSeries(`known.${rung}`, series, n)
  if (input.orderLimit) requireSeries('orderLimit', input.orderLimit, n, true)
  if (input.returns) requireSeries('returns', input.returns, n)
  if (input.published) {
    requireSeries('published.lowest', input.published.lowest, n)
    requireSeries('published.highest', input.published.highest, n, true)
  }
  for (const order of input.openOrders) {
    requireRange('openOrders.quantity', order.quantity, Number.isFinite, '>= 0', 0)
    requireRange('openOrders.arrivalBucket', order.arrivalBucket, Number.isInteger, '>= 0 and whole', 0)
  }
}

function requireRange(
  name: string,
  value: number,
  isKind: (value: number) => boolean,
  range: string,
  least: number,
) {
  if (!isKind(value) || value < least) throw new RangeError(`${name} must be ${range}; got ${value}`)
}

function requireSeries(name: string, series: Float64Array, length: number, mayBeInfinite = false): void {
  if (series.length !== length)
    throw new RangeError(`${name} must have the ${length} buckets of remainderMean; got ${series.length}`)
  for (let t = 0; t < length; t += 1) {
    const isBad = !(series[t] >= 0) || (!mayBeInfinite && series[t] === Number.POSITIVE_INFINITY)
    if (isBad) throw new RangeError(`${name}[${t}] must be finite and >= 0; got ${series[t]}`)
  }
}
