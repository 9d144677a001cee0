import type { PlanRow } from '#db/run-rows'
import { normalQuantile } from '#planning/distribution/normal'
import type { DemandByRung } from '#planning/forecast/demand-by-rung'
import { authoriseSupply } from '#planning/order-policy/authorise-supply'
import { type OrderPlan, orderPlan } from '#planning/order-policy/order-plan'
import type { OpenOrder, OrderPlanInput } from '#planning/order-policy/order-plan-input'
import { pegSupply } from '#planning/order-policy/peg-supply'
import type { PlanException } from '#planning/order-policy/plan-exceptions'
import { HOLDING_RATE_PER_YEAR } from './holding-rate.ts'
import { type ItemSupply, leadWeeks, type SupplierSupply } from './item-supply.ts'

/** How orders are smoothed; recorded with the run. */
export interface PolicyParameters {
  /** Share of the gap to the target that one order closes, (0, 1]. */
  readonly gapShare: number
  readonly levellingWeeks: number
}

export interface ItemPlan {
  readonly row: PlanRow
  /** Orders with the demand they serve, for batches. */
  readonly orders: OrderPlan['orders']
  readonly exceptions: readonly PlanException[]
  readonly overdueQuantity: number
  readonly declinedQuantity: number
}

const REVIEW_WEEKS = 1
/** Buying further ahead for a price would make suppliers' orders swing. */
const LONGEST_COVER_WEEKS = 4
/** Levels that enclose the middle 60 %: their distance gives a standard deviation that tails do not disturb. */
const SPREAD_LEVELS = [0.2, 0.8] as const

/** Orders of one item at each of its suppliers, every supplier serving its share of demand and stock. */
export function planItem(
  supply: ItemSupply,
  demand: DemandByRung,
  levels: readonly number[],
  history: Float32Array,
  overdue: number,
  policy: PolicyParameters,
): ItemPlan[] {
  const before = supply.suppliers.reduce((sum, { arrivingBefore }) => sum + arrivingBefore, 0)
  const stubDemand = ((demand.model[0] ?? 0) + (demand.intent[0] ?? 0)) * supply.stubFraction
  const net = supply.onHand + before - stubDemand
  const deviation = deviations(demand, levels)
  return supply.suppliers.map((supplier) => {
    const { terms, share } = supplier
    const leadTimeWeeks = leadWeeks(terms, supply.ripeningDays)
    const scaled = (series: Float64Array) => series.map((value) => value * share)
    const known = {
      paid: scaled(demand.paid),
      deposit: scaled(demand.deposit),
      subscription: scaled(demand.subscription),
    }
    const remainder = demand.model.map((units, step) => (units + demand.intent[step]!) * share)
    const protection = demand.sums.find(({ steps }) => steps === leadTimeWeeks + REVIEW_WEEKS)
    const past = Math.min(supply.pastOrders.length, history.length)
    const input: OrderPlanInput = {
      bucket: 'week',
      known,
      remainderMean: remainder,
      remainderDeviation: scaled(deviation),
      ...(protection
        ? {
            protectionDemand: {
              mean: protection.mean * share,
              levels,
              quantiles: scaled(protection.quantiles),
            },
          }
        : {}),
      onHand: Math.max(0, net) * share,
      backorders: (Math.max(0, -net) + overdue) * share,
      openOrders: withinLeadTime(supplier, leadTimeWeeks),
      leadTimeBuckets: leadTimeWeeks,
      reviewBuckets: REVIEW_WEEKS,
      firstOrderBucket: 0,
      lotSize: {
        minimum: terms.minimumOrderQuantity,
        multiple: terms.lotMultiple,
        maximum: terms.maximumOrderQuantity ?? Number.POSITIVE_INFINITY,
      },
      purchase: {
        unitCost: terms.unitCostMinor,
        priceBreaks: terms.priceBreaks.map(({ quantity, unitCostMinor }) => ({
          quantity,
          unitCost: unitCostMinor,
        })),
        holdingFractionPerBucket: HOLDING_RATE_PER_YEAR / 52,
        longestCoverBuckets: longestCoverWeeks(supply.shelfLifeDays),
      },
      ...(supplier.declinedSteps.length > 0
        ? { orderLimit: limits(supplier, leadTimeWeeks, remainder.length) }
        : {}),
      policy: {
        gapShare: policy.gapShare,
        levellingBuckets: policy.levellingWeeks,
        service: { kind: 'cycle-service', fraction: supply.serviceLevelFraction },
      },
      ...(past > 0 && supply.suppliers.length === 1
        ? {
            past: {
              orders: supply.pastOrders.subarray(supply.pastOrders.length - past),
              demand: Float64Array.from(history.subarray(history.length - past)),
            },
          }
        : {}),
      seed: supply.itemId,
    }
    const plan = planAgainst(input, releasedAhead(supplier, leadTimeWeeks))
    return {
      row: planRow(supply, supplier, plan, { known, remainder, net, overdue, leadTimeWeeks }),
      orders: plan.orders,
      exceptions: plan.exceptions,
      overdueQuantity: supplier.overdueQuantity,
      declinedQuantity: supplier.declinedSteps.length,
    }
  })
}

