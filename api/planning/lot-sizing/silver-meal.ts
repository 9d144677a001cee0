import { type LotSizingProblem, perBucket, requireNonNegative, type SingleItemPlan } from './wagner-whitin.ts'

/**
 * Silver–Meal heuristic: a lot is extended while the cost per bucket covered falls.
 * Kept to compare the calm of rolling plans with Wagner–Whitin, which is never dearer on a fixed horizon.
 *
 * @returns total cost and the lot of each bucket in units
 * @throws RangeError naming the argument
 * Source: Silver & Meal 1973, Production and Inventory Management 14(2), 64–74.
 * @example silverMeal({ demand: [10, 62, 12], setupCost: 54, holdingCostPerUnitPerBucket: 0.4 }).lots[0] // 84
 */
export function silverMeal(problem: Omit<LotSizingProblem, 'unitCost'>): SingleItemPlan {
  const { demand } = problem
  const bucketCount = demand.length
  const setup = perBucket(problem.setupCost, bucketCount, 'setupCost')
  const holding = perBucket(problem.holdingCostPerUnitPerBucket, bucketCount, 'holdingCostPerUnitPerBucket')
  requireNonNegative(demand, 'demand')
  const lots = new Float64Array(bucketCount)
  let cost = 0
  let made = 0
  while (made < bucketCount) {
    if (demand[made] === 0) {
      made += 1
      continue
    }
    let lotCost = setup[made]
    let carried = 0
    let until = made + 1
    while (until < bucketCount) {
      carried += holding[until - 1]
      const extended = lotCost + demand[until] * carried
      if (extended / (until + 1 - made) > lotCost / (until - made)) break
      lotCost = extended
      until += 1
    }
    for (let bucket = made; bucket < until; bucket += 1) lots[made] += demand[bucket]
    cost += lotCost
    made = until
  }
  return { cost, lots }
}
