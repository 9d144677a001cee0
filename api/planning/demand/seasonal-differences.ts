/**
 * How far each bucket of a season lies from the mean of all, drawn to 0 where seasons seen are few.
 *
 * @param y demand per bucket; NaN is skipped
 * @param period buckets in a season; below 2, or with fewer than two seasons known, all are 0
 * @example seasonalDifferences(Float64Array.of(1, 3, 1, 3), 2) // [-0.667, 0.667]: two thirds of −1 and 1
 */
export function seasonalDifferences(y: Float64Array, period: number): Float64Array {
  const sums = new Float64Array(period)
  const counts = new Float64Array(period)
  let total = 0
  let known = 0
  for (let t = 0; t < y.length; t += 1) {
    if (Number.isNaN(y[t]!)) continue
    sums[t % period] += y[t]!
    counts[t % period] += 1
    total += y[t]!
    known += 1
  }
  const mean = known > 0 ? total / known : 0
  const isSeasonal = period > 1 && known >= 2 * period
  return sums.map((sum, k) => {
    const count = counts[k]!
    return isSeasonal && count > 0 ? (sum / count - mean) * (count / (count + 1)) : 0
  })
}
