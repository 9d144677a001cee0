import { mean } from '#planning/bullwhip/order-variance'

/** Money per unit and period, both >= 0. */
export interface StageCosts {
  readonly holdingCost: number
  readonly backorderCost: number
}

export interface StageService {
  /** 1 − units not served in their period / units demanded; 1 when nothing was demanded. */
  readonly fillRate: number
  /** Share of periods with demand that had no shortage; 1 when there was none. */
  readonly cycleService: number
  readonly meanStock: number
  readonly meanBacklog: number
  /** Holding and backorder cost, money per period. */
  readonly costPerPeriod: number
}

/**
 * Service and cost of net stock against demand. Demand that turns negative (returns) counts as none.
 * @throws RangeError on a negative cost
 * @example stageService(Float64Array.of(5, -2), Float64Array.of(5, 7), { holdingCost: 1, backorderCost: 9 }).fillRate // 1 − 2/12
 */
export function stageService(netStock: Float64Array, demand: Float64Array, costs: StageCosts): StageService {
  if (!(costs.holdingCost >= 0)) throw new RangeError(`holdingCost must be >= 0; got ${costs.holdingCost}`)
  if (!(costs.backorderCost >= 0))
    throw new RangeError(`backorderCost must be >= 0; got ${costs.backorderCost}`)
  let demanded = 0
  let short = 0
  let busy = 0
  let served = 0
  let stock = 0
  let backlog = 0
  for (let t = 0; t < demand.length; t += 1) {
    stock += Math.max(0, netStock[t])
    backlog += Math.max(0, -netStock[t])
    if (!(demand[t] > 0)) continue
    const newlyShort = Math.min(demand[t], Math.max(0, -netStock[t]))
    demanded += demand[t]
    short += newlyShort
    busy += 1
    if (newlyShort <= 1e-9) served += 1
  }
  const meanStock = stock / demand.length
  const meanBacklog = backlog / demand.length
  return {
    fillRate: demanded > 0 ? 1 - short / demanded : 1,
    cycleService: busy > 0 ? served / busy : 1,
    meanStock,
    meanBacklog,
    costPerPeriod: costs.holdingCost * meanStock + costs.backorderCost * meanBacklog,
  }
}

/**
 * Units to add to every period's net stock so that the fill rate just reaches `target`: shows what a policy costs at
 * equal service. Negative = stock to spare. Exact for policies whose orders do not depend on the stock level.
 *
 * @param target in (0, 1)
 * @example stockForFillRate(netStock, demand, 0.95)
 */
export function stockForFillRate(netStock: Float64Array, demand: Float64Array, target: number): number {
  if (!(target > 0 && target < 1)) throw new RangeError(`target must be in (0, 1); got ${target}`)
  const total = mean(demand.map((units) => Math.max(0, units))) * demand.length
  if (total === 0) return 0
  let lowest = Number.POSITIVE_INFINITY
  let highest = Number.NEGATIVE_INFINITY
  for (let t = 0; t < demand.length; t += 1) {
    lowest = Math.min(lowest, netStock[t])
    highest = Math.max(highest, netStock[t] + Math.max(0, demand[t]))
  }
  let low = -highest
  let high = -lowest
  for (let step = 0; step < 60 && high - low > 1e-9 * (1 + Math.abs(high)); step += 1) {
    const middle = (low + high) / 2
    let short = 0
    for (let t = 0; t < demand.length; t += 1)
      if (demand[t] > 0) short += Math.min(demand[t], Math.max(0, -netStock[t] - middle))
    if (1 - short / total < target) low = middle
    else high = middle
  }
  return high
}
