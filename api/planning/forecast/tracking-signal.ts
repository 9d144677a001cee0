/** How far the errors of one series lean to one side. */
export interface TrackingSignal {
  /** Σ error / mean absolute error; between −count and count, positive when too much was said. 0 without any error. */
  readonly signal: number
  /** Σ error / Σ happened; null when nothing happened. */
  readonly bias: number | null
  /** Buckets compared. */
  readonly count: number
  readonly drift: 'too-high' | 'too-low' | null
}

/** Fewer buckets say nothing. */
export const FEWEST_BUCKETS = 8
/** Standard deviations of the signal of unbiased errors at which it counts as drift: rare by chance, even in many items. */
export const DRIFT_LIMIT = 2.2
/** A lean below this share of demand is not worth anybody's time. */
const SMALLEST_BIAS = 0.25
/** Standard deviation of normal errors in units of their mean absolute error, √(π/2). */
const DEVIATION_PER_ABSOLUTE_ERROR = Math.sqrt(Math.PI / 2)

/**
 * Tracking signal of the errors of one series, and whether it drifts: unbiased errors give a signal with mean 0 and
 * standard deviation √(π/2)·√n, so that the limit holds for any number of buckets.
 *
 * @param said     units per bucket, NaN where nothing was said
 * @param happened units per bucket, NaN where nothing can be compared with; as long as `said`
 * @throws RangeError when lengths differ
 * Source: the ratio is Brown's (1959, Statistical Forecasting for Inventory Control); its deviation follows from
 * Var Σe = nσ² and E|e| = σ√(2/π) of independent normal errors.
 * @example trackingSignal(Float64Array.of(110, 100), Float64Array.of(100, 120)).signal // -0.667: −10 / 15
 */
export function trackingSignal(said: Float64Array, happened: Float64Array): TrackingSignal {
  if (said.length !== happened.length)
    throw new RangeError(`said and happened must be equally long, got ${said.length} and ${happened.length}`)
  let sum = 0
  let absolute = 0
  let demand = 0
  let count = 0
  for (let t = 0; t < said.length; t += 1) {
    const error = said[t] - happened[t]
    if (!Number.isFinite(error)) continue
    sum += error
    absolute += Math.abs(error)
    demand += happened[t]
    count += 1
  }
  const signal = absolute > 0 ? (sum / absolute) * count : 0
  const bias = demand > 0 ? sum / demand : null
  const isLeaning =
    count >= FEWEST_BUCKETS &&
    Math.abs(signal) > DRIFT_LIMIT * DEVIATION_PER_ABSOLUTE_ERROR * Math.sqrt(count) &&
    (bias === null || Math.abs(bias) >= SMALLEST_BIAS)
  return { signal, bias, count, drift: isLeaning ? (signal > 0 ? 'too-high' : 'too-low') : null }
}
