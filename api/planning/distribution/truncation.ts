import { type CountDistribution, countCumulative } from '#planning/distribution/negative-binomial'
import { normalCumulative, normalDensity } from '#planning/distribution/normal'

/** P(X >= count). */
function atLeast(count: number, distribution: CountDistribution): number {
  return count <= 0 ? 1 : Math.max(1e-300, 1 - countCumulative(count - 1, distribution))
}

/**
 * Mean of a count when it is at least `count`: demand that sold out.
 * @param count whole number >= 0
 * @example meanAtLeast(10, { mean: 8.95154908, size: Infinity }) // 11.854647
 */
export function meanAtLeast(count: number, { mean, size }: CountDistribution): number {
  if (count <= 0 || mean === 0) return Math.max(count, mean)
  const tail = atLeast(count, { mean, size })
  if (tail < 1e-12) return count
  if (size > 1e12) return (mean * atLeast(count - 1, { mean, size })) / tail
  const biased = { mean: (mean * (size + 1)) / size, size: size + 1 }
  return (mean * atLeast(count - 1, biased)) / tail
}

/**
 * How far above its mean a standard normal lies on average when it is at least z: φ(z) / (1 − Φ(z)).
 * @example normalHazard(0) // 0.7978845608…
 */
export function normalHazard(z: number): number {
  return z > 30 ? z + 1 / z : normalDensity(z) / normalCumulative(-z)
}
