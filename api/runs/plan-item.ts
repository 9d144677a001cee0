import type { PlanRow } from '#db/run-rows'
import { spreadDeviation } from '#planning/distribution/normal'
import type { DemandByRung } from '#planning/forecast/demand-by-rung'
import { expectedReturns } from '#planning/order-policy/expected-returns'
import type { MovableOrders } from '#planning/order-policy/move-orders'
import { type OrderPlan, orderPlan } from '#planning/order-policy/order-plan'
import type { OpenOrder, OrderPlanInput, PublishedBand } from '#planning/order-policy/order-plan-input'
import type { PlanException } from '#planning/order-policy/plan-exceptions'
import { HOLDING_RATE_PER_YEAR } from './holding-rate.ts'
import { type ItemSupply, leadWeeks, type SupplierSupply } from './item-supply.ts'
import type { ItemTask } from './item-task.ts'
import { planPosition, planRow } from './plan-row.ts'

/** How orders to one supplier are smoothed. */
export interface PolicyParameters {
  /** Share of the gap to the target that one order closes, (0, 1]. */
  readonly gapShare: number
  /** Weeks over which known orders are levelled, whole, >= 1. */
  readonly levellingWeeks: number
}

export interface ItemPlan {
  readonly row: PlanRow
  /** Orders with the demand they serve, for batches. */
  readonly orders: OrderPlan['orders']
  readonly exceptions: readonly PlanException[]
  readonly overdueQuantity: number
  readonly declinedQuantity: number
  /** Units due before the first week and not shipped, of the whole item. */
  readonly overdue: number
  /** Weeks between the end of making and arrival. */
  readonly transportWeeks: number
  /** What binds an order that is to be placed earlier or later than planned. */
  readonly movable: Omit<MovableOrders, 'orderQuantity' | 'projectedStock'>
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
  task: Pick<ItemTask, 'overdue' | 'shiftedWaves'> & {
    readonly history: { readonly quantity: Float32Array }
  },
  policies: ReadonlyMap<number, PolicyParameters>,
): ItemPlan[] {
  const { overdue, shiftedWaves } = task
  const history = task.history.quantity
  const returned = supply.returnCurve ? expectedReturns(supply.returnCurve, history, demand.mean) : null
  const deviation = deviations(demand, levels)
  return supply.suppliers.map((supplier) => {
    const { terms, share } = supplier
    const policy = policies.get(terms.supplierId)!
    const scaled = (series: Float64Array) => series.map((value) => value * share)
    const returns = returned && scaled(returned)
    const position = planPosition(supply, supplier, demand, overdue)
    const { known, remainder, net, leadTimeWeeks } = position
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
      ...(returns ? { returns } : {}),
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
      ...(supplier.published.size > 0
        ? { published: publishedBand(supplier, leadTimeWeeks, remainder.length) }
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
    const released = releasedAhead(supplier, leadTimeWeeks)
    const { plan, releasedEarly } = planAgainst(input, released)
    const stored = {
      ...plan,
      expectedReturns: returns ?? new Float64Array(remainder.length),
      safetyStock: plan.safetyStock[0] ?? 0,
      orderVarianceRatio: plan.orderVariance.detrended?.ratio ?? null,
      adjustments: [
        ...shiftedWaves
          .map(({ step, fromStep, quantity }) => ({
            reason: 'ship-wave' as const,
            step,
            fromStep,
            quantity: Math.round(quantity * share),
            saving: null,
          }))
          .filter(({ quantity }) => quantity > 0),
        ...[...plan.keptPublished].map(([step, quantity]) => ({
          reason: 'published-kept' as const,
          step,
          fromStep: null,
          quantity,
          saving: null,
        })),
      ],
    }
    return {
      row: planRow(supply, supplier, stored, position),
      orders: plan.orders,
      exceptions: plan.exceptions,
      overdueQuantity: supplier.overdueQuantity,
      declinedQuantity: supplier.declinedSteps.length,
      overdue,
      transportWeeks: Math.floor((terms.transportDays + terms.ripeningDays) / 7),
      movable: {
        key: `${supply.itemId}/${terms.supplierId}`,
        unitCost: terms.unitCostMinor,
        lotSize: input.lotSize,
        leadTimeBuckets: leadTimeWeeks,
        longestCoverBuckets: longestCoverWeeks(supply.shelfLifeDays),
        released: byBucket(released, remainder.length),
        releasedEarly,
        orderLimit: moveLimit(input),
        orderFloor: input.published?.lowest ?? null,
      },
    }
  })
}

/** Of a published week as much as its band leaves, of a declined one nothing. */
function moveLimit({ orderLimit, published }: OrderPlanInput): Float64Array | null {
  if (!orderLimit || !published) return orderLimit ?? published?.highest ?? null
  return orderLimit.map((units, t) => Math.min(units, published.highest[t]!))
}

function byBucket(
  released: readonly { readonly orderBucket: number; readonly quantity: number }[],
  length: number,
): Float64Array {
  const series = new Float64Array(length)
  for (const { orderBucket, quantity } of released) if (orderBucket < length) series[orderBucket]! += quantity
  return series
}

/** How far each published week may move by its order: not at all while frozen, by the agreed share while slushy. */
function publishedBand(supplier: SupplierSupply, leadTimeWeeks: number, horizon: number): PublishedBand {
  const lowest = new Float64Array(horizon)
  const highest = new Float64Array(horizon).fill(Number.POSITIVE_INFINITY)
  const { frozenDays, slushyDays, flexibilityFraction } = supplier.terms
  const frozenWeeks = Math.ceil(frozenDays / 7)
  const fencedWeeks = Math.max(frozenWeeks, Math.ceil(slushyDays / 7))
  for (const [step, quantity] of supplier.published) {
    const bucket = step - leadTimeWeeks
    if (bucket < 0 || bucket >= Math.min(fencedWeeks, horizon)) continue
    const share = bucket < frozenWeeks ? 0 : flexibilityFraction
    lowest[bucket] = Math.ceil(quantity * Math.max(0, 1 - share) - 1e-9)
    highest[bucket] = Math.floor(quantity * (1 + share) + 1e-9)
  }
  return { lowest, highest }
}

/** Weeks within which units bought for their price must be sold; perishables within half their life. */
function longestCoverWeeks(shelfLifeDays: number | null): number {
  return shelfLifeDays === null ? LONGEST_COVER_WEEKS : Math.min(LONGEST_COVER_WEEKS, shelfLifeDays / 14)
}

/** Steps of lead time and review over which some supplier of the item needs the demand summed. */
export function protectionSteps(supply: ItemSupply): number[] {
  const steps = supply.suppliers.map(({ terms }) => leadWeeks(terms) + REVIEW_WEEKS)
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
): { plan: OrderPlan; releasedEarly: Float64Array } {
  const releasedEarly = new Float64Array(input.remainderMean.length)
  if (released.length === 0) return { plan: orderPlan(input), releasedEarly }
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
      if (bucket > orderBucket) releasedEarly[orderBucket]! += taken
      stand(bucket, taken)
    }
    if (left > 0) stand(orderBucket, left)
  }
  const plan = orderPlan({ ...input, openOrders: [...input.openOrders, ...standing] })
  return { plan, releasedEarly }
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
  const perUnit = spreadDeviation(SPREAD_LEVELS, 1)
  return high.map((value, step) => perUnit * Math.max(0, value - low[step]!))
}
