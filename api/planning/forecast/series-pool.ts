import type { DemandHistory } from '#planning/demand/demand-history'
import { demandPattern } from '#planning/demand/demand-pattern'
import { prepareHistory } from '#planning/demand/prepare-history'
import {
  type CalibrationEvidence,
  calibrate,
  calibrationEvidence,
  mergeEvidence,
  thinned,
} from '#planning/forecast/calibration'
import {
  type CombinationEvidence,
  combinationEvidence,
  learnWeights,
} from '#planning/forecast/combination-weights'
import {
  type CountEvidence,
  countEvidence,
  learnCounts,
  memoriesTried,
} from '#planning/forecast/count-evidence'
import {
  isSlow,
  LONGEST_HISTORY,
  mayBreak,
  mayClose,
  pastErrors,
  periodOf,
} from '#planning/forecast/forecast-series'
import { type LaunchEvidence, launchEvidence, learnFade } from '#planning/forecast/launch-evidence'
import type { SeriesOptions, SeriesPool } from '#planning/forecast/series-options'
import { defaultCounts } from '#planning/forecast/slow-movers'
import { seedFor } from '#planning/random'
import { addBucketsDay, type Bucket, dayNumber } from '#planning/time-bucket'

/** What one series adds to the pool. */
export interface PoolEvidence {
  readonly errors: CalibrationEvidence
  readonly counts: CountEvidence | null
  readonly launch: LaunchEvidence
  readonly combination: CombinationEvidence | null
}

/** Series that teach the pool at most. */
const LARGEST_SAMPLE = 1500

/** Whether a series teaches the pool, by its name: the same whatever the order of the series. */
export function inPoolSample(seriesId: string, seriesCount: number): boolean {
  if (seriesCount <= LARGEST_SAMPLE) return true
  return (seedFor(17, seriesId) >>> 0) / 4294967296 < LARGEST_SAMPLE / seriesCount
}

/** Past forecasts of one series against what happened; null where it has no usable history. */
export function gatherPool(history: DemandHistory, options: SeriesOptions): PoolEvidence | null {
  const period = periodOf(history, options)
  const prepared = prepareHistory(
    history,
    period,
    LONGEST_HISTORY,
    mayClose(options),
    mayBreak(history, options),
  )
  if ('fault' in prepared) return null
  const errors = calibrationEvidence()
  const launch = launchEvidence(
    prepared.observed,
    addBucketsDay(dayNumber(history.start), history.bucket, prepared.offset),
    memoriesTried(history.bucket),
    options.horizon,
  )
  if (isSlow(demandPattern(prepared.observed), prepared, options))
    return {
      errors,
      counts: countEvidence(prepared.observed, options.horizon, history.bucket),
      launch,
      combination: null,
    }
  let combination: CombinationEvidence | null = null
  pastErrors(history, prepared, period, options, errors, (members, actual) => {
    combination = combinationEvidence(members, actual)
  })
  return { errors, counts: null, launch, combination }
}

/** Puts the evidence of all series together; the order of `evidence` must be stable. */
export function learnPool(evidence: readonly PoolEvidence[], bucket: Bucket): SeriesPool {
  const errors = calibrationEvidence()
  for (const entry of evidence) mergeEvidence(errors, entry.errors)
  const counts = learnCounts(
    evidence.flatMap((entry) => (entry.counts ? [entry.counts] : [])),
    defaultCounts(bucket),
  )
  return {
    calibration: calibrate(errors),
    counts,
    fade: learnFade(
      evidence.map(({ launch }) => launch),
      bucket,
      nearestIndex(memoriesTried(bucket), counts.memory),
      counts,
    ),
    weights: learnWeights(evidence.flatMap(({ combination }) => (combination ? [combination] : []))),
  }
}

/** The same pool in a few thousand numbers, equal to itself after a journey through JSON. */
export function storablePool(pool: SeriesPool): SeriesPool {
  return { ...pool, calibration: thinned(pool.calibration) }
}

function nearestIndex(values: readonly number[], wanted: number): number {
  let nearest = 0
  values.forEach((value, k) => {
    if (Math.abs(value - wanted) < Math.abs(values[nearest]! - wanted)) nearest = k
  })
  return nearest
}
