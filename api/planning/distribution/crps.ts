import { type CountDistribution, countCumulative } from '#planning/distribution/negative-binomial'
import { normalCumulative, normalDensity } from '#planning/distribution/normal'

/**
 * Continuous ranked probability score of a normal forecast: mean absolute distance of the distribution function from
 * the step at the outcome. In the unit of the outcome; 0 is perfect.
 * Source: Gneiting & Raftery 2007, JASA 102, eq. 21.
 * @example normalScore(0, 1, 0) // 0.2336949773…
 */
export function normalScore(mean: number, deviation: number, outcome: number): number {
  if (!(deviation > 0)) throw new RangeError(`deviation must be > 0; got ${deviation}`)
  const z = (outcome - mean) / deviation
  return deviation * (z * (2 * normalCumulative(z) - 1) + 2 * normalDensity(z) - 1 / Math.sqrt(Math.PI))
}

/** The same score of a count forecast: Σ (P(X <= n) − [outcome <= n])². @example countScore({ mean: 3.2, size: Infinity }, 5) // 1.1611051878… */
export function countScore(distribution: CountDistribution, outcome: number): number {
  let score = 0
  for (let count = 0; count < 10_000_000; count += 1) {
    const cumulative = countCumulative(count, distribution)
    score += count >= outcome ? (1 - cumulative) ** 2 : cumulative ** 2
    if (count >= outcome && 1 - cumulative < 1e-9) return score
  }
  return score
}

/**
 * The same score of equally likely samples: E|X − y| − ½ E|X − X′|.
 * @param samples not empty, any order
 * @example sampleScore([1, 2, 4, 8], 3) // 0.8125
 */
export function sampleScore(samples: ArrayLike<number>, outcome: number): number {
  const size = samples.length
  if (size === 0) throw new RangeError('samples must not be empty; got none')
  const sorted = Float64Array.from(samples).sort()
  let distance = 0
  let spread = 0
  for (let i = 0; i < size; i += 1) {
    distance += Math.abs(sorted[i]! - outcome)
    spread += (2 * i + 1 - size) * sorted[i]!
  }
  return distance / size - spread / (size * size)
}
