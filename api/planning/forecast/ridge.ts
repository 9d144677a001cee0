/** Normal equations of a weighted least-squares fit, gathered row by row: X′WX (row-major) and X′Wy. */
export interface NormalEquations {
  readonly terms: number
  readonly products: Float64Array
  readonly responses: Float64Array
  /** Σ w y². */
  squares: number
  /** Rows, each counted by its recency. */
  rows: number
}

export function normalEquations(terms: number): NormalEquations {
  return {
    terms,
    products: new Float64Array(terms * terms),
    responses: new Float64Array(terms),
    squares: 0,
    rows: 0,
  }
}

/**
 * Adds one row x → y.
 * @param recency how much of a row it counts, 0 … 1
 * @param variance of its error, relative to the other rows, > 0
 */
export function addRow(
  equations: NormalEquations,
  x: ArrayLike<number>,
  y: number,
  recency: number,
  variance: number,
): void {
  const { terms, products, responses } = equations
  const weight = recency / variance
  for (let i = 0; i < terms; i += 1) {
    const weighted = weight * x[i]!
    if (weighted === 0) continue
    for (let j = 0; j <= i; j += 1) products[i * terms + j] += weighted * x[j]!
    responses[i] += weighted * y
  }
  equations.squares += weight * y * y
  equations.rows += recency
}

/** Adds the rows of one gathering to another, each counted `share` times. */
export function addEquations(into: NormalEquations, from: NormalEquations, share = 1): void {
  for (let i = 0; i < into.products.length; i += 1) into.products[i] += share * from.products[i]!
  for (let i = 0; i < into.terms; i += 1) into.responses[i] += share * from.responses[i]!
  into.squares += share * from.squares
  into.rows += share * from.rows
}

/**
 * Coefficients drawn to prior values: each term's penalty equals the information of `priorRows` average rows, so
 * units do not matter; a term that never varies keeps its prior.
 *
 * @param prior coefficients without evidence
 * @param priorRows > 0
 * Source: Hoerl & Kennard 1970 (ridge) about a non-zero prior; solved by Cholesky.
 */
export function ridgeCoefficients(
  { terms, products, responses, rows }: NormalEquations,
  prior: ArrayLike<number>,
  priorRows: number,
): Float64Array {
  if (!(priorRows > 0)) throw new RangeError(`priorRows must be > 0; got ${priorRows}`)
  const factor = new Float64Array(terms * terms)
  const solution = new Float64Array(terms)
  for (let i = 0; i < terms; i += 1) {
    const penalty = (priorRows * products[i * terms + i]!) / Math.max(1, rows) + 1e-9
    solution[i] = responses[i]! + penalty * prior[i]!
    for (let j = 0; j <= i; j += 1) {
      let sum = products[i * terms + j]! + (i === j ? penalty : 0)
      for (let k = 0; k < j; k += 1) sum -= factor[i * terms + k]! * factor[j * terms + k]!
      factor[i * terms + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / factor[j * terms + j]!
    }
  }
  for (let i = 0; i < terms; i += 1) {
    for (let k = 0; k < i; k += 1) solution[i] -= factor[i * terms + k]! * solution[k]!
    solution[i] /= factor[i * terms + i]!
  }
  for (let i = terms - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < terms; k += 1) solution[i] -= factor[k * terms + i]! * solution[k]!
    solution[i] /= factor[i * terms + i]!
  }
  return solution
}

/** Weighted sum of squared residuals of these coefficients, Σ w (y − x′b)², >= 0. */
export function residualSquares(
  { terms, products, responses, squares }: NormalEquations,
  coefficients: ArrayLike<number>,
): number {
  let sum = squares
  for (let i = 0; i < terms; i += 1) {
    const b = coefficients[i]!
    sum += b * (b * products[i * terms + i]! - 2 * responses[i]!)
    for (let j = 0; j < i; j += 1) sum += 2 * b * coefficients[j]! * products[i * terms + j]!
  }
  return Math.max(0, sum)
}
