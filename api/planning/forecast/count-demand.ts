import { type CountDistribution, countQuantile } from '#planning/distribution/negative-binomial'

/** How the past counts in a forecast of slow movers. */
export interface CountSettings {
  /** Weight of a bucket relative to the next, 0 … 1: older demand counts less. */
  readonly memory: number
  /** Dispersion: size of the negative binomial in units of mean demand size; pooled over series. */
  readonly size: number
  /** Factor on the mean: how much demand of such series fades. */
  readonly levelFactor: number
  /** Demands that a series' own mean size must outweigh: below, its geometric mean times `sizeRatio` counts. */
  readonly sizeDoubt: number
  /** Mean over geometric mean of demand sizes, pooled over series. */
  readonly sizeRatio: number
}

/** Exponentially weighted rate and sizes of demand, NaN skipped. */
export interface DemandRate {
  /** Share of buckets with demand. */
  readonly rate: number
  /** Mean and geometric mean of demand where there is any; 0 without demand. */
  readonly size: number
  readonly typicalSize: number
  /** Effective number of demands. */
  readonly demands: number
}

/**
 * Rate and sizes of rare demand.
 *
 * @param memory weight of a bucket relative to the next
 * @example demandRate(Float64Array.of(0, 2, 0, 8), 1) // rate .5, size 5, typicalSize 4, demands 2
 */
export function demandRate(y: Float64Array, memory: number): DemandRate {
  let weight = 0
  let demands = 0
  let sum = 0
  let logarithms = 0
  for (let t = 0; t < y.length; t += 1) {
    weight *= memory
    demands *= memory
    sum *= memory
    logarithms *= memory
    const value = y[t]!
    if (Number.isNaN(value)) continue
    weight += 1
    if (!(value > 0)) continue
    demands += 1
    sum += value
    logarithms += Math.log(value)
  }
  if (demands === 0) return { rate: 0, size: 0, typicalSize: 0, demands: 0 }
  return {
    rate: demands / weight,
    size: sum / demands,
    typicalSize: Math.exp(logarithms / demands),
    demands,
  }
}

/**
 * Mean demand per bucket, its size drawn to what series with such typical sizes have: one large order makes neither a
 * trend, nor does its absence so far rule one out.
 */
export function pooledMean(
  { rate, size, typicalSize, demands }: DemandRate,
  { sizeDoubt, sizeRatio }: Pick<CountSettings, 'sizeDoubt' | 'sizeRatio'>,
): number {
  if (demands === 0) return 0
  return (rate * (demands * size + sizeDoubt * sizeRatio * typicalSize)) / (demands + sizeDoubt)
}

/** Exponentially weighted mean and effective number of observations, NaN skipped. */
export function weightedMean(
  y: Float64Array,
  memory: number,
): { mean: number; variance: number; weight: number } {
  let weight = 0
  let sum = 0
  let squares = 0
  for (let t = 0; t < y.length; t += 1) {
    weight *= memory
    sum *= memory
    squares *= memory
    if (Number.isNaN(y[t]!)) continue
    weight += 1
    sum += y[t]!
    squares += y[t]! * y[t]!
  }
  const mean = weight > 0 ? sum / weight : 0
  return { mean, variance: weight > 0 ? Math.max(0, squares / weight - mean * mean) : 0, weight }
}

/**
 * Quantiles of exponentially weighted past demand: smallest value whose cumulative weight reaches each level.
 *
 * @param levels ascending in (0, 1)
 * @param memory weight of a value relative to the next
 * @example weightedQuantiles(Float64Array.of(0, 0, 1), [0.5], 1) // [0]
 */
export function weightedQuantiles(
  y: ArrayLike<number>,
  levels: readonly number[],
  memory: number,
): Float64Array {
  const values: number[] = []
  const weights: number[] = []
  let weight = 1
  let total = 0
  for (let t = y.length - 1; t >= 0 && weight > 1e-6; t -= 1) {
    if (!Number.isNaN(y[t]!)) {
      values.push(y[t]!)
      weights.push(weight)
      total += weight
    }
    weight *= memory
  }
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!)
  const quantiles = new Float64Array(levels.length)
  let k = 0
  let cumulative = 0
  for (const i of order) {
    cumulative += weights[i]!
    while (k < levels.length && cumulative >= levels[k]! * total - 1e-12) quantiles[k++] = values[i]!
  }
  while (k < levels.length) quantiles[k++] = values[order[order.length - 1]!] ?? 0
  return quantiles
}

/** Sums of each `steps` neighbouring buckets; windows with unknown buckets are scaled up from their known part. */
export function movingSums(y: Float64Array, steps: number): Float64Array {
  const count = Math.max(0, y.length - steps + 1)
  const sums = new Float64Array(count)
  for (let t = 0; t < count; t += 1) {
    let sum = 0
    let known = 0
    for (let k = 0; k < steps; k += 1)
      if (!Number.isNaN(y[t + k]!)) {
        sum += y[t + k]!
        known += 1
      }
    sums[t] = known > steps / 2 ? (sum * steps) / known : Number.NaN
  }
  return sums
}

/** Quantiles of counts in units of `unit`, so that demand in lots of 64 is as regular as single pieces. */
export function countQuantiles(
  distribution: CountDistribution,
  unit: number,
  levels: readonly number[],
): Float64Array {
  const scaled = { mean: distribution.mean / unit, size: distribution.size }
  return Float64Array.from(levels, (level) => unit * countQuantile(level, scaled))
}
