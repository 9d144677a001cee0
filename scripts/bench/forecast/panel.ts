import type { Bucket } from '#planning/time-bucket'

/** Many series of one bucket with a common task. */
export interface Panel {
  readonly name: string
  readonly bucket: Bucket
  readonly hasDates: boolean
  readonly season: number
  readonly horizon: number
  /** Buckets cut from the end of each series, one per rolling origin; the last is the smallest. */
  readonly cuts: readonly number[]
  readonly regressorNames: readonly string[]
  readonly series: readonly PanelSeries[]
}

export interface PanelSeries {
  readonly id: string
  /** Day number of the first bucket. */
  readonly startDay: number
  /** NaN where unknown. */
  readonly values: Float64Array
  readonly regressors: readonly Float64Array[]
  /** As in DemandHistory; absent: nothing is censored. */
  readonly status?: Uint8Array
}

/** Forecast of one series from one origin, beside what happened. */
export interface Outcome {
  readonly seriesId: string
  readonly history: Float64Array
  readonly actual: Float64Array
  readonly mean: Float64Array
  readonly quantiles: readonly Float64Array[]
  /** Quantiles of summed demand by number of steps. */
  readonly sums: ReadonlyMap<number, Float64Array>
}

export const LEVELS = [0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975] as const
