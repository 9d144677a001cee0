import type { PlanRow } from '#db/run-rows'
import { normalQuantile } from '#planning/distribution/normal'
import type { DemandByRung } from '#planning/forecast/demand-by-rung'
import { authoriseSupply } from '#planning/order-policy/authorise-supply'
import { type OrderPlan, orderPlan } from '#planning/order-policy/order-plan'
import type { OpenOrder } from '#planning/order-policy/order-plan-input'
import { pegSupply } from '#planning/order-policy/peg-supply'
import type { PlanException } from '#planning/order-policy/plan-exceptions'
import type { ItemSupply, SupplierSupply } from './item-supply.ts'

/** How orders are smoothed; recorded with the run. */
export interface PolicyParameters {
  /** Share of the gap to the target that one order closes, (0, 1]. */
  readonly gapShare: number
  readonly levellingWeeks: number
}

export interface ItemPlan {
  readonly row: PlanRow
  readonly exceptions: readonly PlanException[]
  readonly overdueQuantity: number
  readonly declinedQuantity: number
}

const REVIEW_WEEKS = 1
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
    const leadTimeWeeks = Math.ceil((terms.leadTimeDays + terms.transportDays + supply.ripeningDays) / 7)
    const scaled = (series: Float64Array) => series.map((value) => value * share)
    const known = {
      paid: scaled(demand.paid),
      deposit: scaled(demand.deposit),
      subscription: scaled(demand.subscription),
    }
    const remainder = demand.model.map((units, step) => (units + demand.intent[step]!) * share)
    const protection = demand.sums.find(({ steps }) => steps === leadTimeWeeks + REVIEW_WEEKS)
    const past = Math.min(supply.pastOrders.length, history.length)
    const plan = orderPlan({
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
      openOrders: openOrders(supplier, leadTimeWeeks),
      leadTimeBuckets: leadTimeWeeks,
      reviewBuckets: REVIEW_WEEKS,
      firstOrderBucket: 0,
      lotSize: {
        minimum: terms.minimumOrderQuantity,
        multiple: terms.lotMultiple,
        maximum: terms.maximumOrderQuantity ?? Number.POSITIVE_INFINITY,
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
    })
    return {
      row: planRow(supply, supplier, plan, { known, remainder, net, overdue, leadTimeWeeks }),
      exceptions: plan.exceptions,
      overdueQuantity: supplier.overdueQuantity,
      declinedQuantity: supplier.declinedSteps.length,
    }
  })
}

/** Steps of lead time and review over which some supplier of the item needs the demand summed. */
export function protectionSteps(supply: ItemSupply): number[] {
  const steps = supply.suppliers.map(
    ({ terms }) =>
      Math.ceil((terms.leadTimeDays + terms.transportDays + supply.ripeningDays) / 7) + REVIEW_WEEKS,
  )
  return [...new Set(steps)].sort((a, b) => a - b)
}

/** Supply that arrives after the lead time was ordered for a week that this plan decides anew: it counts against it. */
function openOrders(supplier: SupplierSupply, leadTimeWeeks: number): OpenOrder[] {
  return supplier.arrivals.map(({ step, quantity }) => ({
    arrivalBucket: step,
    orderBucket: step >= leadTimeWeeks ? step - leadTimeWeeks : -1,
    quantity,
  }))
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
  const arrivals = plan.scheduledReceipts.map((units, step) =>
    Math.round(units + plan.receiptQuantity[step]!),
  )
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
    scheduledReceipts: Float32Array.from(plan.scheduledReceipts),
    required: Float32Array.from(plan.required),
    orderQuantity: Int32Array.from(plan.orderQuantity),
    receiptQuantity: Int32Array.from(plan.receiptQuantity),
    projectedStock: Float32Array.from(plan.projectedStock),
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
