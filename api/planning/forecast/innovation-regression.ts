/** What a regression with a drifting level explains: y = level(t) + X β, the level following simple smoothing. */
export interface InnovationRegression {
  readonly coefficients: Float64Array
  /** Smoothing weight of the level, chosen by marginal likelihood. */
  readonly alpha: number
  /** Level after the last observation. */
  readonly level: number
  /** Mean squared one-step error. */
  readonly variance: number
  /** Logarithm of the marginal likelihood, without constants; the larger the better. */
  readonly evidence: number
  /** One-step errors; NaN where nothing was observed. */
  readonly errors: Float64Array
}

export interface RegressionTask {
  /** Observations, NaN where unknown. */
  readonly y: Float64Array
  /** One array per term, each as long as `y`. */
  readonly terms: readonly Float64Array[]
  /** Prior standard deviation of each coefficient, relative to the innovations' standard deviation. */
  readonly priorDeviation: Float64Array
  /** Prior mean of each coefficient. */
  readonly priorMean: Float64Array
  readonly alphas: readonly number[]
  /** Group of each coefficient: its prior deviations are widened or narrowed together. */
  readonly groups: Uint8Array
  /** Factors tried on the prior deviations, one per group. */
  readonly spreads: readonly (readonly number[])[]
}

/**
 * Regression with an exponentially smoothed level and shrunk coefficients, by generalised least squares: level and
 * terms pass the same innovations filter, so that ordinary ridge regression on the filtered data is exact. Smoothing
 * weight and strength of shrinkage are chosen by marginal likelihood.
 *
 * Source: Hyndman et al. 2008, ch. 9 (regression with innovations); MacKay 1992 (evidence).
 */
export function regressOnInnovations(task: RegressionTask): InnovationRegression {
  const { y, terms, priorMean } = task
  const n = y.length
  const p = terms.length
  const size = p + 1
  const filtered = Array.from({ length: p + 2 }, () => new Float64Array(n))
  const products = new Float64Array(size * size)
  const responses = new Float64Array(size)
  const factor = new Float64Array(size * size)
  const solution = new Float64Array(size)
  let known = 0
  for (let t = 0; t < n; t += 1) if (!Number.isNaN(y[t]!)) known += 1
  let best: InnovationRegression | null = null
  for (const alpha of task.alphas) {
    for (let j = 0; j < p; j += 1) filterTerm(terms[j]!, y, alpha, filtered[j]!)
    const start = filtered[p]!
    const response = filtered[p + 1]!
    filterResponse(task, alpha, response)
    let decay = 1
    for (let t = 0; t < n; t += 1) {
      if (Number.isNaN(y[t]!)) {
        start[t] = 0
        continue
      }
      start[t] = decay
      decay *= 1 - alpha
    }
    let squares = 0
    for (let t = 0; t < n; t += 1) squares += response[t]! * response[t]!
    for (let i = 0; i < size; i += 1) {
      const column = filtered[i]!
      let sum = 0
      for (let t = 0; t < n; t += 1) sum += column[t]! * response[t]!
      responses[i] = sum
      for (let j = 0; j <= i; j += 1) {
        const other = filtered[j]!
        let product = 0
        for (let t = 0; t < n; t += 1) product += column[t]! * other[t]!
        products[i * size + j] = product
      }
    }
    for (const spread of task.spreads) {
      const logDeterminant = solveRidge(products, responses, size, task, spread, factor, solution)
      let residual = squares
      for (let i = 0; i < size; i += 1) residual -= solution[i]! * responses[i]!
      residual = Math.max(residual, 1e-12 * squares + 1e-300)
      const evidence = -0.5 * (logDeterminant + (known - 1) * Math.log(residual))
      if (best === null || evidence > best.evidence)
        best = {
          coefficients: Float64Array.from({ length: p }, (_, j) => solution[j]! + priorMean[j]!),
          alpha,
          level: solution[p]!,
          variance: residual / Math.max(1, known),
          evidence,
          errors: y,
        }
    }
  }
  return withErrors(best!, task)
}

/** ln |I + D X′X D| with the level's own column unpenalised; `solution` receives the coefficients about the prior mean. */
function solveRidge(
  products: Float64Array,
  responses: Float64Array,
  size: number,
  { priorDeviation, groups }: RegressionTask,
  spread: readonly number[],
  factor: Float64Array,
  solution: Float64Array,
): number {
  let logDeterminant = 0
  for (let i = 0; i < size; i += 1) {
    const deviation = i < size - 1 ? priorDeviation[i]! * spread[groups[i]!]! : 0
    solution[i] = responses[i]!
    for (let j = 0; j <= i; j += 1) {
      let sum = products[i * size + j]!
      if (i === j) sum += deviation > 0 ? 1 / (deviation * deviation) : 1e-10
      for (let k = 0; k < j; k += 1) sum -= factor[i * size + k]! * factor[j * size + k]!
      if (i === j) {
        const root = Math.sqrt(Math.max(sum, 1e-12))
        factor[i * size + i] = root
        logDeterminant += 2 * Math.log(root) + (deviation > 0 ? 2 * Math.log(deviation) : 0)
      } else factor[i * size + j] = sum / factor[j * size + j]!
    }
  }
  for (let i = 0; i < size; i += 1) {
    for (let k = 0; k < i; k += 1) solution[i] -= factor[i * size + k]! * solution[k]!
    solution[i] /= factor[i * size + i]!
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < size; k += 1) solution[i] -= factor[k * size + i]! * solution[k]!
    solution[i] /= factor[i * size + i]!
  }
  return logDeterminant
}

function filterTerm(term: Float64Array, y: Float64Array, alpha: number, out: Float64Array): void {
  let level = 0
  for (let t = 0; t < y.length; t += 1) {
    if (Number.isNaN(y[t]!)) {
      out[t] = 0
      continue
    }
    const innovation = term[t]! - level
    out[t] = innovation
    level += alpha * innovation
  }
}

function filterResponse(task: RegressionTask, alpha: number, out: Float64Array): void {
  const { y, terms, priorMean } = task
  let level = 0
  for (let t = 0; t < y.length; t += 1) {
    if (Number.isNaN(y[t]!)) {
      out[t] = 0
      continue
    }
    let value = y[t]!
    for (let j = 0; j < terms.length; j += 1) if (priorMean[j] !== 0) value -= priorMean[j]! * terms[j]![t]!
    const innovation = value - level
    out[t] = innovation
    level += alpha * innovation
  }
}

function withErrors(best: InnovationRegression, task: RegressionTask): InnovationRegression {
  const { y, terms } = task
  const errors = new Float64Array(y.length)
  let level = best.level
  for (let t = 0; t < y.length; t += 1) {
    errors[t] = Number.NaN
    if (Number.isNaN(y[t]!)) continue
    let value = y[t]!
    for (let j = 0; j < terms.length; j += 1) value -= best.coefficients[j]! * terms[j]![t]!
    errors[t] = value - level
    level += best.alpha * errors[t]!
  }
  return { ...best, level, errors }
}
