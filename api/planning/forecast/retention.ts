import { logBeta } from '#planning/distribution/gamma-function'
import { simplexSearch } from '#planning/forecast/simplex-search'

/**
 * How long subscriptions last: each subscriber's chance to leave at a renewal is Beta(alpha, beta) over subscribers.
 * `shape` 1 is the shifted beta-geometric; above 1 a subscriber's own chance to leave rises with age, below it falls.
 */
export interface Retention {
  readonly alpha: number
  readonly beta: number
  readonly shape: number
}

/** Subscriptions by age: `lost[t]` left at renewal t (1 …), `open[t]` were alive after renewal t when last seen. */
export interface RetentionCounts {
  readonly lost: Float64Array
  readonly open: Float64Array
}

/**
 * Counts from cohorts of survivors, each `[started, alive after renewal 1, after 2, …]`, of any length.
 * @throws RangeError when survivors rise
 */
export function retentionCounts(cohorts: readonly (readonly number[])[]): RetentionCounts {
  const length = Math.max(1, ...cohorts.map((cohort) => cohort.length))
  const lost = new Float64Array(length)
  const open = new Float64Array(length)
  for (const cohort of cohorts) {
    for (let t = 1; t < cohort.length; t += 1) {
      if (!(cohort[t]! <= cohort[t - 1]! && cohort[t]! >= 0))
        throw new RangeError(`survivors must fall or stay; got ${cohort[t]} after ${cohort[t - 1]}`)
      lost[t] += cohort[t - 1]! - cohort[t]!
    }
    if (cohort.length > 0) open[cohort.length - 1] += cohort[cohort.length - 1]!
  }
  return { lost, open }
}

/** Probability to be alive after `renewals` renewals, not necessarily whole, >= 0. @example survivalAfter({ alpha: 1, beta: 1, shape: 1 }, 3) // 0.25 */
export function survivalAfter({ alpha, beta, shape }: Retention, renewals: number): number {
  if (renewals <= 0) return 1
  return Math.exp(logBeta(alpha, beta + renewals ** shape) - logBeta(alpha, beta))
}

/** Log-likelihood of counts, natural logarithm. */
export function retentionLogLikelihood(retention: Retention, { lost, open }: RetentionCounts): number {
  let sum = 0
  let before = 1
  for (let t = 0; t < lost.length; t += 1) {
    const alive = survivalAfter(retention, t)
    if (t > 0 && lost[t]! > 0) sum += lost[t]! * Math.log(Math.max(1e-300, before - alive))
    if (t > 0 && open[t]! > 0) sum += open[t]! * Math.log(Math.max(1e-300, alive))
    before = alive
  }
  return sum
}

/**
 * Maximum-likelihood shifted beta-geometric.
 * Source: Fader & Hardie 2007, Journal of Interactive Marketing 21(1), 76–90.
 * @example fitShiftedBetaGeometric(retentionCounts([[1000, 631, 468, 382, 326, 289, 262, 241]])) // alpha .704, beta 1.182
 */
export function fitShiftedBetaGeometric(counts: RetentionCounts): Retention {
  return fitRetention(counts, false)
}

/**
 * Maximum-likelihood beta-discrete-Weibull.
 * Source: Fader, Hardie, Liu, Davin & Steenburgh 2018, Journal of Interactive Marketing 43, 1–16.
 */
export function fitBetaDiscreteWeibull(counts: RetentionCounts): Retention {
  return fitRetention(counts, true)
}

/**
 * Discounted expected residual lifetime: renewals still to come of one who has renewed `renewals` times, the next
 * counted in full.
 * @param discountRate per renewal period, > 0 (0.1 = 10 %)
 * Source: Fader & Hardie 2010, Marketing Science 29(1), Σ_{t ≥ n} S(t) / S(n − 1) (1 + d)^−(t − n).
 */
export function residualRenewals(retention: Retention, renewals: number, discountRate: number): number {
  if (!(discountRate > 0)) throw new RangeError(`discountRate must be > 0; got ${discountRate}`)
  const now = survivalAfter(retention, renewals - 1)
  let sum = 0
  for (let t = renewals, discount = 1; discount > 1e-12; t += 1, discount /= 1 + discountRate)
    sum += (survivalAfter(retention, t) / now) * discount
  return sum
}

function fitRetention(counts: RetentionCounts, withShape: boolean): Retention {
  const at = (point: ArrayLike<number>): Retention => ({
    alpha: Math.exp(point[0]!),
    beta: Math.exp(point[1]!),
    shape: withShape ? Math.exp(point[2]!) : 1,
  })
  const objective = (point: Float64Array) =>
    point.some((x) => Math.abs(x) > 12)
      ? Number.POSITIVE_INFINITY
      : -retentionLogLikelihood(at(point), counts)
  return at(simplexSearch(objective, withShape ? [0, 0, 0] : [0, 0], 0.5).point)
}
