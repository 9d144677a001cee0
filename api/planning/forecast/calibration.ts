import { normalQuantile } from '#planning/distribution/normal'

/** Steps 1, 2, 3–4, 5–8, 9–16, 17–32, beyond; and one band for sums over several steps. */
const BANDS = 8
const SUM_BAND = 7
/** Order statistics that a calibration keeps per band. */
const KEPT_IN_RUN = 2000

/** Deviations beyond which an error is a closed shop or a shifted level, and no measure of the next one. */
const LARGEST_ERROR = 6
/** Deviations by which the middle of a band may lie off that of all. */
const FARTHEST = 0.5

/** Standardised errors of past forecasts by band of steps ahead: (actual − forecast) / deviation. */
export interface CalibrationEvidence {
  /** Of demand as it is. */
  readonly linear: readonly number[][]
  /** Of series forecast in logarithms. */
  readonly logarithmic: readonly number[][]
}

export function calibrationEvidence(): CalibrationEvidence {
  const bands = () => Array.from({ length: BANDS }, () => [])
  return { linear: bands(), logarithmic: bands() }
}

function bandOfStep(step: number): number {
  return Math.min(SUM_BAND - 1, Math.ceil(Math.log2(step)))
}

export function addError(errors: readonly number[][], step: number | 'sum', z: number): void {
  if (!Number.isFinite(z)) return
  errors[step === 'sum' ? SUM_BAND : bandOfStep(step)]!.push(
    Math.max(-LARGEST_ERROR, Math.min(LARGEST_ERROR, z)),
  )
}

export function mergeEvidence(into: CalibrationEvidence, from: CalibrationEvidence): void {
  for (const scale of ['linear', 'logarithmic'] as const)
    from[scale].forEach((errors, band) => {
      for (const z of errors) into[scale][band]!.push(z)
    })
}

/** Quantiles of standardised errors by band, learned from past forecasts. */
export interface Calibration {
  readonly bands: readonly CalibrationBand[]
}

export interface CalibrationBand {
  /** Ascending; evenly spaced order statistics where there were many. */
  readonly errors: ArrayLike<number>
  /** Errors they stand for. */
  readonly count: number
}

/** Order statistics that a stored calibration keeps per band. */
const KEPT_IN_STORE = 400

/** The same calibration in a few hundred numbers per band, rounded to 1/1000, fit to be stored. */
export function thinned({ bands }: Calibration): Calibration {
  return {
    bands: bands.map(({ errors, count }) => ({
      errors: Array.from(orderStatistics(errors, KEPT_IN_STORE), (z) => Math.round(z * 1000) / 1000),
      count,
    })),
  }
}

function orderStatistics(ascending: ArrayLike<number>, most: number): Float64Array {
  const kept = Math.min(most, ascending.length)
  const place = (k: number) => (kept === 1 ? 0 : Math.round((k * (ascending.length - 1)) / (kept - 1)))
  return Float64Array.from({ length: kept }, (_, k) => ascending[place(k)]!)
}

/** Errors of fitted models are smaller than those of forecasts: what remains unseen in the fit, by band. */
const PRIOR_INFLATION = [1.05, 1.08, 1.12, 1.18, 1.25, 1.3, 1.3, 1.2] as const
/** Past errors that weigh as much as the prior. */
const PRIOR_WEIGHT = 40
/** Errors of one series at one origin are alike: they count as fewer. */
const INDEPENDENT_SHARE = 0.3

/**
 * Series of one origin err together: which way is one observation, however many they are. So what shook them counts
 * the other way round too. Demand forecast as it is errs about zero, and each error counts with its opposite. In
 * logarithms the middle of demand lies below its mean, by as much as the errors of all steps tell: each error counts
 * also where its band would lie as far on the other side of that middle.
 *
 * @example calibrate({ linear: [[1, 1, 1]], logarithmic: [[]] }).bands[0].errors // [-1, -1, -1, 1, 1, 1]
 */
export function calibrate({ linear, logarithmic }: CalibrationEvidence): Calibration {
  const middle = median(logarithmic.slice(0, SUM_BAND).flat())
  return {
    bands: linear.map((errors, band) => {
      const ofLogarithms = logarithmic[band]!
      const shift =
        band === SUM_BAND ? 0 : 2 * Math.max(-FARTHEST, Math.min(FARTHEST, median(ofLogarithms) - middle))
      const all = Float64Array.from([
        ...errors,
        ...errors.map((z) => -z),
        ...ofLogarithms,
        ...ofLogarithms.map((z) => z - shift),
      ])
      return {
        errors: orderStatistics(all.sort(), KEPT_IN_RUN),
        count: errors.length + ofLogarithms.length,
      }
    }),
  }
}

function median(values: readonly number[]): number {
  const ascending = Float64Array.from(values).sort()
  return ascending.length === 0 ? 0 : ascending[ascending.length >> 1]!
}

/**
 * Quantile of the standardised error: past errors' own, drawn to a widened normal where they are few.
 *
 * @param step 1 … horizon, or the sum over several steps
 * Source: split conformal prediction, Lei et al. 2018 (rank k of n + 1), pooled over series and neighbouring steps.
 */
export function errorQuantile(calibration: Calibration | null, step: number | 'sum', level: number): number {
  const band = step === 'sum' ? SUM_BAND : bandOfStep(step)
  const prior = normalQuantile(level) * PRIOR_INFLATION[band]!
  const known = calibration?.bands[band]
  if (!known || known.count < 5) return prior
  const { errors, count } = known
  const kept = errors.length
  const position = level * (kept + 1) - 1
  const below = Math.max(0, Math.min(kept - 1, Math.floor(position)))
  const above = Math.min(kept - 1, below + 1)
  const empirical = errors[below]! + Math.max(0, position - below) * (errors[above]! - errors[below]!)
  const tail = Math.min(level, 1 - level)
  const weight = INDEPENDENT_SHARE * count * Math.min(1, 10 * tail)
  return (weight * empirical + PRIOR_WEIGHT * prior) / (weight + PRIOR_WEIGHT)
}
