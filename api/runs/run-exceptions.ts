import type { ExceptionRow } from '#db/run-rows'
import { weekStart } from '#planning/demand/week-number'
import type { PlanException } from '#planning/order-policy/plan-exceptions'
import type { Company } from './company.ts'
import type { UnforecastItem } from './forecast-chunk.ts'
import type { ItemSupply } from './item-supply.ts'
import type { ItemPlan } from './plan-item.ts'
import type { RunCalendar } from './run-calendar.ts'

/** What planners must look at, each with its cause and the money at risk, most money first. */
export function runExceptions(
  company: Company,
  supplies: ReadonlyMap<number, ItemSupply>,
  plans: readonly ItemPlan[],
  problems: readonly UnforecastItem[],
  calendar: RunCalendar,
): ExceptionRow[] {
  const items = new Map(company.items.map((item) => [item.itemId, item]))
  const found: ExceptionRow[] = []
  for (const { row, exceptions, overdueQuantity, declinedQuantity } of plans) {
    const item = items.get(row.itemId)!
    const about = { itemId: row.itemId, supplierId: row.supplierId, productionLineId: null }
    for (const exception of exceptions) found.push(planException(exception, about, item, calendar))
    if (overdueQuantity > 0)
      found.push({
        ...about,
        kind: 'late',
        week: weekStart(calendar.firstWeek),
        quantity: Math.round(overdueQuantity),
        moneyAtRiskMinor: Math.round(overdueQuantity * item.priceMinor),
        cause: 'order-overdue',
        parameters: { quantity: Math.round(overdueQuantity) },
      })
    if (declinedQuantity > 0)
      found.push({
        ...about,
        kind: 'reply-missing',
        week: null,
        quantity: declinedQuantity,
        moneyAtRiskMinor: 0,
        cause: 'supplier-declined',
        parameters: { weeks: declinedQuantity },
      })
  }
  const anyCounted = company.stock.size > 0
  if (!anyCounted && company.items.length > 0)
    found.push({
      kind: 'data',
      itemId: null,
      supplierId: null,
      productionLineId: null,
      week: null,
      quantity: company.items.length,
      moneyAtRiskMinor: 0,
      cause: 'stock-never-counted',
      parameters: { items: company.items.length },
    })
  for (const item of company.items) {
    const about = { itemId: item.itemId, supplierId: null, productionLineId: null, week: null }
    if (item.terms.length === 0)
      found.push({
        ...about,
        kind: 'data',
        quantity: 0,
        moneyAtRiskMinor: 0,
        cause: 'no-supplier',
        parameters: {},
      })
    if (anyCounted && !supplies.get(item.itemId)?.isCounted && item.terms.length > 0)
      found.push({
        ...about,
        kind: 'data',
        quantity: 0,
        moneyAtRiskMinor: 0,
        cause: 'stock-unknown',
        parameters: {},
      })
  }
  for (const { itemId, problem } of problems)
    found.push({
      kind: 'data',
      itemId,
      supplierId: null,
      productionLineId: null,
      week: null,
      quantity: 0,
      moneyAtRiskMinor: 0,
      cause: 'no-forecast',
      parameters: { problem },
    })
  return found
}

/** Most money first; equal money in a fixed order, so that equal inputs give equal rows. */
export function byMoneyAtRisk(exceptions: readonly ExceptionRow[]): ExceptionRow[] {
  return [...exceptions].sort(
    (a, b) =>
      b.moneyAtRiskMinor - a.moneyAtRiskMinor ||
      a.kind.localeCompare(b.kind) ||
      (a.itemId ?? 0) - (b.itemId ?? 0) ||
      (a.supplierId ?? 0) - (b.supplierId ?? 0) ||
      (a.week ?? '').localeCompare(b.week ?? ''),
  )
}

function planException(
  exception: PlanException,
  about: { itemId: number; supplierId: number; productionLineId: null },
  item: Company['items'][number],
  calendar: RunCalendar,
): ExceptionRow {
  const quantity = Math.round(exception.quantity)
  const week = weekStart(calendar.firstWeek + exception.bucket)
  if (exception.kind === 'surplus')
    return {
      ...about,
      kind: 'surplus',
      week,
      quantity,
      moneyAtRiskMinor: Math.round(exception.quantity * item.unitCostMinor),
      cause: 'more-than-horizon',
      parameters: { quantity },
    }
  if (exception.kind === 'beyond-flexibility')
    return {
      ...about,
      kind: 'reply-missing',
      week,
      quantity,
      moneyAtRiskMinor: Math.round(exception.quantity * item.priceMinor),
      cause: 'beyond-flexibility',
      parameters: { quantity, allowed: Math.round(exception.allowed) },
    }
  return {
    ...about,
    kind: 'shortage',
    week,
    quantity,
    moneyAtRiskMinor: Math.round(exception.quantity * item.priceMinor),
    cause: exception.cause,
    parameters: { quantity, lastWeek: weekStart(calendar.firstWeek + exception.lastBucket) },
  }
}
