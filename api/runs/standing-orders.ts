import type { OtherOrders } from '#db/other-orders'
import { weekNumber } from '#planning/demand/week-number'
import type { ValuedOrders } from '#planning/order-policy/order-value'
import { leadWeeks } from './item-supply.ts'
import type { RunCalendar } from './run-calendar.ts'

/** Orders of an item that a run of other items counts with and leaves as they are. */
export interface StandingOrders {
  readonly itemId: number
  readonly supplierId: number
  readonly transportWeeks: number
  /** Nothing may be added to them or taken from them. */
  readonly orders: ValuedOrders
  /** Units by week of ordering that are ordered early for the price of offered minutes. */
  readonly inSlack: ReadonlyMap<number, number>
}

/** The same orders by week of this run: what an earlier run ordered in weeks that are past is there as supply. */
export function standingOrders(others: readonly OtherOrders[], calendar: RunCalendar): StandingOrders[] {
  const { firstWeek, horizon } = calendar
  return others.map((other) => {
    const { itemId, supplierId, terms, adjustments } = other
    const past = firstWeek - weekNumber(other.firstBucket)
    const leadTimeBuckets = leadWeeks(terms)
    const ofWeeks = (series: readonly number[], later: number) =>
      Float64Array.from({ length: horizon }, (_, step) => series[step + later] ?? 0)
    const inSlack = new Map<number, number>()
    for (const { reason, step, quantity } of adjustments)
      if (reason === 'slack') inSlack.set(step - past, (inSlack.get(step - past) ?? 0) + quantity)
    return {
      itemId,
      supplierId,
      transportWeeks: Math.floor((terms.transportDays + terms.ripeningDays) / 7),
      orders: {
        key: `${itemId}/${supplierId}`,
        unitCost: terms.unitCostMinor,
        minimumOrderValue: terms.minimumOrderValueMinor,
        lotSize: { minimum: 0, multiple: 1, maximum: 0 },
        leadTimeBuckets,
        longestCoverBuckets: 0,
        orderQuantity: ofWeeks(other.orderQuantity, past),
        projectedStock: new Float64Array(horizon),
        released: ofWeeks(other.scheduledReceipts, past + leadTimeBuckets),
        releasedEarly: new Float64Array(horizon),
        orderLimit: null,
        orderFloor: null,
      },
      inSlack,
    }
  })
}
