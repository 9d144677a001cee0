import type { Calibration } from '#planning/forecast/calibration'
import type { CombinationWeights } from '#planning/forecast/combination-weights'
import type { CountSettings } from '#planning/forecast/count-demand'
import type { Regressor } from '#planning/forecast/effect-model'
import type { Method } from '#planning/forecast/forecast'
import type { LaunchFade } from '#planning/forecast/launch-evidence'
import type { Bucket } from '#planning/time-bucket'

/** What is asked of a forecast of one series. */
export interface SeriesOptions {
  /** Steps ahead, whole number >= 1. */
  readonly horizon: number
  /** Buckets in a season; default by bucket: day 7, week 52, month 12, quarter 4, year 1. */
  readonly season?: number
  readonly quantileLevels?: readonly number[]
  /** Numbers of first steps whose summed demand is wanted. */
  readonly sums?: readonly number[]
  readonly method?: Method
  /** Drivers over history and horizon, aligned with the first bucket of the history. */
  readonly regressors?: readonly Regressor[]
  /** Holidays, past and to come, as day numbers. */
  readonly holidays?: readonly number[]
  /** Saturdays and Sundays on which people work in exchange for a holiday, as day numbers. */
  readonly workedDays?: readonly number[]
  /** Festivals, by the moon, whose effects are learned: Spring Festival, Qingming, Dragon Boat, Mid-Autumn. */
  readonly festivals?: 'chinese' | null
  /** false: the buckets have no place in the calendar. */
  readonly hasDates?: boolean
  /** What all series of a run have learned together; without it a series learns from its own past alone. */
  readonly pool?: SeriesPool
}

/** Learned over many series of a run: error quantiles, how slow movers fade, how launches go on, whom to trust. */
export interface SeriesPool {
  readonly calibration: Calibration
  readonly counts: CountSettings
  readonly fade: LaunchFade | null
  readonly weights: CombinationWeights
}

const SEASONS: Readonly<Record<Bucket, number>> = { day: 7, week: 52, month: 12, quarter: 4, year: 1 }

export function seasonOf(bucket: Bucket, options: SeriesOptions): number {
  const season = options.season ?? SEASONS[bucket]
  if (!(Number.isInteger(season) && season >= 1))
    throw new RangeError(`season must be a whole number >= 1; got ${season}`)
  return season
}
