import type { ItemRouting } from '#db/production-lines'
import type { ForecastRow, PlanAdjustment } from '#db/run-rows'
import { weekNumber } from '#planning/demand/week-number'
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
}

interface Told extends OrderMove {
  readonly reason: PlanAdjustment['reason']
  readonly saving: number | null
}

/**
 * Orders placed earlier or later than each item alone asks for, because of what binds a supplier's items together:
 * minutes offered at a lower price first, then the least value of an order. Every plan that changes is made anew from
 * its orders, and says why.
 */
export function adjustOrders(
  company: Company,
  plans: readonly ItemPlan[],
  supplies: ReadonlyMap<number, ItemSupply>,
  forecasts: readonly ForecastRow[],
  floor: SupplierFloor,
  calendar: RunCalendar,
): ItemPlan[] {
  const minimums = new Map(
    company.items.flatMap(({ itemId, terms }) =>
      terms.map((each) => [`${itemId}/${each.supplierId}`, each.minimumOrderValueMinor] as const),
    ),
  )
  const bySupplier = new Map<number, ItemPlan[]>()
  for (const plan of plans) addToGroup(bySupplier, plan.row.supplierId, plan)
  const told = new Map<string, Told[]>()
  for (const [supplierId, ofSupplier] of bySupplier)
    for (const move of supplierMoves(supplierId, ofSupplier, minimums, floor, calendar))
      addToGroup(told, move.key, move)
  if (told.size === 0) return [...plans]
  const forecastOf = new Map(forecasts.map((row) => [row.itemId, row]))
  return plans.map((plan) => {
    const moves = told.get(plan.movable.key)
    const forecast = forecastOf.get(plan.row.itemId)
    return moves && forecast ? replanned(plan, moves, supplies.get(plan.row.itemId)!, forecast) : plan
  })
}

function supplierMoves(
  supplierId: number,
  plans: readonly ItemPlan[],
  minimums: ReadonlyMap<string, number>,
  floor: SupplierFloor,
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
  const offers = slackOffers(supplierId, plans, floor, calendar)
  if (offers.length > 0)
    for (const move of takeSlack(offers, [...items.values()], HOLDING_RATE_PER_YEAR / 52)) {
      const item = items.get(move.key)!
      items.set(move.key, { ...item, ...withMove(item, move) })
      told.push({ ...move, reason: 'slack' })
    }
  for (const move of reachOrderValue([...items.values()], calendar.detailWeeks))
    told.push({
      ...move,
      reason: move.toBucket < move.fromBucket ? 'order-value-early' : 'order-value-late',
      saving: null,
    })
  return told
}

/** Offers of one supplier, for each item with the week whose orders are made in the offered minutes. */
function slackOffers(
  supplierId: number,
  plans: readonly ItemPlan[],
  floor: SupplierFloor,
  calendar: RunCalendar,
): SlackOffer[] {
  const leads = new Map(plans.map((plan) => [plan.row.itemId, plan]))
  return floor.slackOffers
    .filter((offer) => offer.supplierId === supplierId)
    .map((offer) => ({
      slackKey: String(offer.slackOfferId),
      minutes: offer.minutes,
      priceBreakFraction: offer.priceBreakFraction,
      items: floor.routings.flatMap((routing) => {
        const plan = leads.get(routing.itemId)
        if (!plan || routing.lineId !== offer.lineId) return []
        const madeAt = weekNumber(offer.week) - calendar.firstWeek
        return [
          {
            key: plan.movable.key,
            orderBucket: madeAt + plan.transportWeeks - plan.movable.leadTimeBuckets,
            minutesPerUnit: routing.runMinutesPerUnit,
          },
        ]
      }),
    }))
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
