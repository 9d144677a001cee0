/** One finished cohort of commitments made under the same terms. */
export interface CommitmentCohort {
  /** Deposit as a share of the reference price, in [0, 1). */
  readonly depositShare: number
  /** Fraction of the reference price, in [0, 1). */
  readonly discount: number
  /** Commitments made, whole, >= 0. */
  readonly committed: number
  /** Of them completed, in [0, committed]. */
  readonly completed: number
}

export interface ConversionEstimate {
  readonly mean: number
  /** 5 % and 95 % bounds for one new campaign, its own chance included. */
  readonly low: number
  readonly high: number
  /** True when these terms lie outside what the cohorts have tried: the figure is extrapolated. */
  readonly isExtrapolated: boolean
}

export interface ConversionModel {
  readonly cohortCount: number
  /** Log-odds at no deposit and no discount, and their change per unit of each. */
  readonly coefficients: {
    readonly intercept: number
    readonly depositShare: number
    readonly discount: number
  }
  /** Variance of cohorts over binomial variance, >= 1. */
  readonly dispersion: number
  predict(terms: { depositShare: number; discount: number }): ConversionEstimate
}

/** Prior standard deviation of a slope, log-odds per unit of deposit share or discount. */
const SLOPE_DEVIATION = 6

/**
 * Conversion of commitments as a function of deposit and discount, learned from finished cohorts: logistic regression
 * with slopes shrunk towards 0, widened by how much cohorts differ beyond chance.
 *
 * @param cohorts at least one with commitments
 * @throws RangeError naming the cohort's field, its range and the value seen; conversions above 1 are refused
 * Source: McCullagh & Nelder 1989, iteratively reweighted least squares with quasi-binomial dispersion.
 * @example conversionByTerms(cohorts).predict({ depositShare: 0.1, discount: 0.3 }).mean
 */
export function conversionByTerms(cohorts: readonly CommitmentCohort[]): ConversionModel {
  const used = cohorts.filter((cohort) => {
    requireCohort(cohort)
    return cohort.committed > 0
  })
  if (used.length === 0) throw new RangeError('cohorts must hold at least one with commitments; got none')
  const precision = [1e-6, SLOPE_DEVIATION ** -2, SLOPE_DEVIATION ** -2]
  let beta = [0, 0, 0]
  let covariance: number[][] = []
  for (let iteration = 0; iteration < 100; iteration += 1) {
    const hessian = precision.map((own, i) => precision.map((_, j) => (i === j ? own : 0)))
    const gradient = beta.map((value, i) => -precision[i] * value)
    for (const cohort of used) {
      const x = features(cohort)
      const rate = logistic(dot(x, beta))
      // Half a case on either side keeps the log-odds finite when every commitment converts.
      const trials = cohort.committed + 1
      const successes = cohort.completed + 0.5
      const weight = trials * rate * (1 - rate)
      for (let i = 0; i < 3; i += 1) {
        gradient[i] += x[i] * (successes - trials * rate)
        for (let j = 0; j < 3; j += 1) hessian[i][j] += weight * x[i] * x[j]
      }
    }
    covariance = inverse(hessian)
    const step = covariance.map((row) => Math.max(-4, Math.min(4, dot(row, gradient))))
    beta = beta.map((value, i) => value + step[i])
    if (Math.max(...step.map(Math.abs)) < 1e-10) break
  }
  const dispersion = dispersionOf(used, beta)
  const size = used.reduce((sum, cohort) => sum + cohort.committed, 0) / used.length
  const tried = { depositShare: rangeOf(used, 'depositShare'), discount: rangeOf(used, 'discount') }
  return {
    cohortCount: used.length,
    coefficients: { intercept: beta[0], depositShare: beta[1], discount: beta[2] },
    dispersion,
    predict: (terms) => {
      requireFraction('depositShare', terms.depositShare)
      requireFraction('discount', terms.discount)
      const x = features(terms)
      const center = dot(x, beta)
      const rate = logistic(center)
      const between = (dispersion - 1) / Math.max(1, size * rate * (1 - rate))
      const deviation = Math.sqrt(
        dispersion *
          dot(
            x,
            covariance.map((row) => dot(row, x)),
          ) +
          between,
      )
      return {
        mean: rate,
        low: logistic(center - 1.6448536269514722 * deviation),
        high: logistic(center + 1.6448536269514722 * deviation),
        isExtrapolated: !tried.depositShare(terms.depositShare) || !tried.discount(terms.discount),
      }
    },
  }
}

function features(terms: { depositShare: number; discount: number }): number[] {
  return [1, terms.depositShare, terms.discount]
}

function dispersionOf(cohorts: readonly CommitmentCohort[], beta: readonly number[]): number {
  const freedom = cohorts.length - 3
  if (freedom < 1) return 1
  let sum = 0
  for (const cohort of cohorts) {
    const rate = logistic(dot(features(cohort), beta))
    sum += (cohort.completed - cohort.committed * rate) ** 2 / (cohort.committed * rate * (1 - rate))
  }
  return Math.max(1, sum / freedom)
}

function rangeOf(cohorts: readonly CommitmentCohort[], field: 'depositShare' | 'discount') {
  const values = cohorts.map((cohort) => cohort[field])
  const lowest = Math.min(...values) - 1e-9
  const highest = Math.max(...values) + 1e-9
  return (value: number) => value >= lowest && value <= highest
}

function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds))
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * b[index], 0)
}

/** Inverse of a symmetric positive definite 3 × 3 matrix by cofactors. */
function inverse(m: readonly (readonly number[])[]): number[][] {
  const cofactor = (i: number, j: number) => {
    const [a, b] = [0, 1, 2].filter((row) => row !== i)
    const [c, d] = [0, 1, 2].filter((column) => column !== j)
    return ((i + j) % 2 === 0 ? 1 : -1) * (m[a][c] * m[b][d] - m[a][d] * m[b][c])
  }
  const determinant = m[0][0] * cofactor(0, 0) + m[0][1] * cofactor(0, 1) + m[0][2] * cofactor(0, 2)
  return [0, 1, 2].map((i) => [0, 1, 2].map((j) => cofactor(j, i) / determinant))
}

function requireCohort(cohort: CommitmentCohort): void {
  requireFraction('depositShare', cohort.depositShare)
  requireFraction('discount', cohort.discount)
  if (!(cohort.committed >= 0)) throw new RangeError(`committed must be >= 0; got ${cohort.committed}`)
  if (!(cohort.completed >= 0 && cohort.completed <= cohort.committed))
    throw new RangeError(`completed must be in [0, ${cohort.committed}]; got ${cohort.completed}`)
}

function requireFraction(name: string, value: number): void {
  if (!(value >= 0 && value < 1)) throw new RangeError(`${name} must be in [0, 1); got ${value}`)
}
