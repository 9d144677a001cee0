import { logGamma, regularisedBeta, regularisedGamma } from '#planning/distribution/gamma-function'

/**
 * Negative binomial counts: a Poisson whose rate is gamma distributed. Variance = mean + mean² / size;
 * `size` = Infinity is the Poisson.
 */
export interface CountDistribution {
  /** >= 0 */
  readonly mean: number
  /** > 0, Infinity allowed */
  readonly size: number
}

function requireCounts({ mean, size }: CountDistribution): void {
  if (!(mean >= 0 && mean < Number.POSITIVE_INFINITY))
    throw new RangeError(`mean must be finite and >= 0; got ${mean}`)
  if (!(size > 0)) throw new RangeError(`size must be > 0; got ${size}`)
}

/**
 * ln P(X = count).
 * @param count whole number >= 0
 * @example Math.exp(logCountProbability(0, { mean: 3.2, size: 1.5 })) // 0.18029766…
 */
export function logCountProbability(count: number, distribution: CountDistribution): number {
  requireCounts(distribution)
  const { mean, size } = distribution
  if (count < 0 || !Number.isInteger(count)) return Number.NEGATIVE_INFINITY
  if (mean === 0) return count === 0 ? 0 : Number.NEGATIVE_INFINITY
  if (size > 1e12) return count * Math.log(mean) - mean - logGamma(count + 1)
  return (
    logGamma(size + count) -
    logGamma(size) -
    logGamma(count + 1) -
    size * Math.log1p(mean / size) +
    count * Math.log(mean / (size + mean))
  )
}

/**
 * P(X <= count).
 * Source: the incomplete beta and gamma forms, Johnson, Kemp & Kotz 2005, eq. 5.31 and 4.90.
 * @example countCumulative(2, { mean: 3.2, size: 1.5 }) // > 0.5: the median is 2
 */
export function countCumulative(count: number, distribution: CountDistribution): number {
  requireCounts(distribution)
  const { mean, size } = distribution
  if (count < 0) return 0
  if (mean === 0) return 1
  const whole = Math.floor(count)
  if (size > 1e12) return 1 - regularisedGamma(whole + 1, mean)
  return regularisedBeta(size, whole + 1, size / (size + mean))
}

/**
 * Smallest count with P(X <= count) >= probability.
 * @param probability in [0, 1)
 * @example countQuantile(0.9, { mean: 3.2, size: 1.5 }) // 7
 */
export function countQuantile(probability: number, distribution: CountDistribution): number {
  if (!(probability >= 0 && probability < 1))
    throw new RangeError(`probability must be in [0, 1); got ${probability}`)
  requireCounts(distribution)
  const { mean, size } = distribution
  if (mean === 0) return 0
  const spread = Math.sqrt(mean + (mean * mean) / size)
  let low = -1
  let high = Math.ceil(mean + 2 * spread) + 1
  while (countCumulative(high, distribution) < probability) {
    low = high
    high = 2 * high + 1
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (countCumulative(middle, distribution) >= probability) high = middle
    else low = middle
  }
  return high
}

/**
 * The distribution with this mean and variance; a variance at or below the mean gives the Poisson.
 * @example countsFromMoments(100, 150).size // 200 = 100² / (150 − 100)
 */
export function countsFromMoments(mean: number, variance: number): CountDistribution {
  const excess = variance - mean
  return { mean, size: excess > 1e-9 * mean ? (mean * mean) / excess : Number.POSITIVE_INFINITY }
}
