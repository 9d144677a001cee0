import {
  type CountDistribution,
  countCumulative,
  countsFromMoments,
  logCountProbability,
} from '#planning/distribution/negative-binomial'
import { normalQuantile } from '#planning/distribution/normal'
import { createRandom, drawStandardNormal } from '#planning/random'

/**
 * Equally likely values of one quantity, ascending: value i stands for probability (i + ½) / length.
 * Quantiles at every level, sums and coherence all come from these.
 */
export type Outcomes = Float64Array

/** How the steps of a path move together. Correlations of normal scores, each in [0, 1). */
export interface PathDependence {
  /** Common to all steps of a path (level error). */
  readonly shared: number
  /** Of neighbouring steps, beyond the shared part. */
  readonly autocorrelation: number
}

/** Outcomes of a count distribution. @param paths > 0 @example countOutcomes({ mean: 0, size: 1 }, 4) // [0, 0, 0, 0] */
export function countOutcomes(distribution: CountDistribution, paths: number): Outcomes {
  const outcomes = new Float64Array(paths)
  const { mean, size } = distribution
  if (mean === 0) return outcomes
  const spread = Math.sqrt(mean + (mean * mean) / size)
  let count = Math.max(0, Math.floor(mean - 4 * spread))
  while (count > 0 && countCumulative(count, distribution) > 0.5 / paths)
    count = Math.max(0, count - Math.ceil(spread))
  let cumulative = countCumulative(count, distribution)
  let probability = Math.exp(logCountProbability(count, distribution))
  const success = size > 1e12 ? 0 : mean / (size + mean)
  for (let i = 0; i < paths; i += 1) {
    while (cumulative < (i + 0.5) / paths - 1e-12) {
      probability *= size > 1e12 ? mean / (count + 1) : (success * (size + count)) / (count + 1)
      count += 1
      cumulative += probability
      if (probability < 1e-300) break
    }
    outcomes[i] = count
  }
  return outcomes
}

/**
 * Outcomes of demand with this mean and variance: whole units, negative binomial, shifted up where the variance is
 * below the mean because most of it is booked; a gamma where units are divisible, or the spread is so wide that single
 * units do not matter.
 *
 * @param mean, variance >= 0
 */
export function demandOutcomes(mean: number, variance: number, paths: number, isWhole = true): Outcomes {
  const spread = Math.sqrt(variance)
  if (mean === 0) return new Float64Array(paths)
  if (spread < 1e-9) return new Float64Array(paths).fill(mean)
  if (spread > 300 || !isWhole) return gammaOutcomes(mean, variance, paths)
  const base = variance < mean ? Math.floor(mean - variance) : 0
  return countOutcomes(countsFromMoments(mean - base, variance), paths).map((count) => base + count)
}

/** Outcomes of demand whose ln(1 + units) is normal with this mean and variance. */
export function relativeOutcomes(mean: number, variance: number, paths: number): Outcomes {
  const spread = Math.sqrt(variance)
  return Float64Array.from({ length: paths }, (_, i) =>
    Math.max(0, Math.expm1(Math.min(60, mean + spread * normalQuantile((i + 0.5) / paths)))),
  )
}

/** Source: Wilson & Hilferty 1931, the cube root of a gamma variable is nearly normal. */
function gammaOutcomes(mean: number, variance: number, paths: number): Outcomes {
  const shape = (mean * mean) / variance
  return Float64Array.from({ length: paths }, (_, i) => {
    const z = normalQuantile((i + 0.5) / paths)
    return mean * Math.max(0, 1 - 1 / (9 * shape) + z / Math.sqrt(9 * shape)) ** 3
  })
}

/** Outcomes from quantiles at rising levels: linear between, flat in the tails' last slope, never below `floor`. */
export function outcomesFromQuantiles(
  levels: readonly number[],
  quantiles: readonly number[],
  paths: number,
  floor = 0,
): Outcomes {
  if (levels.length < 2 || levels.length !== quantiles.length)
    throw new RangeError(
      `levels and quantiles must have the same length >= 2; got ${levels.length}, ${quantiles.length}`,
    )
  const outcomes = new Float64Array(paths)
  let k = 0
  for (let i = 0; i < paths; i += 1) {
    const level = (i + 0.5) / paths
    while (k < levels.length - 2 && level > levels[k + 1]!) k += 1
    const slope = (quantiles[k + 1]! - quantiles[k]!) / (levels[k + 1]! - levels[k]!)
    outcomes[i] = Math.max(floor, quantiles[k]! + slope * (level - levels[k]!))
  }
  return outcomes
}

/** Value at a level, linear between neighbouring outcomes. @param level 0 … 1 */
export function outcomeQuantile(sorted: Outcomes, level: number): number {
  const position = Math.min(sorted.length - 1, Math.max(0, level * sorted.length - 0.5))
  const below = Math.floor(position)
  const above = Math.min(sorted.length - 1, below + 1)
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!)
}

/**
 * Paths over several steps whose values at each step are exactly the given outcomes, tied by a shared-factor and
 * first-order autoregressive Gaussian copula.
 *
 * @param marginals outcomes of each step, all of the same length (the number of paths)
 * @param seed the same seed gives the same paths
 * @returns `path[step][p]`: value of path p at this step
 * Source: reordering by ranks, Iman & Conover 1982; Clark et al. 2004 (Schaake shuffle).
 */
export function samplePaths(
  marginals: readonly Outcomes[],
  dependence: PathDependence,
  seed: number,
): Float64Array[] {
  const paths = marginals[0]?.length ?? 0
  const random = createRandom(seed)
  const shared = Math.sqrt(dependence.shared)
  const own = Math.sqrt(1 - dependence.shared)
  const carry = dependence.autocorrelation
  const fresh = Math.sqrt(1 - carry * carry)
  const common = new Float64Array(paths)
  const state = new Float64Array(paths)
  for (let p = 0; p < paths; p += 1) {
    common[p] = drawStandardNormal(random)
    state[p] = drawStandardNormal(random)
  }
  const score = new Float64Array(paths)
  const order = new Int32Array(paths)
  return marginals.map((outcomes) => {
    if (outcomes.length !== paths)
      throw new RangeError(`every step must have ${paths} outcomes; got ${outcomes.length}`)
    for (let p = 0; p < paths; p += 1) {
      state[p] = carry * state[p]! + fresh * drawStandardNormal(random)
      score[p] = shared * common[p]! + own * state[p]!
      order[p] = p
    }
    order.sort((a, b) => score[a]! - score[b]!)
    const values = new Float64Array(paths)
    for (let rank = 0; rank < paths; rank += 1) values[order[rank]!] = outcomes[rank]!
    return values
  })
}

/** Sum over the first `steps` of each path, ascending. */
export function summedOutcomes(paths: readonly Float64Array[], steps: number): Outcomes {
  const sums = new Float64Array(paths[0]?.length ?? 0)
  for (let step = 0; step < Math.min(steps, paths.length); step += 1)
    for (let p = 0; p < sums.length; p += 1) sums[p] += paths[step]![p]!
  return sums.sort()
}
