/** Variation beyond which a gamma variable is as skewed as one of variation 1. */
const LARGEST_VARIATION = 1

/**
 * Score that a gamma variable has where it lies `gap` standard deviations above its mean: about standard normal. Without
 * variation it is the gap itself.
 *
 * @param gap (value − mean) / standard deviation
 * @param variation standard deviation / mean, >= 0; from 1 on the shape stays that of 1
 * @throws RangeError for a variation that is negative or not a number
 * Source: Wilson & Hilferty 1931, the cube root of a gamma variable is nearly normal.
 * @example gammaScore(0, 0.3) // 0.1, its middle is below its mean
 */
export function gammaScore(gap: number, variation: number): number {
  const shape = capped(variation)
  if (shape < 1e-6) return gap
  return (3 / shape) * (Math.max(0, 1 + shape * gap) ** (1 / 3) - 1) + shape / 3
}

/**
 * Standard deviations above its mean at which a gamma variable has this score; inverse of {@link gammaScore}.
 *
 * @param variation as there
 * @throws RangeError for a variation that is negative or not a number
 * @example gapOfGammaScore(0.1, 0.3) // 0
 */
export function gapOfGammaScore(score: number, variation: number): number {
  const shape = capped(variation)
  if (shape < 1e-6) return score
  return (Math.max(0, 1 + (shape * score) / 3 - (shape * shape) / 9) ** 3 - 1) / shape
}

function capped(variation: number): number {
  if (!(variation >= 0)) throw new RangeError(`variation must be >= 0; got ${variation}`)
  return Math.min(LARGEST_VARIATION, variation)
}
