import { type LotSizingProblem, perBucket, requireNonNegative, type SingleItemPlan } from './wagner-whitin.ts'

/**
 * Optimal integer lots of one item under a capacity per bucket, exact, by dynamic programming over the stock
 * carried; O(buckets × total demand) with a sliding minimum. Quantities share their greatest common divisor.
 *
 * @param problem integer demand in units; costs as in wagnerWhitin
 * @param capacity units per bucket: one number or one per bucket
 * @param setupTime units of capacity that a setup takes away in its bucket
 * @returns the cheapest plan, or null when some demand cannot be met in time
 * @throws RangeError naming the argument; when demand is not integer
 * Source: Florian, Lenstra & Rinnooy Kan 1980, Management Science 26(7), 669–679.
 * @example capacitatedSingleItem({ demand: [90, 120, 80, 70], setupCost: 500, holdingCostPerUnitPerBucket: 2 }, 150)?.cost // 1640
 */
export function capacitatedSingleItem(
  problem: LotSizingProblem,
  capacity: number | ArrayLike<number>,
  setupTime = 0,
): SingleItemPlan | null {
  const { demand } = problem
  const bucketCount = demand.length
  const setup = perBucket(problem.setupCost, bucketCount, 'setupCost')
  const holding = perBucket(problem.holdingCostPerUnitPerBucket, bucketCount, 'holdingCostPerUnitPerBucket')
  const available = perBucket(capacity, bucketCount, 'capacity')
  requireNonNegative(demand, 'demand')
  let total = 0
  for (let bucket = 0; bucket < bucketCount; bucket += 1) {
    if (!Number.isInteger(demand[bucket]))
      throw new RangeError(`demand[${bucket}] must be an integer; got ${demand[bucket]}`)
    total += demand[bucket]
  }
  let after = total
  let cheapest = new Float64Array(total + 1).fill(Number.POSITIVE_INFINITY)
  cheapest[0] = 0
  const made: Int32Array[] = []
  const queue = new Int32Array(total + 1)
  for (let bucket = 0; bucket < bucketCount; bucket += 1) {
    after -= demand[bucket]
    const limit = Math.floor(Math.min(total, available[bucket] - setupTime) + 1e-9)
    const unitCost = problem.unitCost?.[bucket] ?? 0
    const next = new Float64Array(total + 1).fill(Number.POSITIVE_INFINITY)
    const lot = new Int32Array(total + 1)
    let head = 0
    let tail = 0
    for (let level = 0; level <= Math.min(total, after + demand[bucket]); level += 1) {
      const key = cheapest[level] - unitCost * level
      while (tail > head && cheapest[queue[tail - 1]] - unitCost * queue[tail - 1] > key) tail -= 1
      queue[tail] = level
      tail += 1
      while (queue[head] < level - limit) head += 1
      const stock = level - demand[bucket]
      if (stock < 0) continue
      next[stock] = cheapest[level]
      if (limit > 0 && head < tail) {
        const from = queue[head]
        const withLot = cheapest[from] + setup[bucket] + unitCost * (level - from)
        if (withLot < next[stock]) {
          next[stock] = withLot
          lot[stock] = level - from
        }
      }
      next[stock] += holding[bucket] * stock
    }
    made.push(lot)
    cheapest = next
  }
  if (cheapest[0] === Number.POSITIVE_INFINITY) return null
  const lots = new Float64Array(bucketCount)
  let stock = 0
  for (let bucket = bucketCount - 1; bucket >= 0; bucket -= 1) {
    lots[bucket] = made[bucket][stock]
    stock += demand[bucket] - lots[bucket]
  }
  return { cost: cheapest[0], lots }
}
