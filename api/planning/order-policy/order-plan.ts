import { measureOrderVariance, type OrderVariance } from '#planning/bullwhip/order-variance'
import { lotSize } from '#planning/quantity'
import { type DemandAhead, demandAhead } from './demand-ahead.ts'
import { type OrderPart, orderParts } from './order-pegging.ts'
import { type OrderPlanInput, requireOrderPlanInput } from './order-plan-input.ts'
import { type OrderRestriction, type PlanException, shortages } from './plan-exceptions.ts'
import { priceBreakQuantity } from './price-break.ts'

export interface PlannedOrder {
  readonly orderBucket: number
  readonly arrivalBucket: number
  /** Whole units to order in addition to what is released for this bucket. */
  readonly quantity: number
  readonly parts: readonly OrderPart[]
}

/** Arrays run over the buckets of the input, base units. */
export interface OrderPlan {
  readonly orders: readonly PlannedOrder[]
  /** New orders by bucket of ordering; whole units. */
  readonly orderQuantity: Float64Array
  /** The same by bucket of arrival; what arrives after the horizon is left out. */
  readonly receiptQuantity: Float64Array
  /** Open orders by bucket of arrival. */
  readonly scheduledReceipts: Float64Array
  /** Known orders plus mean remainder. */
  readonly required: Float64Array
  /** Net stock at the end of each bucket, negative = backorders. */
  readonly projectedStock: Float64Array
  /** Safety stock of the protection period that starts in each bucket. */
  readonly safetyStock: Float64Array
  readonly exceptions: readonly PlanException[]
  /** Units by bucket that are ordered only because they were published. */
  readonly keptPublished: ReadonlyMap<number, number>
  /** Of past and planned orders against past and planned demand; planned demand is its mean and so varies less. */
  readonly orderVariance: OrderVariance
}

/**
 * Orders for one item at one supplier, each as large as known orders, the uncertain remainder and safety stock call
 * for, smoothed and rounded by the lot-size rule.
 *
 * At each order day: position = on hand − backorders + receipts due in the protection period (lead time + review).
 * Known orders newly in reach, levelled over their window, and the remainder newly in reach are ordered in full;
 * of the gap that is left to target − position the share `gapShare` is closed. A mean shortage is always closed in
 * full. An order whose bucket was published stays within what the supplier lets it move; only a mean shortage goes beyond,
 * and is told. Where the lot-size rule exceeds a review period's demand, orders are lots already: smoothing is off and an
 * order is placed only when the position is below target, enlarged where a price break pays. What is released for a bucket counts against that bucket,
 * so a second run on unchanged data proposes nothing new.
 *
 * Sources: Gallego & Özer 2001 (modified position); Dejonckheere et al. 2003 (proportional order-up-to).
 * @throws RangeError naming the field, its range and the value seen
 * @example orderPlan({ ...item, onHand: 40, leadTimeBuckets: 2 }).orderQuantity // Float64Array [130, 0, 65, …]
 */
