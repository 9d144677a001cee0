import type { ItemRouting, LineCommitment } from '#db/production-lines'
import type { ForecastRow, PlanAdjustment } from '#db/run-rows'
import { weekNumber, weekOfDay } from '#planning/demand/week-number'
import { movedOrders, type OrderMove, withMove } from '#planning/order-policy/move-orders'
import { reachOrderValue, type ValuedOrders } from '#planning/order-policy/order-value'
import { type SlackOffer, takeSlack } from '#planning/order-policy/take-slack'
import { addToGroup } from './add-to-group.ts'
import type { Company } from './company.ts'
import { HOLDING_RATE_PER_YEAR } from './holding-rate.ts'
import type { ItemSupply } from './item-supply.ts'
import type { ItemPlan } from './plan-item.ts'
import { planPosition, planRow } from './plan-row.ts'
import type { RunCalendar } from './run-calendar.ts'
import type { StandingOrders } from './standing-orders.ts'

/** Spare minutes of a line that its supplier offers at a lower price. */
export interface OfferedSlack {
  readonly slackOfferId: number
  readonly supplierId: number
  readonly lineId: number
  /** Monday. */
  readonly week: string
  readonly minutes: number
  readonly priceBreakFraction: number
}

/** What binds orders to one supplier beyond one item. */
export interface SupplierFloor {
  readonly routings: readonly ItemRouting[]
  readonly slackOffers: readonly OfferedSlack[]
  readonly commitments: readonly LineCommitment[]
}

interface Told extends OrderMove {
  readonly reason: PlanAdjustment['reason']
  readonly saving: number | null
}

/**
 * Orders placed earlier or later than each item alone asks for, because of what binds a supplier's items together:
 * minutes offered at a lower price first, then the least value of an order. Every plan that changes is made anew from
 * its orders, and says why.
 *
 * @param standing orders of other items, which count in what their supplier gets and do not move; empty when all are planned
 */
export function adjustOrders(
  company: Company,
  plans: readonly ItemPlan[],
  supplies: ReadonlyMap<number, ItemSupply>,
  forecasts: readonly ForecastRow[],
  floor: SupplierFloor,
  standing: readonly StandingOrders[],
  calendar: RunCalendar,
): ItemPlan[] {
  const minimums = new Map(
    company.items.flatMap(({ itemId, terms }) =>
      terms.map((each) => [`${itemId}/${each.supplierId}`, each.minimumOrderValueMinor] as const),
    ),
  )
  const bySupplier = new Map<number, ItemPlan[]>()
  for (const plan of plans) addToGroup(bySupplier, plan.row.supplierId, plan)
  const standingAt = new Map<number, StandingOrders[]>()
  for (const orders of standing) addToGroup(standingAt, orders.supplierId, orders)
  const offersOf = slackOffers(floor, standingAt, calendar)
  const told = new Map<string, Told[]>()
  for (const [supplierId, ofSupplier] of bySupplier) {
    const others = standingAt.get(supplierId) ?? []
    for (const move of supplierMoves(
      ofSupplier,
      others,
      minimums,
      offersOf(supplierId, ofSupplier),
      calendar,
    ))
      addToGroup(told, move.key, move)
  }
  if (told.size === 0) return [...plans]
  const forecastOf = new Map(forecasts.map((row) => [row.itemId, row]))
  return plans.map((plan) => {
    const moves = told.get(plan.movable.key)
    const forecast = forecastOf.get(plan.row.itemId)
    return moves && forecast ? replanned(plan, moves, supplies.get(plan.row.itemId)!, forecast) : plan
  })
}

function supplierMoves(
  plans: readonly ItemPlan[],
  standing: readonly StandingOrders[],
  minimums: ReadonlyMap<string, number>,
  offers: readonly SlackOffer[],
  calendar: RunCalendar,
): Told[] {
  const items = new Map<string, ValuedOrders>(
    plans.map(({ row, movable }) => [
      movable.key,
      {
        ...movable,
        orderQuantity: Float64Array.from(row.orderQuantity),
        projectedStock: Float64Array.from(row.projectedStock),
        minimumOrderValue: minimums.get(movable.key) ?? 0,
      },
    ]),
  )
  const told: Told[] = []
  if (offers.length > 0)
    for (const move of takeSlack(offers, [...items.values()], HOLDING_RATE_PER_YEAR / 52)) {
      const item = items.get(move.key)!
      items.set(move.key, { ...item, ...withMove(item, move) })
      told.push({ ...move, reason: 'slack' })
    }
  for (const move of reachOrderValue(
    [...items.values(), ...standing.map(({ orders }) => orders)],
    calendar.detailWeeks,
  ))
    told.push({
      ...move,
      reason: move.toBucket < move.fromBucket ? 'order-value-early' : 'order-value-late',
      saving: null,
    })
  return told
}

