import { type ConsumerDemand, chainSimulator, type StageTrace } from './chain-simulation.ts'
import type { ChainStage } from './chain-stage.ts'
import type { EarlyStockUse, SmoothingCosts } from './smoothing-cost.ts'
import { stockForFillRate } from './stage-measures.ts'

/** What the best safety stock must reach: least cost, or a fill rate in (0, 1). */
export type StockGoal = { readonly kind: 'cost' } | { readonly kind: 'fill-rate'; readonly fraction: number }

/** One candidate judged over all items. */
export interface SmoothingCandidate {
  readonly gapShare: number
  readonly levellingPeriods: number
  /** Money per period, all items: stock on hand, backorders, and capacity above the mean order. */
  readonly holding: number
  readonly backorder: number
  readonly capacity: number
  readonly total: number
  /** Safety stock of each item, units, on top of the stage's own. */
  readonly safetyStock: Float64Array
}

/**
 * Smoothing, levelling window and safety stock chosen together by simulation, where clamps, capacity, lot sizes,
 * seasons or autocorrelation put the closed form out of reach. Every candidate runs over the same demand; safety
 * stock is then set per item from its simulated net stock, regular capacity per item from its simulated orders.
 *
 * @param stage          what stays the same; its gap share and window are replaced
 * @param items          demand to learn from, equally long
 * @param earlyStock     whether levelled known orders, once made, are kept for those who placed them
 * @param warmUpPeriods  periods left out of cost, in [0, periods)
 * @returns candidates, cheapest first (smaller window, then larger share on a tie)
 * @example chooseSmoothing({ stage, items, costs, gapShares: [1, 0.5], windows: [1], goal: { kind: 'cost' }, earlyStock: 'reserved', warmUpPeriods: 26 })[0].gapShare
 */
export function chooseSmoothing(given: {
  readonly stage: ChainStage
  readonly items: readonly ConsumerDemand[]
  readonly costs: SmoothingCosts
  readonly gapShares: readonly number[]
  readonly windows: readonly number[]
  readonly goal: StockGoal
  readonly earlyStock: EarlyStockUse
  readonly warmUpPeriods: number
}): SmoothingCandidate[] {
  const { stage, items, costs, goal, warmUpPeriods } = given
  const periods = items[0]?.total.length ?? 0
  if (periods === 0) throw new RangeError('items must hold at least one with demand; got none')
  if (!(warmUpPeriods >= 0 && warmUpPeriods < periods))
    throw new RangeError(`warmUpPeriods must be in [0, ${periods}); got ${warmUpPeriods}`)
  const candidates: SmoothingCandidate[] = []
  for (const levellingPeriods of given.windows)
    for (const gapShare of given.gapShares) {
      const simulate = chainSimulator([{ ...stage, gapShare, levellingPeriods }], periods)
      const safetyStock = new Float64Array(items.length)
      let holding = 0
      let backorder = 0
      let capacity = 0
      items.forEach((item, index) => {
        const [trace] = simulate(item)
        const stock = stockOutcome(trace, costs, goal, given.earlyStock, warmUpPeriods)
        safetyStock[index] = stock.safetyStock
        holding += stock.holding
        backorder += stock.backorder
        capacity += capacityCost(trace.ordered.subarray(warmUpPeriods), costs)
      })
      const total = holding + capacity + (goal.kind === 'cost' ? backorder : 0)
      candidates.push({ gapShare, levellingPeriods, holding, backorder, capacity, total, safetyStock })
    }
  return candidates.sort(
    (a, b) => a.total - b.total || a.levellingPeriods - b.levellingPeriods || b.gapShare - a.gapShare,
  )
}

/**
 * What one simulated item costs in stock and shortage at the best safety stock for its goal.
 * @returns money per period (the mean, and both together period by period), and the safety stock in units on top of the
 *   stage's own
 */
export function stockOutcome(
  trace: StageTrace,
  costs: Pick<SmoothingCosts, 'holdingCost' | 'backorderCost'>,
  goal: StockGoal,
  earlyStock: EarlyStockUse,
  warmUpPeriods: number,
): {
  readonly holding: number
  readonly backorder: number
  readonly byPeriod: Float64Array
  readonly safetyStock: number
} {
  const early = trace.earlyStock.subarray(warmUpPeriods)
  const pooled = trace.netStock.subarray(warmUpPeriods)
  const isReserved = earlyStock === 'reserved'
  const netStock = isReserved ? pooled.map((net, t) => net - early[t]) : pooled
  const safetyStock = extraStock(netStock, trace.received.subarray(warmUpPeriods), costs, goal)
  let onHand = 0
  let short = 0
  const byPeriod = netStock.map((net, t) => {
    const held = Math.max(0, net + safetyStock) + (isReserved ? early[t] : 0)
    const missing = Math.max(0, -net - safetyStock)
    onHand += held
    short += missing
    return costs.holdingCost * held + costs.backorderCost * missing
  })
  return {
    holding: (costs.holdingCost * onHand) / netStock.length,
    backorder: (costs.backorderCost * short) / netStock.length,
    byPeriod,
    safetyStock,
  }
}

function extraStock(
  netStock: Float64Array,
  demand: Float64Array,
  costs: Pick<SmoothingCosts, 'holdingCost' | 'backorderCost'>,
  goal: StockGoal,
): number {
  if (goal.kind === 'fill-rate') return stockForFillRate(netStock, demand, goal.fraction)
  const level = costs.backorderCost / (costs.backorderCost + costs.holdingCost)
  return -quantileOf(netStock, 1 - level)
}

/**
 * Cost of capacity above the mean order at the best regular capacity: u·K + v·E(order − K)^+ − u·E(order).
 * @returns money per period; 0 when capacity is free
 */
export function capacityCost(orders: Float64Array, costs: CapacityCosts): number {
  const byPeriod = capacityCosts(orders, costs)
  return byPeriod.reduce((sum, cost) => sum + cost, 0) / byPeriod.length
}

type CapacityCosts = Pick<SmoothingCosts, 'regularCapacityCost' | 'overtimeCost'>

/** The same period by period: overtime of what exceeds regular capacity, or what of it stands idle. */
export function capacityCosts(orders: Float64Array, costs: CapacityCosts): Float64Array {
  const { regularCapacityCost: u, overtimeCost: v } = costs
  if (u === 0 || v <= u) return new Float64Array(orders.length)
  const regular = quantileOf(orders, (v - u) / v)
  return orders.map((order) => v * Math.max(0, order - regular) + u * (regular - order))
}

/** Quantile of a sample, the value at rank ⌈p·n⌉: the minimiser of the piecewise linear cost. */
function quantileOf(sample: Float64Array, probability: number): number {
  const sorted = sample.slice().sort()
  const rank = Math.ceil(probability * sorted.length - 1e-9)
  return sorted[Math.min(sorted.length - 1, Math.max(0, rank - 1))]
}
