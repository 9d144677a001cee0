import type { PlanAdjustment, PlanRow } from '#db/run-rows'
import { authoriseSupply } from '#planning/order-policy/authorise-supply'
import type { OrderPlan } from '#planning/order-policy/order-plan'
import { pegSupply } from '#planning/order-policy/peg-supply'
import { type ItemSupply, leadWeeks, type SupplierSupply } from './item-supply.ts'

/** Demand by rung and week, of all suppliers together. */
export interface RungDemand {
  readonly paid: ArrayLike<number>
  readonly deposit: ArrayLike<number>
  readonly subscription: ArrayLike<number>
  readonly intent: ArrayLike<number>
  readonly model: ArrayLike<number>
}

/** Of a plan, what its row is made from; arrays by week. */
export interface StoredPlan extends Pick<OrderPlan, 'orders' | 'orderQuantity' | 'receiptQuantity'> {
  readonly required: ArrayLike<number>
  readonly expectedReturns: ArrayLike<number>
  readonly safetyStock: number
  readonly orderVarianceRatio: number | null
  readonly adjustments: readonly PlanAdjustment[]
}

/** What one supplier's plan of an item starts from: its share of demand by week, and stock of the whole item. */
export interface PlanPosition {
  readonly known: {
    readonly paid: Float64Array
    readonly deposit: Float64Array
    readonly subscription: Float64Array
  }
  readonly remainder: Float64Array
  /** Units at the first week's beginning, negative = short. */
  readonly net: number
  readonly overdue: number
  readonly leadTimeWeeks: number
}

export function planPosition(
  supply: ItemSupply,
  supplier: SupplierSupply,
  demand: RungDemand,
  overdue: number,
): PlanPosition {
  const { terms, share } = supplier
  const scaled = (series: ArrayLike<number>) => Float64Array.from(series, (units) => units * share)
  const before = supply.suppliers.reduce((sum, { arrivingBefore }) => sum + arrivingBefore, 0)
  const stubDemand = ((demand.model[0] ?? 0) + (demand.intent[0] ?? 0)) * supply.stubFraction
  return {
    known: {
      paid: scaled(demand.paid),
      deposit: scaled(demand.deposit),
      subscription: scaled(demand.subscription),
    },
    remainder: Float64Array.from(demand.model, (units, step) => (units + demand.intent[step]!) * share),
    net: supply.onHand + before - stubDemand,
    overdue,
    leadTimeWeeks: leadWeeks(terms),
  }
}

/** Units on their way by week of arrival. */
function arrivalsByWeek(supplier: SupplierSupply, horizon: number): Float32Array {
  const arrivals = new Float32Array(horizon)
  for (const { step, quantity } of supplier.arrivals) if (step < horizon) arrivals[step]! += quantity
  return arrivals
}

/** The row of one item at one supplier, with what its supplier may do for it. */
export function planRow(
  supply: ItemSupply,
  supplier: SupplierSupply,
  plan: StoredPlan,
  position: PlanPosition,
): PlanRow {
  const { terms, share } = supplier
  const horizon = position.remainder.length
  const scheduled = arrivalsByWeek(supplier, horizon)
  const arrivals = Array.from(scheduled, (units, step) => Math.round(units + plan.receiptQuantity[step]!))
  let stock = (position.net - position.overdue) * share
  const projectedStock = Float32Array.from(plan.required, (required, step) => {
    stock += scheduled[step]! + plan.expectedReturns[step]! + plan.receiptQuantity[step]! - required
    return stock
  })
  const pegged = pegSupply((position.net - position.overdue) * share, arrivals, {
    ...position.known,
    // What comes back serves demand that no arrival has to.
    model: position.remainder.map((units, step) => Math.max(0, units - plan.expectedReturns[step]!)),
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
    expectedReturns: Float32Array.from(plan.expectedReturns),
    returnBasis: supply.returnBasis,
    required: Float32Array.from(plan.required),
    orderQuantity: Int32Array.from(plan.orderQuantity),
    receiptQuantity: Int32Array.from(plan.receiptQuantity),
    projectedStock,
    safetyStock: plan.safetyStock,
    ...cover,
    authorisedMake: authorised.make,
    authorisedReserve: authorised.reserveAndMaterial,
    authorisedMaterial: authorised.materialOnly,
    orderVarianceRatio: plan.orderVarianceRatio,
    adjustments: plan.adjustments,
  }
}

function coverByWeek(plan: StoredPlan, horizon: number) {
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