/** Weeks within which units bought for their price must be sold; perishables within half their life. */
function longestCoverWeeks(shelfLifeDays: number | null): number {
  return shelfLifeDays === null ? LONGEST_COVER_WEEKS : Math.min(LONGEST_COVER_WEEKS, shelfLifeDays / 14)
}

/** Steps of lead time and review over which some supplier of the item needs the demand summed. */
export function protectionSteps(supply: ItemSupply): number[] {
  const steps = supply.suppliers.map(({ terms }) => leadWeeks(terms, supply.ripeningDays) + REVIEW_WEEKS)
  return [...new Set(steps)].sort((a, b) => a - b)
}

/** What arrives sooner than a new order could. */
function withinLeadTime(supplier: SupplierSupply, leadTimeWeeks: number): OpenOrder[] {
  return supplier.arrivals
    .filter(({ step }) => step < leadTimeWeeks)
    .map(({ step, quantity }) => ({ arrivalBucket: step, orderBucket: -1, quantity }))
}

/** Supply released or committed for weeks that this plan decides anew, earliest first. */
function releasedAhead(supplier: SupplierSupply, leadTimeWeeks: number) {
  return supplier.arrivals
    .filter(({ step }) => step >= leadTimeWeeks)
    .map(({ step, quantity }) => ({ orderBucket: step - leadTimeWeeks, quantity }))
    .sort((a, b) => a.orderBucket - b.orderBucket)
}

/**
 * Plans as if nothing were released, then lets what is released stand for these orders, earliest first; a batch made
 * early for two weeks thus counts in both. Only what is left is ordered: a second run proposes nothing new.
 */
function planAgainst(
  input: OrderPlanInput,
  released: readonly { readonly orderBucket: number; readonly quantity: number }[],
): OrderPlan {
  if (released.length === 0) return orderPlan(input)
  const uncovered = orderPlan(input).orderQuantity.slice()
  const standing: OpenOrder[] = []
  const stand = (orderBucket: number, quantity: number) =>
    standing.push({ orderBucket, arrivalBucket: orderBucket + input.leadTimeBuckets, quantity })
  for (const { orderBucket, quantity } of released) {
    let left = quantity
    for (let bucket = orderBucket; bucket < uncovered.length && left > 0; bucket += 1) {
      const taken = Math.min(left, uncovered[bucket]!)
      if (taken === 0) continue
      uncovered[bucket]! -= taken
      left -= taken
      stand(bucket, taken)
    }
    if (left > 0) stand(orderBucket, left)
  }
  return orderPlan({ ...input, openOrders: [...input.openOrders, ...standing] })
}

/** Units on their way by week of arrival. */
function arrivalsByWeek(supplier: SupplierSupply, horizon: number): Float32Array {
  const arrivals = new Float32Array(horizon)
  for (const { step, quantity } of supplier.arrivals) if (step < horizon) arrivals[step]! += quantity
  return arrivals
}