export function orderPlan(input: OrderPlanInput): OrderPlan {
  requireOrderPlanInput(input)
  const ahead = demandAhead(input)
  const n = ahead.bucketCount
  const protection = input.leadTimeBuckets + input.reviewBuckets
  const scheduledReceipts = new Float64Array(n)
  for (const order of input.openOrders)
    if (order.arrivalBucket < n) scheduledReceipts[order.arrivalBucket] += order.quantity
  const due = new Float64Array(n + protection)
  addOpenOrders(due, input, (orderBucket) => orderBucket < 0)
  input.returns?.forEach((units, t) => {
    due[t] += units
  })
  const orderQuantity = new Float64Array(n)
  const receiptQuantity = new Float64Array(n)
  const required = new Float64Array(n)
  const projectedStock = new Float64Array(n)
  const safetyStock = new Float64Array(n)
  const totalOrders = new Float64Array(n)
  const restrictions = new Map<number, OrderRestriction>()
  const keptPublished = new Map<number, number>()
  const beyond: PlanException[] = []
  const orders: PlannedOrder[] = []
  let net = input.onHand - input.backorders
  for (let t = 0; t < n; t += 1) {
    let position = net
    for (let s = t; s < t + protection; s += 1) position += due[s]
    const released = addOpenOrders(due, input, (orderBucket) => orderBucket === t)
    safetyStock[t] = ahead.safetyStock(t)
    totalOrders[t] = released
    if (t % input.reviewBuckets === input.firstOrderBucket) {
      const asked = wantedQuantity(input, ahead, t, position)
      const wanted = Math.max(0, asked.wanted - released)
      const band = bandOf(input, t, released)
      const needed = Math.max(0, asked.mustCover - released)
      const { quantity, restriction } = allowedQuantity({ wanted, needed }, band, input, ahead, t)
      if (restriction) restrictions.set(t, restriction)
      if (quantity > 0 && band.lowest > wanted + 0.5) keptPublished.set(t, quantity - Math.round(wanted))
      if (quantity > band.highest + 0.5)
        beyond.push({
          kind: 'beyond-flexibility',
          bucket: t + input.leadTimeBuckets,
          quantity: quantity - band.highest,
          allowed: band.highest + released,
        })
      if (quantity > 0) {
        const stretch = {
          orderBucket: t,
          protectionBuckets: protection,
          levellingBuckets: input.policy.levellingBuckets,
          from: position + released,
          wanted: Math.min(wanted, quantity),
          quantity,
          safetyStock: safetyStock[t],
        }
        const arrivalBucket = t + input.leadTimeBuckets
        orders.push({
          orderBucket: t,
          arrivalBucket,
          quantity,
          parts: orderParts(stretch, input.known, ahead),
        })
        orderQuantity[t] = quantity
        totalOrders[t] += quantity
        due[arrivalBucket] += quantity
        if (arrivalBucket < n) receiptQuantity[arrivalBucket] += quantity
      }
    }
    required[t] = ahead.known(t, t + 1) + ahead.remainder(t, t + 1)
    net += due[t] - required[t]
    projectedStock[t] = net
  }
  return {
    orders,
    orderQuantity,
    receiptQuantity,
    scheduledReceipts,
    required,
    projectedStock,
    safetyStock,
    exceptions: [
      ...shortages(projectedStock, {
        openOrders: input.openOrders,
        earliestArrival: input.firstOrderBucket + input.leadTimeBuckets,
        leadTimeBuckets: input.leadTimeBuckets,
        restrictions,
      }),
      ...beyond.filter(({ bucket }) => bucket < n),
      ...surplus(input, ahead, scheduledReceipts),
    ],
    keptPublished,
    orderVariance: measureOrderVariance({
      orders: joined(input.past?.orders, totalOrders),
      demand: joined(input.past?.demand, required),
      bucket: input.bucket,
      aggregation: 'item',
      seed: input.seed ?? 1,
    }),
  }
}

/** What the policy asks for in bucket t before released orders and the lot-size rule are taken into account. */
function wantedQuantity(
  input: OrderPlanInput,
  ahead: DemandAhead,
  t: number,
  position: number,
): { readonly wanted: number; readonly mustCover: number } {
  const { gapShare, levellingBuckets } = input.policy
  const to = t + input.leadTimeBuckets + input.reviewBuckets
  const reached = to - input.reviewBuckets
  const early = (from: number) => {
    let units = 0
    for (let step = 1; step < levellingBuckets; step += 1)
      units += ((levellingBuckets - step) / levellingBuckets) * ahead.known(from + step - 1, from + step)
    return units
  }
  const earlyNow = levellingBuckets > 1 ? early(to) : 0
  const mustCover = ahead.known(t, to) + ahead.remainder(t, to) - position
  const belowTarget = mustCover + earlyNow + ahead.safetyStock(t)
  const earlyBefore = levellingBuckets > 1 ? early(reached) : 0
  const newlyInReach = ahead.known(reached, to) + earlyNow - earlyBefore + ahead.remainder(reached, to)
  const wanted = ordersInLots(input, newlyInReach)
    ? Math.max(0, belowTarget)
    : Math.max(0, mustCover, newlyInReach + gapShare * (belowTarget - newlyInReach))
  return { wanted, mustCover }
}

