export type DemandPattern = 'smooth' | 'erratic' | 'intermittent' | 'lumpy' | 'no-demand'

export interface PatternMeasures {
  readonly pattern: DemandPattern
  /** Average number of buckets from one demand to the next: buckets / demands (ADI). */
  readonly demandInterval: number
  /** Squared coefficient of variation of the demands that are not zero, population variance (CV²). */
  readonly sizeVariation: number
}

/**
 * Demand pattern by average demand interval (1.32) and squared variation of sizes (0.49).
 *
 * @param y demand per bucket; NaN is skipped
 * Source: Syntetos, Boylan & Croston 2005, J. Operational Research Society 56.
 * @example demandPattern(Float64Array.of(0, 2, 0, 0, 3, 0, 1, 0, 0, 0, 4, 0)) // intermittent, interval 3, variation 0.2
 */
export function demandPattern(y: Float64Array): PatternMeasures {
  let buckets = 0
  let demands = 0
  let sum = 0
  let squares = 0
  for (let t = 0; t < y.length; t += 1) {
    const value = y[t]!
    if (Number.isNaN(value)) continue
    buckets += 1
    if (value === 0) continue
    demands += 1
    sum += value
    squares += value * value
  }
  if (demands === 0)
    return { pattern: 'no-demand', demandInterval: Number.POSITIVE_INFINITY, sizeVariation: 0 }
  const mean = sum / demands
  const demandInterval = buckets / demands
  const sizeVariation = mean === 0 ? 0 : Math.max(0, squares / demands / (mean * mean) - 1)
  const isRare = demandInterval > 1.32
  const isErratic = sizeVariation > 0.49
  return {
    pattern: isRare ? (isErratic ? 'lumpy' : 'intermittent') : isErratic ? 'erratic' : 'smooth',
    demandInterval,
    sizeVariation,
  }
}
