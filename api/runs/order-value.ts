import type { ExceptionRow } from '#db/run-rows'
import { weekStart } from '#planning/demand/week-number'
import type { Company } from './company.ts'
import type { ItemPlan } from './plan-item.ts'
import type { RunCalendar } from './run-calendar.ts'

/**
 * Weeks planned in detail whose orders to one supplier, all items together, are worth less than it takes an order for;
 * the largest minimum of the ordered items counts. What is ordered would not be taken, so its value is at risk.
 */
export function orderValueExceptions(
  company: Company,
  plans: readonly ItemPlan[],
  calendar: RunCalendar,
): ExceptionRow[] {
  const terms = new Map(
    company.items.flatMap((item) =>
      item.terms.map((each) => [`${item.itemId}/${each.supplierId}`, each] as const),
    ),
  )
  const orders = new Map<
    string,
    { supplierId: number; step: number; units: number; value: number; minimum: number }
  >()
  for (const { row } of plans) {
    const agreed = terms.get(`${row.itemId}/${row.supplierId}`)
    if (!agreed) continue
    for (let step = 0; step < Math.min(calendar.detailWeeks, row.orderQuantity.length); step += 1) {
      const units = row.orderQuantity[step]!
      if (units === 0) continue
      const key = `${row.supplierId}/${step}`
      const order = orders.get(key) ?? { supplierId: row.supplierId, step, units: 0, value: 0, minimum: 0 }
      order.units += units
      order.value += units * agreed.unitCostMinor
      order.minimum = Math.max(order.minimum, agreed.minimumOrderValueMinor)
      orders.set(key, order)
    }
  }
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