interface Band {
  readonly lowest: number
  readonly highest: number
}

/** What may still be ordered in bucket t of what was published for it. */
function bandOf({ published }: OrderPlanInput, t: number, released: number): Band {
  if (!published) return { lowest: 0, highest: Number.POSITIVE_INFINITY }
  return {
    lowest: Math.max(0, published.lowest[t] - released),
    highest: Math.max(0, published.highest[t] - released),
  }
}

function ordersInLots({ lotSize: rule }: OrderPlanInput, newlyInReach: number): boolean {
  return Math.max(rule.minimum, rule.multiple) > newlyInReach
}

/** The lot, or the quantity of a price break above it that pays within the demand of the protection period. */
function pricedQuantity(wanted: number, input: OrderPlanInput, ahead: DemandAhead, t: number): number {
  const lot = lotSize(wanted, input.lotSize)
  if (!input.purchase || input.purchase.priceBreaks.length === 0) return lot
  const { leadTimeBuckets, reviewBuckets } = input
  const to = t + leadTimeBuckets + reviewBuckets
  const inReview = ahead.known(to - reviewBuckets, to) + ahead.remainder(to - reviewBuckets, to)
  if (!ordersInLots(input, inReview)) return lot
  const perBucket = (ahead.known(t, to) + ahead.remainder(t, to)) / (to - t)
  return priceBreakQuantity(lot, perBucket, input.purchase)
}

/** Units to order: the wish within the published band and the limit, or beyond the band what a mean shortage needs. */
function allowedQuantity(
  { wanted, needed }: { readonly wanted: number; readonly needed: number },
  band: Band,
  input: OrderPlanInput,
  ahead: DemandAhead,
  t: number,
): { quantity: number; restriction: OrderRestriction | null } {
  const wish = Math.max(wanted, band.lowest)
  if (wish <= 1e-9) return { quantity: 0, restriction: null }
  const rule = input.lotSize
  const limit = input.orderLimit?.[t] ?? Number.POSITIVE_INFINITY
  const inBand = Math.max(band.highest, needed > band.highest + 1e-9 ? lotSize(needed, rule) : 0)
  const most = Math.min(limit, inBand)
  const quantity = lotSize(pricedQuantity(wish, input, ahead, t), rule)
  if (quantity > most) {
    const whole = Math.floor(most / rule.multiple + 1e-9) * rule.multiple
    if (whole >= rule.minimum) return { quantity: whole, restriction: 'order-limit' }
    const lot = needed > 1e-9 ? lotSize(needed, rule) : 0
    return { quantity: lot <= limit ? lot : 0, restriction: 'order-limit' }
  }
  return { quantity, restriction: quantity < wanted - 1e-9 ? 'lot-maximum' : null }
}

/** Adds the open orders of the chosen order buckets to what is due; returns their sum. */
function addOpenOrders(
  due: Float64Array,
  input: OrderPlanInput,
  isChosen: (orderBucket: number) => boolean,
): number {
  let sum = 0
  for (const order of input.openOrders) {
    if (!isChosen(order.orderBucket)) continue
    sum += order.quantity
    if (order.arrivalBucket < due.length) due[order.arrivalBucket] += order.quantity
  }
  return sum
}

function surplus(input: OrderPlanInput, ahead: DemandAhead, scheduled: Float64Array): PlanException[] {
  const n = ahead.bucketCount
  let units = input.onHand - input.backorders - ahead.known(0, n) - ahead.remainder(0, n)
  for (let t = 0; t < n; t += 1) units += scheduled[t] + (input.returns?.[t] ?? 0)
  units -= ahead.safetyStock(0)
  return n > 0 && units > 0.5 ? [{ kind: 'surplus', bucket: n - 1, quantity: units }] : []
}

function joined(past: Float64Array | undefined, planned: Float64Array): Float64Array {
  if (!past) return planned
  const series = new Float64Array(past.length + planned.length)
  series.set(past)
  series.set(planned, past.length)
  return series
}
