/** Final demand of each need period, developed from an incomplete booking triangle. */
export interface ChainLadder {
  /** Age-to-age factors, `factors[j]` from column j to j + 1. */
  readonly factors: Float64Array
  readonly ultimate: Float64Array
  /** Demand still to come, per row. */
  readonly reserve: Float64Array
  readonly standardError: Float64Array
  readonly totalReserve: number
  readonly totalStandardError: number
}

/**
 * Multiplicative pick-up over complete and incomplete periods (chain ladder) with Mack's distribution-free error.
 *
 * @param triangle cumulative units: row i is a need period, column j what was booked by its j-th age; the first row is
 *   complete, later rows shorter or equal
 * @throws RangeError when the first row is not the longest, or a column sum is zero
 * Source: Mack 1993, ASTIN Bulletin 23(2), theorems 3 and its corollary; last variance by
 * min(σ⁴ₙ₋₂/σ²ₙ₋₃, σ²ₙ₋₃, σ²ₙ₋₂).
 * @example chainLadder([[100, 150], [120]]).reserve // [0, 60]
 */
export function chainLadder(triangle: readonly (readonly number[])[]): ChainLadder {
  const rows = triangle.length
  const columns = triangle[0]?.length ?? 0
  if (columns === 0) throw new RangeError('triangle must have a complete first row; got none')
  for (const row of triangle)
    if (row.length > columns || row.length === 0)
      throw new RangeError(`each row must have 1 … ${columns} ages; got ${row.length}`)
  const factors = new Float64Array(columns - 1)
  const variances = new Float64Array(columns - 1)
  for (let j = 0; j < columns - 1; j += 1) {
    let before = 0
    let after = 0
    for (const row of triangle)
      if (row.length > j + 1) {
        before += row[j]!
        after += row[j + 1]!
      }
    if (!(before > 0)) throw new RangeError(`age ${j} must have units to develop from; got ${before}`)
    factors[j] = after / before
    let squares = 0
    let count = 0
    for (const row of triangle)
      if (row.length > j + 1 && row[j]! > 0) {
        squares += row[j]! * (row[j + 1]! / row[j]! - factors[j]!) ** 2
        count += 1
      }
    variances[j] = count > 1 ? squares / (count - 1) : Number.NaN
  }
  for (let j = 0; j < columns - 1; j += 1)
    if (Number.isNaN(variances[j])) {
      const one = j > 0 ? variances[j - 1]! : 0
      const two = j > 1 ? variances[j - 2]! : one
      variances[j] = two > 0 ? Math.min((one * one) / two, one, two) : 0
    }
  return developed(triangle, rows, columns, factors, variances)
}

function developed(
  triangle: readonly (readonly number[])[],
  rows: number,
  columns: number,
  factors: Float64Array,
  variances: Float64Array,
): ChainLadder {
  const known = new Float64Array(columns)
  for (let j = 0; j < columns - 1; j += 1)
    for (const row of triangle) if (row.length > j + 1) known[j] += row[j]!
  const ultimate = new Float64Array(rows)
  const reserve = new Float64Array(rows)
  const standardError = new Float64Array(rows)
  for (let i = 0; i < rows; i += 1) {
    const age = triangle[i]!.length - 1
    let units = triangle[i]![age]!
    const latest = units
    const path: number[] = []
    for (let j = age; j < columns - 1; j += 1) {
      path.push(units)
      units *= factors[j]!
    }
    ultimate[i] = units
    reserve[i] = units - latest
    let relative = 0
    for (let j = age; j < columns - 1; j += 1) {
      const reached = path[j - age]!
      if (reached > 0)
        relative += (variances[j]! / (factors[j]! * factors[j]!)) * (1 / reached + 1 / known[j]!)
    }
    standardError[i] = units * Math.sqrt(relative)
  }
  let totalVariance = 0
  for (let i = 0; i < rows; i += 1) {
    let later = 0
    for (let r = i + 1; r < rows; r += 1) later += ultimate[r]!
    let shared = 0
    for (let j = triangle[i]!.length - 1; j < columns - 1; j += 1)
      shared += (2 * variances[j]!) / (factors[j]! * factors[j]!) / known[j]!
    totalVariance += standardError[i]! ** 2 + ultimate[i]! * later * shared
  }
  return {
    factors,
    ultimate,
    reserve,
    standardError,
    totalReserve: reserve.reduce((sum, units) => sum + units, 0),
    totalStandardError: Math.sqrt(totalVariance),
  }
}
