import { countCumulative, logCountProbability } from '#planning/distribution/negative-binomial'

export interface AdvanceInformation {
  /** Poisson orders per period by notice in periods: rate n is known n periods before its need; each >= 0. */
  readonly ratesByNotice: readonly number[]
  /** Periods from placing an order to its arrival, whole, >= 0 (L). */
  readonly leadTimePeriods: number
  /** Money per unit and period, > 0 (h, p). */
  readonly holdingCost: number
  readonly backorderCost: number
  /** Money per order placed, >= 0 (K). */
  readonly orderCost: number
}

export interface AdvancePolicy {
  /** Money per period in the long run. */
  readonly averageCost: number
  /** By observed demand o beyond the protection period: order when the modified position is at or below … */
  readonly reorderPoint: readonly number[]
  /** … up to this position. */
  readonly orderUpTo: readonly number[]
}

const TAIL = 1e-13
const LARGEST_ITERATION = 20_000
const PRECISION = 1e-10

/**
 * Best ordering when part of demand is known ahead. The modified inventory position is on hand + on order − backorders
 * − observed demand due within the protection period L + 1; with a cost per order the best (s, S) moves with what is
 * observed beyond it. What an order known early is worth is the difference of two average costs.
 *
 * @param given notice may exceed the protection period by one period at most: one number then describes what is beyond
 * @returns average cost by relative value iteration, s and S for each observed quantity
 * @throws RangeError naming the argument, its range and the value seen
 * Source: Gallego & Özer 2001, Management Science 47(10).
 * @example advancePolicy({ ratesByNotice: [6], leadTimePeriods: 0, holdingCost: 1, backorderCost: 9, orderCost: 0 }).averageCost // 4.612588
 */
export function advancePolicy(given: AdvanceInformation): AdvancePolicy {
  requireInformation(given)
  const { ratesByNotice, leadTimePeriods, holdingCost, backorderCost, orderCost } = given
  const within = leadTimePeriods + 1
  const unseen = ratesByNotice.reduce((sum, rate, notice) => sum + rate * Math.max(0, within - notice), 0)
  const entering = poisson(ratesByNotice.slice(0, within + 1).reduce((sum, rate) => sum + rate, 0))
  const beyond = poisson(ratesByNotice[within + 1] ?? 0)
  const total = ratesByNotice.reduce((sum, rate) => sum + rate, 0)
  // Twice the economic quantity and the spread of what may be seen bound every sensible position.
  const highest =
    Math.ceil(unseen + total + 10 * Math.sqrt(unseen + total + 1)) +
    Math.ceil(2 * Math.sqrt((2 * orderCost * total) / holdingCost)) +
    beyond.length
  const lowest = -(highest + entering.length + beyond.length)
  const size = highest - lowest + 1
  const stageCost = Float64Array.from({ length: size }, (_, k) =>
    expectedCost(lowest + k, unseen, holdingCost, backorderCost),
  )
  const value = beyond.map(() => new Float64Array(size))
  const cost = beyond.map(() => new Float64Array(size))
  const mean = new Float64Array(size)
  let averageCost = 0
  for (let iteration = 0; iteration < LARGEST_ITERATION; iteration += 1) {
    mean.fill(0)
    for (const [seen, chance] of beyond.entries())
      for (let k = 0; k < size; k += 1) mean[k] += chance * value[seen]![k]!
    const next = afterDemand(mean, entering)
    const reference = value[0]![-lowest]!
    let least = Number.POSITIVE_INFINITY
    let most = Number.NEGATIVE_INFINITY
    for (const [seen, values] of value.entries()) {
      const costs = cost[seen]!
      let best = Number.POSITIVE_INFINITY
      for (let k = size - 1; k >= 0; k -= 1) {
        costs[k] = stageCost[k]! + next[Math.max(0, k - seen)]!
        best = Math.min(best, costs[k]!)
        const change = Math.min(costs[k]!, orderCost + best) - values[k]!
        least = Math.min(least, change)
        most = Math.max(most, change)
        values[k] += change - reference
      }
    }
    averageCost = (least + most) / 2
    if (most - least < PRECISION) break
  }
  const levels = cost.map((costs) => levelsOf(costs, orderCost))
  return {
    averageCost,
    reorderPoint: levels.map(({ reorder }) => lowest + reorder),
    orderUpTo: levels.map(({ upTo }) => lowest + upTo),
  }
}

/** Cheapest position, and the highest one below it from which ordering up to it pays its cost. */
function levelsOf(costs: Float64Array, orderCost: number): { reorder: number; upTo: number } {
  let upTo = 0
  for (let k = 1; k < costs.length; k += 1) if (costs[k]! < costs[upTo]!) upTo = k
  let reorder = upTo - 1
  while (reorder > 0 && costs[reorder]! <= costs[upTo]! + orderCost) reorder -= 1
  return { reorder, upTo }
}

/** E f(x − D) on the grid; below its end the function continues level, as it does where one always orders. */
function afterDemand(values: Float64Array, demand: readonly number[]): Float64Array {
  return Float64Array.from(values, (_, k) => {
    let sum = 0
    for (const [units, chance] of demand.entries()) sum += chance * values[Math.max(0, k - units)]!
    return sum
  })
}

/** h E(y − D)⁺ + p E(D − y)⁺ for Poisson D: (h + p) E(y − D)⁺ + p(λ − y). */
function expectedCost(position: number, rate: number, holdingCost: number, backorderCost: number): number {
  const demand = { mean: rate, size: Number.POSITIVE_INFINITY }
  let onHand = 0
  for (let level = 0; level < position; level += 1) onHand += countCumulative(level, demand)
  return (holdingCost + backorderCost) * onHand + backorderCost * (rate - position)
}

/** Chances of 0, 1, 2 … orders until the tail is negligible; they add up to 1. */
function poisson(rate: number): number[] {
  const demand = { mean: rate, size: Number.POSITIVE_INFINITY }
  const chances: number[] = []
  let left = 1
  while (left > TAIL || chances.length <= rate) {
    const chance = Math.exp(logCountProbability(chances.length, demand))
    chances.push(chance)
    left -= chance
  }
  const total = chances.reduce((sum, chance) => sum + chance, 0)
  return chances.map((chance) => chance / total)
}

function requireInformation(given: AdvanceInformation): void {
  const { ratesByNotice, leadTimePeriods, holdingCost, backorderCost, orderCost } = given
  if (!(Number.isInteger(leadTimePeriods) && leadTimePeriods >= 0))
    throw new RangeError(`leadTimePeriods must be whole and >= 0; got ${leadTimePeriods}`)
  const longest = leadTimePeriods + 3
  if (!(ratesByNotice.length > 0 && ratesByNotice.length <= longest))
    throw new RangeError(`ratesByNotice must have 1 to ${longest} rates; got ${ratesByNotice.length}`)
  for (const rate of ratesByNotice) if (!(rate >= 0)) throw new RangeError(`rate must be >= 0; got ${rate}`)
  if (!(holdingCost > 0)) throw new RangeError(`holdingCost must be > 0; got ${holdingCost}`)
  if (!(backorderCost > 0)) throw new RangeError(`backorderCost must be > 0; got ${backorderCost}`)
  if (!(orderCost >= 0)) throw new RangeError(`orderCost must be >= 0; got ${orderCost}`)
}
