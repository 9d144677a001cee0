import { lotSize } from '#planning/quantity'
import type { Random } from '#planning/random'
import { isoWeekday } from '#planning/time-bucket'
import type { DemoItem } from './catalogue.ts'
import { isFactoryWorkingDay } from './chinese-calendar.ts'
import type { HistorySpan } from './demo-options.ts'
import type { Factory } from './factories.ts'
import { clockText, dateText, IMPORTS } from './ledger-book.ts'
import { CENTRAL_WAREHOUSE } from './master-data.ts'
import { supplyTerms } from './supply-terms.ts'
import type { TableRows } from './table-rows.ts'

/** Days before as-of between which the T-shirt line made four for one sold. */
export const OVERSTOCK_FROM = 300
export const OVERSTOCK_TO = 132

/** Counts orders over the whole company. */
export interface SupplyCounters {
  orders: number
  receipts: number
}

interface Flow {
  /** Portions leaving and coming back per day of the span: sales, boxes, campaigns; returns. */
  readonly shipped: Int32Array
  readonly returned: Int32Array
  /** Units of campaigns within `shipped`, ordered on their own; reaches beyond the span as far as orders were placed. */
  readonly campaigned: Int32Array | undefined
}

interface Order {
  readonly quantity: number
  readonly placedDay: number
  readonly dueDay: number
  readonly arrivalDay: number
}

/**
 * How the planner of before ordered: an order-up-to level from the last four weeks, stretched by their trend,
 * in large rare orders. Consumer demand is calm; these orders whip. Writes orders, receipts and stock counts.
 */
export function writeSupplyHistory(
  rows: TableRows,
  counters: SupplyCounters,
  random: Random,
  item: DemoItem,
  factory: Factory,
  flow: Flow,
  span: HistorySpan,
  story: 'late' | null,
): void {
  const { orders: portions, stockByDay } = replay(random, item, factory, flow, span, story)
  const orders = portions.map((order) => ({ ...order, quantity: order.quantity * item.portion }))
  for (const order of orders) writeOrder(rows, counters, item, factory, order, span)
  const isWritten = (day: number) =>
    day === span.lastDay || (isoWeekday(day) === 7 && day > span.lastDay - 182)
  for (let day = span.firstDay; day <= span.lastDay; day += 1)
    if (isWritten(day))
      rows.add('stock_snapshot', {
        item_id: item.itemId,
        stock_location_id: CENTRAL_WAREHOUSE,
        counted_at: `${dateText(day)} 23:50:00+08`,
        on_hand: stockByDay[day - span.firstDay]! * item.portion,
        import_id: IMPORTS.stock.importId,
      })
}

function replay(
  random: Random,
  item: DemoItem,
  factory: Factory,
  flow: Flow,
  span: HistorySpan,
  story: 'late' | null,
): { orders: Order[]; stockByDay: Int32Array } {
  const terms = supplyTerms(item)
  const rule = { minimum: terms.minimum, multiple: terms.multiple, maximum: Number.POSITIVE_INFINITY }
  const leadDays = terms.leadTimeDays + terms.transportDays
  const isPerishable = (item.product.range.shelfLifeDays ?? 365) < 60
  const reviewDays = isPerishable ? 7 : item.pattern === 'smooth' || item.pattern === 'erratic' ? 14 : 28
  const orders: Order[] = []
  const arrivals = new Map<number, number>()
  const stockByDay = new Int32Array(flow.shipped.length)
  const openingDays = leadDays + (isPerishable ? 9 : 35)
  let stock = Math.round(sum(flow.shipped, 0, openingDays))
  let onOrder = 0
  const place = (quantity: number, day: number, dueDay: number, delayDays: number) => {
    const arrivalDay = nextWorkingDay(dueDay + delayDays)
    orders.push({ quantity, placedDay: day, dueDay, arrivalDay })
    arrivals.set(arrivalDay, (arrivals.get(arrivalDay) ?? 0) + quantity)
    onOrder += quantity
  }
  for (let index = 0; index < flow.shipped.length; index += 1) {
    const day = span.firstDay + index
    const arrived = arrivals.get(day) ?? 0
    onOrder -= arrived
    stock += arrived + flow.returned[index]! - flow.shipped[index]!
    if (stock <= 0) {
      // Nothing sold was ever left unshipped: what was short came by a rush order.
      const quantity = lotSize(1 - stock + organic(flow, index - 28, index) / 10, { ...rule, minimum: 0 })
      orders.push({ quantity, placedDay: day - Math.min(4, leadDays), dueDay: day, arrivalDay: day })
      stock += quantity
    }
    if (story === 'late' && day === span.lastDay) stock = Math.max(1, Math.round(stock * 0.08))
    stockByDay[index] = stock
    const campaignUnits = campaignOrder(flow.campaigned, index, leadDays)
    if (campaignUnits > 0)
      place(lotSize(campaignUnits, { ...rule, minimum: 0 }), day, nextWorkingDay(day + leadDays), 0)
    const isReview =
      isoWeekday(day) === factory.base.orderWeekday && Math.floor(day / 7) % (reviewDays / 7) === 0
    if (item.isLaunched && day === nextWorkingDay(item.launchDay - leadDays - 6))
      place(lotSize(item.weeklyUnits * 4, rule), day, nextWorkingDay(day + leadDays), 0)
    const isRunOut = item.endDay !== null && day > span.lastDay - 120
    if (!isReview || !isFactoryWorkingDay(day) || index < 28 || isRunOut) continue
    const recent = organic(flow, index - 28, index)
    const isOverstocking = day >= span.asOfDay - OVERSTOCK_FROM && day < span.asOfDay - OVERSTOCK_TO
    if (item.supplyFactor > 1 && isOverstocking) {
      const quantity = (recent * item.supplyFactor * reviewDays) / 28
      if (quantity > 0) place(lotSize(quantity, rule), day, nextWorkingDay(day + leadDays), 0)
      continue
    }
    const before = index >= 56 ? organic(flow, index - 56, index - 28) : recent
    const stretched = Math.max(0, recent + (isPerishable ? 0.4 : 0.9) * (recent - before)) / 28
    const level = stretched * (leadDays + reviewDays + (isPerishable ? 2 : 12))
    const wanted = level - stock - onOrder
    const bigLots = isPerishable ? 1 : random() < 0.25 ? 1.6 : 1
    const isMissed = story === 'late' && day > span.lastDay - leadDays - 10
    if (wanted > 0.25 * terms.minimum && !isMissed)
      place(lotSize(wanted * bigLots, rule), day, nextWorkingDay(day + leadDays), drawDelay(random))
  }
  if (story === 'late') {
    // Ordered in time, due last week, still not here.
    const quantity = lotSize((organic(flow, stockByDay.length - 28, stockByDay.length) / 28) * 21, rule)
    if (quantity > 0)
      orders.push({
        quantity,
        placedDay: span.lastDay - leadDays - 6,
        dueDay: span.lastDay - 4,
        arrivalDay: span.asOfDay + 9,
      })
  }
  return { orders, stockByDay }
}