function limits(supplier: SupplierSupply, leadTimeWeeks: number, horizon: number): Float64Array {
  const limit = new Float64Array(horizon).fill(Number.POSITIVE_INFINITY)
  for (const step of supplier.declinedSteps)
    if (step - leadTimeWeeks >= 0 && step - leadTimeWeeks < horizon) limit[step - leadTimeWeeks] = 0
  return limit
}

function deviations(demand: DemandByRung, levels: readonly number[]): Float64Array {
  const low = demand.quantiles[levels.indexOf(SPREAD_LEVELS[0])]!
  const high = demand.quantiles[levels.indexOf(SPREAD_LEVELS[1])]!
  const width = normalQuantile(SPREAD_LEVELS[1]) - normalQuantile(SPREAD_LEVELS[0])
  return high.map((value, step) => Math.max(0, value - low[step]!) / width)
}

function planRow(
  supply: ItemSupply,
  supplier: SupplierSupply,
  plan: OrderPlan,
  position: {
    known: { paid: Float64Array; deposit: Float64Array; subscription: Float64Array }
    remainder: Float64Array
    net: number
    overdue: number
    leadTimeWeeks: number
  },
): PlanRow {
  const { terms, share } = supplier
  const horizon = position.remainder.length
  const scheduled = arrivalsByWeek(supplier, horizon)
  const arrivals = Array.from(scheduled, (units, step) => Math.round(units + plan.receiptQuantity[step]!))
  let stock = (position.net - position.overdue) * share
  const projectedStock = Float32Array.from(plan.required, (required, step) => {
    stock += scheduled[step]! + plan.receiptQuantity[step]! - required
    return stock
  })
  const pegged = pegSupply((position.net - position.overdue) * share, arrivals, {
    ...position.known,
    model: position.remainder,
  })
  const authorised = authoriseSupply(
    arrivals,
    pegged,
    {
      leadTimeWeeks: position.leadTimeWeeks,
      frozenWeeks: Math.ceil(terms.frozenDays / 7),
      slushyWeeks: Math.ceil(terms.slushyDays / 7),
      materialWeeks: supply.materialWeeks,
    },
    {
      liabilityFraction: terms.liabilityFraction,
      unitCost: terms.unitCostMinor,
      unitMargin: supply.priceMinor - terms.unitCostMinor,
    },
  )
  const cover = coverByWeek(plan, horizon)
  return {
    itemId: supply.itemId,
    supplierId: terms.supplierId,
    onHand: Math.round(supply.onHand * share),
    backorder: Math.round(position.overdue * share),
    scheduledReceipts: scheduled,
    required: Float32Array.from(plan.required),
    orderQuantity: Int32Array.from(plan.orderQuantity),
    receiptQuantity: Int32Array.from(plan.receiptQuantity),
    projectedStock,
    safetyStock: plan.safetyStock[0] ?? 0,
    ...cover,
    authorisedMake: authorised.make,
    authorisedReserve: authorised.reserveAndMaterial,
    authorisedMaterial: authorised.materialOnly,
    orderVarianceRatio: plan.orderVariance.detrended?.ratio ?? null,
  }
}

function coverByWeek(plan: OrderPlan, horizon: number) {
  const zeros = () => new Int32Array(horizon)
  const cover = {
    coverKnown: zeros(),
    coverModel: zeros(),
    coverSafety: zeros(),
    coverTopUp: zeros(),
  }
  for (const order of plan.orders)
    for (const { purpose, quantity } of order.parts) {
      const column =
        purpose === 'model' || purpose === 'intent'
          ? cover.coverModel
          : purpose === 'safety-stock' || purpose === 'smoothing'
            ? cover.coverSafety
            : purpose === 'top-up'
              ? cover.coverTopUp
              : cover.coverKnown
      column[order.orderBucket]! += quantity
    }
  return cover
}
