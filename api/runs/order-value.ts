import type { SupplyTerms } from '#db/planned-items'
import type { ExceptionRow } from '#db/run-rows'
import { weekStart } from '#planning/demand/week-number'
import type { Company } from './company.ts'
import type { ItemPlan } from './plan-item.ts'
import type { RunCalendar } from './run-calendar.ts'
import type { StandingOrders } from './standing-orders.ts'

/**
 * Weeks planned in detail whose orders to one supplier, all items and what is released together, are worth less than it
 * takes an order for; the largest minimum of the ordered items counts, and what stands of items that are not planned
 * anew. What is ordered would not be taken, so its value is at risk.
 */
export function orderValueExceptions(
  company: Company,
  plans: readonly ItemPlan[],
  standing: readonly StandingOrders[],
  calendar: RunCalendar,
): ExceptionRow[] {
  const terms = new Map<string, SupplyTerms>(
    company.items.flatMap((item) =>
      item.terms.map((each) => [`${item.itemId}/${each.supplierId}`, each] as const),
    ),
  )
  const orders = new Map<
    string,
    { supplierId: number; step: number; units: number; value: number; minimum: number }
  >()
  const add = (
    supplierId: number,
    quantities: ArrayLike<number>,
    released: Float64Array,
    agreed: { readonly unitCost: number; readonly minimum: number },
  ) => {
    for (let step = 0; step < Math.min(calendar.detailWeeks, quantities.length); step += 1) {
      const units = quantities[step]!
      if (units === 0 && released[step] === 0) continue
      const key = `${supplierId}/${step}`
      const order = orders.get(key) ?? { supplierId, step, units: 0, value: 0, minimum: 0 }
      order.units += units
      order.value += (units + released[step]!) * agreed.unitCost
      if (units > 0) order.minimum = Math.max(order.minimum, agreed.minimum)
      orders.set(key, order)
    }
  }
  for (const { row, movable } of plans) {
    const agreed = terms.get(movable.key)
    if (agreed)
      add(row.supplierId, row.orderQuantity, movable.released, {
        unitCost: agreed.unitCostMinor,
        minimum: agreed.minimumOrderValueMinor,
      })
  }
  for (const { supplierId, orders: other } of standing)
    add(supplierId, other.orderQuantity, other.released, {
      unitCost: other.unitCost,
      minimum: other.minimumOrderValue,
    })
  return [...orders.values()]
    .filter(({ value, minimum }) => value < minimum)
    .map(({ supplierId, step, units, value, minimum }) => {
      const week = weekStart(calendar.firstWeek + step)
      return {
        kind: 'shortage',
        itemId: null,
        supplierId,
        productionLineId: null,
        week,
        quantity: units,
        moneyAtRiskMinor: value,
        cause: 'order-value-short',
        parameters: { orderWeek: week, value: value / 100, minimum: minimum / 100 },
      }
    })
}
