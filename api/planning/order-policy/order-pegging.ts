import { RUNGS, type Rung } from '#planning/demand/rung'
import { apportion } from '#planning/quantity'
import type { DemandAhead } from './demand-ahead.ts'

/**
 * Why a unit is ordered. A rung: for that demand. `backorder`: demand already overdue or projected short before the
 * order arrives. `smoothing`: ahead of need to keep orders level. `top-up`: to reach the minimum or the multiple.
 */
export type OrderPurpose = Rung | 'backorder' | 'safety-stock' | 'smoothing' | 'top-up'

export interface OrderPart {
  readonly purpose: OrderPurpose
  /** Bucket the demand is for; null where no bucket can be named. Beyond the horizon it may exceed the plan. */
  readonly needBucket: number | null
  /** True when a known order is made before its need to level the load. */
  readonly isLevelled: boolean
  /** Whole units, > 0; the parts of an order add up to it exactly. */
  readonly quantity: number
}

/** Where one order stands between the position it starts from and the demand it covers. */
export interface OrderedStretch {
  readonly orderBucket: number
  /** Buckets from orderBucket whose demand the order must cover: lead time plus review period. */
  readonly protectionBuckets: number
  readonly levellingBuckets: number
  /** Net inventory position below the order: on hand − backorders + receipts due in the protection period. */
  readonly from: number
  /** Units ordered for a reason other than the lot-size rule. */
  readonly wanted: number
  /** Whole units ordered; what exceeds `wanted` is top-up. */
  readonly quantity: number
  readonly safetyStock: number
}

/**
 * Splits an order by what it is for. Supply covers, in this sequence: backorders, known orders of the protection
 * period (earliest bucket first, surest rung first), known orders made early, the mean remainder, safety stock; what
 * goes beyond is smoothing, and the last units are top-up.
 */
export function orderParts(
  stretch: OrderedStretch,
  known: Readonly<Partial<Record<Rung, Float64Array>>>,
  ahead: DemandAhead,
): OrderPart[] {
  const start = stretch.from
  const end = start + Math.min(stretch.wanted, stretch.quantity)
  const parts: { purpose: OrderPurpose; needBucket: number | null; isLevelled: boolean; quantity: number }[] =
    []
  let reached = 0
  const add = (purpose: OrderPurpose, needBucket: number | null, isLevelled: boolean, width: number) => {
    const quantity = Math.min(end, reached + width) - Math.max(start, reached)
    reached += width
    if (quantity > 1e-9) parts.push({ purpose, needBucket, isLevelled, quantity })
  }
  if (start < 0) {
    const quantity = Math.min(end, 0) - start
    if (quantity > 1e-9) parts.push({ purpose: 'backorder', needBucket: null, isLevelled: false, quantity })
  }
  const last = stretch.orderBucket + stretch.protectionBuckets
  const addKnown = (bucket: number, share: number) => {
    if (bucket >= ahead.bucketCount) return
    for (const rung of RUNGS) {
      const width = (known[rung]?.[bucket] ?? 0) * share
      if (width > 0) add(rung, bucket, share < 1 || bucket >= last, width)
    }
  }
  for (let bucket = stretch.orderBucket; bucket < last; bucket += 1) addKnown(bucket, 1)
  for (let step = 1; step < stretch.levellingBuckets; step += 1)
    addKnown(last - 1 + step, (stretch.levellingBuckets - step) / stretch.levellingBuckets)
  for (let bucket = stretch.orderBucket; bucket < last; bucket += 1)
    add('model', bucket, false, ahead.remainder(bucket, bucket + 1))
  add('safety-stock', null, false, stretch.safetyStock)
  add('smoothing', null, false, Number.POSITIVE_INFINITY)
  const topUp = stretch.quantity - stretch.wanted
  if (topUp > 1e-9) parts.push({ purpose: 'top-up', needBucket: null, isLevelled: false, quantity: topUp })
  const whole = apportion(parts.map((part) => part.quantity))
  return parts.flatMap((part, index) => (whole[index] > 0 ? [{ ...part, quantity: whole[index] }] : []))
}
