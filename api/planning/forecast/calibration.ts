import { normalQuantile } from '#planning/distribution/normal'

/** Steps 1, 2, 3–4, 5–8, 9–16, 17–32, beyond; and one band for sums over several steps. */
const BANDS = 8
const SUM_BAND = 7
const LARGEST_SAMPLE = 6000

/** Standardised errors of past forecasts by band of steps ahead: (actual − forecast) / deviation. */
export interface CalibrationEvidence {
  readonly errors: readonly number[][]
}

export function calibrationEvidence(): CalibrationEvidence {
  return { errors: Array.from({ length: BANDS }, () => []) }
}

export function bandOfStep(step: number): number {
  return Math.min(SUM_BAND - 1, Math.ceil(Math.log2(step)))
}

export function addError(evidence: CalibrationEvidence, step: number | 'sum', z: number): void {
  if (!Number.isFinite(z)) return
  const band = evidence.errors[step === 'sum' ? SUM_BAND : bandOfStep(step)]!
  if (band.length < LARGEST_SAMPLE) band.push(Math.max(-30, Math.min(30, z)))
}

export function mergeEvidence(into: CalibrationEvidence, from: CalibrationEvidence): void {
  from.errors.forEach((errors, band) => {
    const target = into.errors[band]!
    for (const z of errors) if (target.length < LARGEST_SAMPLE) target.push(z)
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
const KEPT = 400

/** The same calibration in a few hundred numbers per band, rounded to 1/1000, fit to be stored. */
export function thinned({ bands }: Calibration): Calibration {
  return {
    bands: bands.map(({ errors, count }) => {
      const kept = Math.min(KEPT, errors.length)
      return {
        errors: Array.from({ length: kept }, (_, k) => {
          const place = kept === 1 ? 0 : Math.round((k * (errors.length - 1)) / (kept - 1))
          return Math.round(errors[place]! * 1000) / 1000
        }),
        count,
      }
    }),
  }
}

/** Errors of fitted models are smaller than those of forecasts: what remains unseen in the fit, by band. */
const PRIOR_INFLATION = [1.05, 1.08, 1.12, 1.18, 1.25, 1.3, 1.3, 1.2] as const
/** Past errors that weigh as much as the prior. */
const PRIOR_WEIGHT = 40
/** Errors of one series at one origin are alike: they count as fewer. */
const INDEPENDENT_SHARE = 0.3

export function calibrate(evidence: CalibrationEvidence): Calibration {
  return {
    bands: evidence.errors.map((errors) => ({
      errors: Float64Array.from(errors).sort(),
      count: errors.length,
    })),
  }
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
