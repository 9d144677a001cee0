import type { BetaBinomial } from '#planning/distribution/beta-binomial'

/** Discrete survival curve: `survival[u]` after the u-th age, with Greenwood's variance. */
export interface SurvivalCurve {
  readonly hazard: Float64Array
  readonly survival: Float64Array
  readonly variance: Float64Array
}

/**
 * Kaplan–Meier curve of orders that stay, from events and orders at risk at each age.
 *
 * @param events orders cancelled (or settled) at each age, 0 … atRisk
 * @param atRisk orders open at the start of each age; an age without orders has hazard 0
 * Source: Kaplan & Meier 1958; variance by Greenwood 1926, S² Σ d / (n (n − d)).
 * @example kaplanMeier([3, 2, 1], [20, 15, 10]).survival // .85, .736667, .663
 */
export function kaplanMeier(events: ArrayLike<number>, atRisk: ArrayLike<number>): SurvivalCurve {
  if (events.length !== atRisk.length)
    throw new RangeError(
      `events and atRisk must have the same length; got ${events.length}, ${atRisk.length}`,
    )
  const ages = events.length
  const hazard = new Float64Array(ages)
  const survival = new Float64Array(ages)
  const variance = new Float64Array(ages)
  let kept = 1
  let greenwood = 0
  for (let age = 0; age < ages; age += 1) {
    const d = events[age]!
    const n = atRisk[age]!
    if (!(d >= 0 && d <= n))
      throw new RangeError(`events must be in [0, atRisk]; got ${d} of ${n} at age ${age}`)
    hazard[age] = n > 0 ? d / n : 0
    kept *= 1 - hazard[age]!
    if (n > d) greenwood += d / (n * (n - d))
    survival[age] = kept
    variance[age] = kept * kept * greenwood
  }
  return { hazard, survival, variance }
}

/**
 * Open orders that are expected to stay when each passes the hazards that lie before it.
 *
 * @param openByAge open orders that have the hazards from this age on still to pass
 * @param hazard probability of leaving at each age, 0 … 1
 * @example expectedKept([100], [0.05, 0.03, 0.02]) // 90.307
 */
export function expectedKept(openByAge: ArrayLike<number>, hazard: ArrayLike<number>): number {
  let kept = 0
  let survivalFromHere = 1
  for (let age = hazard.length - 1; age >= 0; age -= 1) {
    survivalFromHere *= 1 - hazard[age]!
    if (age < openByAge.length) kept += openByAge[age]! * survivalFromHere
  }
  return kept
}

/**
 * How many open deposits will be paid, given those already settled in the same campaign.
 *
 * @param prior Beta belief about the paying part, both > 0
 * @param paid settled by paying, @param lapsed settled by not paying, @param open not settled yet
 * Source: beta-binomial conjugacy; cancellations inside one campaign are correlated.
 * @example openDepositsPaid({ alpha: 18, beta: 2 }, { paid: 45, lapsed: 5, open: 80 }) // Beta(63, 7) on 80: mean 72
 */
export function openDepositsPaid(
  prior: { readonly alpha: number; readonly beta: number },
  campaign: { readonly paid: number; readonly lapsed: number; readonly open: number },
): BetaBinomial {
  return { trials: campaign.open, alpha: prior.alpha + campaign.paid, beta: prior.beta + campaign.lapsed }
}
