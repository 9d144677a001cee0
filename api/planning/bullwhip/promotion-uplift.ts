/** Buckets before and after that tell what would have sold without the promotion. */
const NEIGHBOURS = 4

/**
 * Demand that promotions added: what was sold in a promoted bucket above the mean of the unpromoted buckets among the
 * 4 before and 4 after it. Negative when less was sold; 0 where no unpromoted bucket is near.
 *
 * @param demand      units by bucket
 * @param isPromoted  1 in buckets under promotion, same length
 * @returns units by bucket, 0 outside promotions
 * @throws RangeError on unequal lengths
 * @example promotionUplift(Float64Array.of(10, 30, 10), Uint8Array.of(0, 1, 0)) // [0, 20, 0]
 */
export function promotionUplift(demand: Float64Array, isPromoted: Uint8Array): Float64Array {
  const n = demand.length
  if (isPromoted.length !== n)
    throw new RangeError(`isPromoted must have the ${n} buckets of demand; got ${isPromoted.length}`)
  const uplift = new Float64Array(n)
  for (let t = 0; t < n; t += 1) {
    if (!isPromoted[t]) continue
    let sum = 0
    let count = 0
    for (let near = Math.max(0, t - NEIGHBOURS); near <= Math.min(n - 1, t + NEIGHBOURS); near += 1) {
      if (isPromoted[near]) continue
      sum += demand[near]
      count += 1
    }
    if (count > 0) uplift[t] = demand[t] - sum / count
  }
  return uplift
}
