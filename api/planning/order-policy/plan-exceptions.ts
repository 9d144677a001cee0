import type { OpenOrder } from './order-plan-input.ts'

/** Why an order is smaller than it should be. */
export type OrderRestriction = 'order-limit' | 'lot-maximum'

export type PlanException =
  | {
      readonly kind: 'beyond-flexibility'
      /** Bucket of arrival. */
      readonly bucket: number
      /** Units ordered beyond what the supplier lets a published bucket move. */
      readonly quantity: number
      /** Units it may hold in all. */
      readonly allowed: number
    }
  | {
      readonly kind: 'shortage'
      /** First and last bucket with negative projected stock. */
      readonly bucket: number
      readonly lastBucket: number
      /** Most units short in that stretch. */
      readonly quantity: number
      readonly cause: 'inside-lead-time' | 'open-order-late' | OrderRestriction
    }
  | {
      readonly kind: 'surplus'
      /** Last bucket of the horizon. */
      readonly bucket: number
      /** Units on hand and on order that the horizon does not use, safety stock left aside. */
      readonly quantity: number
    }

/** Less than half a unit short is rounding, not a shortage. */
const LEAST_SHORTAGE = 0.5

/**
 * Stretches in which projected stock is negative, each with its cause, earliest first.
 *
 * @param earliestArrival first bucket a new order can reach
 * @param restrictions    what held the order of each bucket back, by bucket
 */
export function shortages(
  projectedStock: Float64Array,
  {
    openOrders,
    earliestArrival,
    leadTimeBuckets,
    restrictions,
  }: {
    openOrders: readonly OpenOrder[]
    earliestArrival: number
    leadTimeBuckets: number
    restrictions: ReadonlyMap<number, OrderRestriction>
  },
): PlanException[] {
  const found: PlanException[] = []
  for (let bucket = 0; bucket < projectedStock.length; bucket += 1) {
    if (projectedStock[bucket] > -LEAST_SHORTAGE) continue
    let quantity = 0
    let lastBucket = bucket
    while (lastBucket < projectedStock.length && projectedStock[lastBucket] <= -LEAST_SHORTAGE) {
      quantity = Math.max(quantity, -projectedStock[lastBucket])
      lastBucket += 1
    }
    lastBucket -= 1
    found.push({ kind: 'shortage', bucket, lastBucket, quantity, cause: causeOf(bucket, lastBucket) })
    bucket = lastBucket
  }
  return found

  function causeOf(
    bucket: number,
    lastBucket: number,
  ): OrderRestriction | 'inside-lead-time' | 'open-order-late' {
    const isLate = openOrders.some(
      (order) => order.quantity > 0 && order.arrivalBucket > bucket && order.arrivalBucket <= lastBucket + 1,
    )
    if (isLate) return 'open-order-late'
    for (let order = lastBucket - leadTimeBuckets; order >= 0; order -= 1) {
      const restriction = restrictions.get(order)
      if (restriction) return restriction
    }
    return bucket < earliestArrival ? 'inside-lead-time' : 'open-order-late'
  }
}
