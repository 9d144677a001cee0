/** Exponentially weighted demand sizes and intervals at the end of a series. */
export interface CrostonState {
  /** Smoothed size of a demand. */
  readonly size: number
  /** Smoothed interval between demands, buckets. */
  readonly interval: number
}

/**
 * Croston's method: sizes and intervals smoothed at each demand, started from their first values.
 *
 * @returns null for a series without demand
 * Source: Croston 1972, Operational Research Quarterly 23.
 * @example crostonState(Float64Array.of(0, 2, 0, 0, 3, 0, 1, 0, 0, 0, 4, 0), 0.1) // size 2.191, interval 2.281
 */
export function crostonState(y: Float64Array, alpha: number): CrostonState | null {
  let size = 0
  let interval = 0
  let last = -1
  for (let t = 0; t < y.length; t += 1) {
    if (y[t] === 0) continue
    const gap = t - last
    if (size === 0) {
      size = y[t]!
      interval = gap
    } else {
      size += alpha * (y[t]! - size)
      interval += alpha * (gap - interval)
    }
    last = t
  }
  return size === 0 ? null : { size, interval }
}

/** Mean demand per bucket by Croston. @example croston(Float64Array.of(0, 2, 0, 0, 3, 0, 1, 0, 0, 0, 4, 0), 0.1) // 0.9605436212 */
export function croston(y: Float64Array, alpha: number): number {
  const state = crostonState(y, alpha)
  return state ? state.size / state.interval : 0
}

/** Croston with the Syntetos–Boylan correction of its upward bias. Source: Syntetos & Boylan 2005. */
export function syntetosBoylan(y: Float64Array, alpha: number): number {
  return (1 - alpha / 2) * croston(y, alpha)
}

/** The Shale–Boylan–Johnston correction, for Poisson arrivals. Source: Shale, Boylan & Johnston 2006. */
export function shaleBoylanJohnston(y: Float64Array, alpha: number): number {
  return (1 - alpha / (2 - alpha)) * croston(y, alpha)
}

/**
 * Teunter–Syntetos–Babai: the probability of demand is smoothed in every bucket, so that dying items fade.
 *
 * @returns mean demand per bucket; probability and size start at their first values
 * Source: Teunter, Syntetos & Babai 2011, EJOR 214.
 */
export function teunterSyntetosBabai(y: Float64Array, sizeWeight: number, probabilityWeight: number): number {
  let size = 0
  let probability = y.length > 0 && y[0] !== 0 ? 1 : 0
  for (let t = 0; t < y.length; t += 1) {
    const isDemand = y[t] !== 0
    if (t > 0) probability += probabilityWeight * ((isDemand ? 1 : 0) - probability)
    if (isDemand) size = size === 0 ? y[t]! : size + sizeWeight * (y[t]! - size)
  }
  return probability * size
}

/** Simple exponential smoothing from the first value. @example smoothedLevel([3, 5, 4, 6], 0.3) // 4.404 */
export function smoothedLevel(y: ArrayLike<number>, alpha: number): number {
  let level = y.length > 0 ? y[0]! : 0
  for (let t = 1; t < y.length; t += 1) level += alpha * (y[t]! - level)
  return level
}

/** Sums of whole chunks of `chunk` buckets, aligned to the end of the series. */
function temporalAggregate(y: Float64Array, chunk: number): Float64Array {
  const count = Math.floor(y.length / chunk)
  const sums = new Float64Array(count)
  const first = y.length - count * chunk
  for (let i = 0; i < count * chunk; i += 1) sums[Math.floor(i / chunk)] += y[first + i]!
  return sums
}

/** Aggregation level of ADIDA: the mean interval between demands, rounded, at least 1. */
function meanInterval(y: Float64Array): number {
  let last = -1
  let demands = 0
  for (let t = 0; t < y.length; t += 1)
    if (y[t] !== 0) {
      demands += 1
      last = t
    }
  return demands === 0 ? 1 : Math.max(1, Math.round((last + 1) / demands))
}

/**
 * Aggregate–disaggregate: smoothing of demand summed over the mean interval, shared evenly among its buckets.
 *
 * @param alpha smoothing weight; null chooses it on [0.1, 0.3] by squared error
 * Source: Nikolopoulos et al. 2011, J. Operational Research Society 62.
 */
export function aggregateDisaggregate(
  y: Float64Array,
  alpha: number | null,
  level = meanInterval(y),
): number {
  const sums = temporalAggregate(y, level)
  if (sums.length === 0) return smoothedLevel(y, alpha ?? 0.1)
  return smoothedLevel(sums, alpha ?? chosenWeight(sums)) / level
}

/** Mean of {@link aggregateDisaggregate} over all levels from 1 to the mean interval. Source: Petropoulos & Kourentzes 2015 (IMAPA). */
export function multipleAggregation(y: Float64Array, alpha: number | null = null): number {
  const levels = Math.min(meanInterval(y), Math.max(1, Math.floor(y.length / 2)))
  let sum = 0
  for (let level = 1; level <= levels; level += 1) sum += aggregateDisaggregate(y, alpha, level)
  return sum / levels
}

function chosenWeight(y: ArrayLike<number>): number {
  let best = 0.1
  let least = Number.POSITIVE_INFINITY
  for (const alpha of [0.1, 0.15, 0.2, 0.25, 0.3]) {
    let level = y.length > 0 ? y[0]! : 0
    let squares = 0
    for (let t = 1; t < y.length; t += 1) {
      const error = y[t]! - level
      squares += error * error
      level += alpha * error
    }
    if (squares < least) {
      least = squares
      best = alpha
    }
  }
  return best
}