/** Units of a campaign are ordered one lead time and a week before they ship, all ships of one week together. */
function campaignOrder(campaigned: Int32Array | undefined, index: number, leadDays: number): number {
  if (campaigned === undefined || index % 7 !== 0) return 0
  const from = index + leadDays + 7
  return sum(campaigned, from, from + 7)
}

function organic(flow: Flow, from: number, to: number): number {
  return sum(flow.shipped, from, to) - (flow.campaigned ? sum(flow.campaigned, from, to) : 0)
}

function sum(values: Int32Array, from: number, to: number): number {
  let total = 0
  for (let index = Math.max(0, from); index < Math.min(values.length, to); index += 1) total += values[index]!
  return total
}

function drawDelay(random: Random): number {
  const chance = random()
  return chance < 0.7 ? 0 : chance < 0.9 ? 2 : 6
}

function nextWorkingDay(day: number): number {
  let next = day
  while (!isFactoryWorkingDay(next)) next += 1
  return next
}

function writeOrder(
  rows: TableRows,
  counters: SupplyCounters,
  item: DemoItem,
  factory: Factory,
  order: Order,
  span: HistorySpan,
): void {
  counters.orders += 1
  const orderId = counters.orders
  const isOpen = order.arrivalDay > span.lastDay
  const code = `PO${String(orderId).padStart(7, '0')}`
  rows.add('supply_order', {
    supply_order_id: orderId,
    code,
    kind: 'purchase',
    item_id: item.itemId,
    supplier_id: factory.supplierId,
    production_line_id: null,
    quantity: order.quantity,
    placed_on: dateText(order.placedDay),
    due_on: dateText(order.dueDay),
    known_at: `${dateText(order.placedDay)} ${clockText(61_200)}`,
    authorisation: 'make',
    state: isOpen ? 'open' : 'closed',
    planning_run_id: null,
    batch_number: null,
  })
  const shippedDay = order.arrivalDay - item.product.range.transportDays
  if (shippedDay <= span.lastDay && shippedDay >= order.placedDay)
    rows.add('shipment', {
      supply_order_id: orderId,
      supplier_id: factory.supplierId,
      item_id: item.itemId,
      quantity: order.quantity,
      shipped_on: dateText(shippedDay),
      arrives_on: dateText(order.arrivalDay),
    })
  if (isOpen) return
  counters.receipts += 1
  rows.add('receipt', {
    receipt_id: counters.receipts,
    code: `GR${String(counters.receipts).padStart(7, '0')}`,
    supply_order_id: orderId,
    item_id: item.itemId,
    supplier_id: factory.supplierId,
    stock_location_id: CENTRAL_WAREHOUSE,
    quantity: order.quantity,
    received_on: dateText(order.arrivalDay),
    known_at: `${dateText(order.arrivalDay)} ${clockText(57_600)}`,
    import_id: IMPORTS.receipts.importId,
  })
}
