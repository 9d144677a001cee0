/**
 * The lot demand comes in: 1 for pieces, else a fraction of the mean demand that is not zero.
 *
 * @param y demand per bucket; NaN is skipped
 * @example demandUnit(Float64Array.of(0, 2, 0, 3)) // 1
 */
export function demandUnit(y: Float64Array): number {
  let isWhole = true
  let sum = 0
  let demands = 0
  for (const value of y) {
    if (Number.isNaN(value) || value === 0) continue
    if (!Number.isInteger(value)) isWhole = false
    sum += value
    demands += 1
  }
  const size = demands > 0 ? sum / demands : 1
  return isWhole && size < 200 ? 1 : size / 20
}
