import { logBeta, logGamma } from '#planning/distribution/gamma-function'

/** Successes in `trials` whose common probability is Beta(alpha, beta): correlated, so wider than the binomial. */
export interface BetaBinomial {
  readonly trials: number
  readonly alpha: number
  readonly beta: number
}

/** Mean and variance of the successes. @example betaBinomialMoments({ trials: 80, alpha: 63, beta: 7 }) // mean 72, variance 15.211268 */
export function betaBinomialMoments({ trials, alpha, beta }: BetaBinomial): {
  mean: number
  variance: number
} {
  const total = alpha + beta
  const mean = (trials * alpha) / total
  return { mean, variance: (mean * (beta / total) * (total + trials)) / (total + 1) }
}

/** ln P(X = count). @example Math.exp(logBetaBinomialProbability(72, { trials: 80, alpha: 63, beta: 7 })) // 0.09985975 */
export function logBetaBinomialProbability(count: number, { trials, alpha, beta }: BetaBinomial): number {
  if (count < 0 || count > trials || !Number.isInteger(count)) return Number.NEGATIVE_INFINITY
  return (
    logGamma(trials + 1) -
    logGamma(count + 1) -
    logGamma(trials - count + 1) +
    logBeta(count + alpha, trials - count + beta) -
    logBeta(alpha, beta)
  )
}

/**
 * Smallest counts whose cumulative probability reaches each level.
 * @param levels non-decreasing, in (0, 1)
 * @returns one count per level; walks the probabilities once, O(trials)
 * @example betaBinomialQuantiles([0.05, 0.95], { trials: 80, alpha: 63, beta: 7 }) // [65, 78]
 */
export function betaBinomialQuantiles(levels: readonly number[], distribution: BetaBinomial): number[] {
  const { trials, alpha, beta } = distribution
  if (!(Number.isInteger(trials) && trials >= 0))
    throw new RangeError(`trials must be a whole number >= 0; got ${trials}`)
  if (!(alpha > 0 && beta > 0)) throw new RangeError(`alpha and beta must be > 0; got ${alpha}, ${beta}`)
  const quantiles: number[] = []
  let cumulative = Math.exp(logBetaBinomialProbability(0, distribution))
  let count = 0
  for (const level of levels) {
    while (cumulative < level - 1e-12 && count < trials) {
      count += 1
      cumulative += Math.exp(logBetaBinomialProbability(count, distribution))
    }
    quantiles.push(count)
  }
  return quantiles
}
