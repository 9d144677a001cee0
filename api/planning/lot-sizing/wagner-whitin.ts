export type LotSizingProblem = {
  /** units per bucket, >= 0 */
  readonly demand: ArrayLike<number>
  /** money per lot: one number or one per bucket, >= 0 */
  readonly setupCost: number | ArrayLike<number>
  /** money per unit held from one bucket to the next: one number or one per bucket, >= 0 */
  readonly holdingCostPerUnitPerBucket: number | ArrayLike<number>
  /** money per unit made in a bucket; 0 when left out */
  readonly unitCost?: ArrayLike<number>
}

export type SingleItemPlan = { readonly cost: number; readonly lots: Float64Array }

/**
 * Optimal lots of one item without a capacity limit, by the Wagner–Whitin dynamic programme, O(T²).
 * Every lot covers the demand of whole consecutive buckets; nothing is late.
 *
 * @returns total cost (setups + holding + unit costs) and the lot of each bucket in units
 * @throws RangeError naming the argument
 * Source: Wagner & Whitin 1958, Management Science 5(1), 89–96.
 * @example wagnerWhitin({ demand: [90, 120, 80, 70], setupCost: 500, holdingCostPerUnitPerBucket: 2 }).cost // 1380
 */
export function wagnerWhitin(problem: LotSizingProblem): SingleItemPlan {
  const { demand } = problem
  const bucketCount = demand.length
  const setup = perBucket(problem.setupCost, bucketCount, 'setupCost')
  const holding = perBucket(problem.holdingCostPerUnitPerBucket, bucketCount, 'holdingCostPerUnitPerBucket')
  requireNonNegative(demand, 'demand')
  const best = new Float64Array(bucketCount + 1).fill(Number.POSITIVE_INFINITY)
  const lotBucket = new Int32Array(bucketCount + 1).fill(-1)
  best[0] = 0
  for (let made = 0; made < bucketCount; made += 1) {
    if (demand[made] === 0 && best[made] < best[made + 1]) {
      best[made + 1] = best[made]
      lotBucket[made + 1] = -1
    }
    let carried = 0
    let cost = best[made] + setup[made]
    for (let until = made; until < bucketCount; until += 1) {
      if (until > made) carried += holding[until - 1]
      cost += demand[until] * (carried + (problem.unitCost?.[made] ?? 0))
      if (cost < best[until + 1]) {
        best[until + 1] = cost
        lotBucket[until + 1] = made
      }
    }
  }
  const lots = new Float64Array(bucketCount)
  let until = bucketCount
  while (until > 0) {
    const made = lotBucket[until]
    if (made < 0) {
      until -= 1
      continue
    }
    for (let bucket = made; bucket < until; bucket += 1) lots[made] += demand[bucket]
    until = made
  }
  return { cost: best[bucketCount], lots }
}

export function perBucket(
  value: number | ArrayLike<number>,
  bucketCount: number,
  name: string,
): Float64Array {
  const values =
    typeof value === 'number' ? new Float64Array(bucketCount).fill(value) : Float64Array.from(value)
  if (values.length !== bucketCount)
    throw new RangeError(`${name} must have ${bucketCount} buckets; got ${values.length}`)
  requireNonNegative(values, name)
  return values
}

export function requireNonNegative(values: ArrayLike<number>, name: string): void {
  for (let bucket = 0; bucket < values.length; bucket += 1)
    if (!(values[bucket] >= 0 && values[bucket] < Number.POSITIVE_INFINITY))
      throw new RangeError(`${name}[${bucket}] must be finite and >= 0; got ${values[bucket]}`)
}
