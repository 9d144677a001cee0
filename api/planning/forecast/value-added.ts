import { normalQuantile } from '#planning/distribution/normal'

/** Errors of one stage of the forecast, one value per bucket, over the same series in every stage. */
export interface StageErrors<Stage extends string> {
  readonly stage: Stage
  /** Σ over series of |said − happened|, units. */
  readonly absoluteError: Float64Array
}

/** What one stage adds to the stage before it. */
export interface ValueAddedStep<Stage extends string> {
  readonly stage: Stage
  readonly wape: number
  /** WAPE of the stage before minus this one: positive is an improvement. null for the first stage. */
  readonly gain: number | null
  readonly gainLow: number | null
  readonly gainHigh: number | null
  /** `neutral` when the interval holds 0 or the gain is below the neutral zone. null for the first stage. */
  readonly verdict: 'better' | 'worse' | 'neutral' | null
}

export interface ValueAdded<Stage extends string> {
  readonly buckets: number
  /** null when fewer than `fewestBuckets` were compared: too few to say anything. */
  readonly steps: readonly ValueAddedStep<Stage>[] | null
}

export const FEWEST_BUCKETS = 6
/** Gains below half a point of WAPE are not worth anybody's work. */
export const NEUTRAL_ZONE = 0.005
const CONFIDENCE = 0.9

/**
 * The stairs of forecast value added: WAPE of each stage and what it gains on the stage before, with a 90 % interval
 * of the paired differences over buckets (Student's t).
 *
 * @param happened Σ over series of what happened, units per bucket; the stages hold the same series and buckets
 * @throws RangeError when a stage has another number of buckets
 * Source: Gilliland 2010, The Business Forecasting Deal, ch. 4 (stairstep report); ratio estimator of Cochran 1977, eq. 6.9.
 * @example forecastValueAdded([], new Float64Array(3)).steps // null: fewer than 6 buckets
 */
export function forecastValueAdded<Stage extends string>(
  stages: readonly StageErrors<Stage>[],
  happened: Float64Array,
): ValueAdded<Stage> {
  for (const { stage, absoluteError } of stages)
    if (absoluteError.length !== happened.length)
      throw new RangeError(`stage ${stage} must have ${happened.length} buckets, got ${absoluteError.length}`)
  const buckets = happened.length
  const total = happened.reduce((sum, units) => sum + units, 0)
  if (buckets < FEWEST_BUCKETS || total <= 0) return { buckets, steps: null }
  const steps = stages.map(({ stage, absoluteError }, at): ValueAddedStep<Stage> => {
    const wape = absoluteError.reduce((sum, units) => sum + units, 0) / total
    if (at === 0) return { stage, wape, gain: null, gainLow: null, gainHigh: null, verdict: null }
    const difference = stages[at - 1].absoluteError.map((units, bucket) => units - absoluteError[bucket])
    const gain = difference.reduce((sum, units) => sum + units, 0) / total
    const margin = studentQuantile((1 + CONFIDENCE) / 2, buckets - 1) * ratioError(difference, happened, gain)
    return {
      stage,
      wape,
      gain,
      gainLow: gain - margin,
      gainHigh: gain + margin,
      verdict: verdict(gain, margin),
    }
  })
  return { buckets, steps }
}

function verdict(gain: number, margin: number): 'better' | 'worse' | 'neutral' {
  if (Math.abs(gain) < NEUTRAL_ZONE || Math.abs(gain) <= margin) return 'neutral'
  return gain > 0 ? 'better' : 'worse'
}

/** Standard error of Σ difference / Σ happened. */
function ratioError(difference: Float64Array, happened: Float64Array, ratio: number): number {
  const n = difference.length
  const total = happened.reduce((sum, units) => sum + units, 0)
  let squares = 0
  for (let t = 0; t < n; t += 1) squares += (difference[t] - ratio * happened[t]) ** 2
  return Math.sqrt((n * squares) / (n - 1)) / total
}

/**
 * Quantile of Student's t.
 *
 * @param level            0 … 1, open
 * @param degreesOfFreedom at least 3; within .5 % of the table from 5 on
 * Source: Abramowitz & Stegun 1964, eq. 26.7.5.
 * @example studentQuantile(0.95, 9) // 1.833
 */
export function studentQuantile(level: number, degreesOfFreedom: number): number {
  if (!(degreesOfFreedom >= 3))
    throw new RangeError(`degreesOfFreedom must be at least 3, got ${degreesOfFreedom}`)
  const z = normalQuantile(level)
  const n = degreesOfFreedom
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
  ]
  return terms.reduce((sum, term, order) => sum + term / n ** (order + 1), z)
}