/**
 * Gives the offers of one supplier, for each planned item with the week whose orders are made in the offered minutes. What
 * standing orders take of them, planned for their price or released on that line for that week, is offered no more.
 */
function slackOffers(
  floor: SupplierFloor,
  standingAt: ReadonlyMap<number, readonly StandingOrders[]>,
  calendar: RunCalendar,
) {
  const routingsOf = new Map<number, ItemRouting[]>()
  for (const routing of floor.routings) addToGroup(routingsOf, routing.lineId, routing)
  const bySupplier = new Map<number, OfferedSlack[]>()
  for (const offer of floor.slackOffers) addToGroup(bySupplier, offer.supplierId, offer)
  return (supplierId: number, plans: readonly ItemPlan[]): SlackOffer[] => {
    const planOf = new Map(plans.map((plan) => [plan.row.itemId, plan]))
    const standing = standingAt.get(supplierId) ?? []
    const standingOf = new Map(standing.map((orders) => [orders.itemId, orders]))
    return (bySupplier.get(supplierId) ?? []).map((offer) => {
      const routings = routingsOf.get(offer.lineId) ?? []
      const madeAt = weekNumber(offer.week) - calendar.firstWeek
      const minutesOf = new Map(routings.map((routing) => [routing.itemId, routing.runMinutesPerUnit]))
      let minutes = offer.minutes
      for (const { itemId, transportWeeks, orders, inSlack } of standing)
        minutes -=
          (inSlack.get(madeAt + transportWeeks - orders.leadTimeBuckets) ?? 0) * (minutesOf.get(itemId) ?? 0)
      for (const { lineId, itemId, quantity, madeOnDay } of floor.commitments)
        if (
          lineId === offer.lineId &&
          weekOfDay(madeOnDay) === weekNumber(offer.week) &&
          standingOf.has(itemId)
        )
          minutes -= quantity * (minutesOf.get(itemId) ?? 0)
      return {
        slackKey: String(offer.slackOfferId),
        minutes,
        priceBreakFraction: offer.priceBreakFraction,
        items: routings.flatMap(({ itemId, runMinutesPerUnit: minutesPerUnit }) => {
          const plan = planOf.get(itemId)
          if (!plan) return []
          const { key, leadTimeBuckets } = plan.movable
          return [{ key, orderBucket: madeAt + plan.transportWeeks - leadTimeBuckets, minutesPerUnit }]
        }),
      }
    })
  }
}

function replanned(
  plan: ItemPlan,
  moves: readonly Told[],
  supply: ItemSupply,
  forecast: ForecastRow,
): ItemPlan {
  const supplier = supply.suppliers.find(({ terms }) => terms.supplierId === plan.row.supplierId)!
  const { row } = plan
  const orders = movedOrders(plan.orders, moves, plan.movable.leadTimeBuckets)
  const horizon = row.required.length
  const orderQuantity = new Float64Array(horizon)
  const receiptQuantity = new Float64Array(horizon)
  for (const { orderBucket, arrivalBucket, quantity } of orders) {
    orderQuantity[orderBucket] = quantity
    if (arrivalBucket < horizon) receiptQuantity[arrivalBucket] = quantity
  }
  const adjustments = [
    ...row.adjustments,
    ...moves.map(({ reason, fromBucket, toBucket, quantity, saving }) => ({
      reason,
      step: toBucket,
      fromStep: fromBucket,
      quantity,
      saving: saving === null ? null : Math.round(saving),
    })),
  ]
  return {
    ...plan,
    orders,
    row: planRow(
      supply,
      supplier,
      { ...row, orders, orderQuantity, receiptQuantity, adjustments },
      planPosition(supply, supplier, forecast, plan.overdue),
    ),
  }
}
