import type { DemandHistory } from '#planning/demand/demand-history'
import { NO_DATA, OBSERVED } from '#planning/demand/demand-history'
import type { Regressor } from '#planning/forecast/effect-model'
import type { Method } from '#planning/forecast/forecast'
import type { Bucket, IsoDate } from '#planning/time-bucket'

/** Settings shared by all series of a run. */
export interface RunSettings {
  readonly bucket: Bucket
  readonly hasDates: boolean
  readonly horizon: number
  readonly season?: number
  readonly quantileLevels: readonly number[]
  readonly sums: readonly number[]
  readonly method: Method
  readonly holidays: readonly number[]
  readonly festivals: 'chinese' | null
  readonly regressorNames: readonly string[]
}

/**
 * Series packed for a worker: `values` (and `status`, `regressors`) lie in shared memory. Series i occupies
 * `offsets[i]` … `offsets[i + 1]` of `values`, and `offsets[i] + i · horizon` … of each regressor, which goes on for
 * `horizon` steps.
 */
export interface SeriesChunk {
  readonly settings: RunSettings
  readonly seriesIds: readonly string[]
  readonly starts: readonly IsoDate[]
  readonly offsets: Int32Array
  /** NaN where nothing is known. */
  readonly values: Float64Array
  /** As in DemandHistory; null: no bucket is censored. */
  readonly status: Uint8Array | null
  readonly regressors: readonly Float64Array[]
}

/** One series of a chunk. */
export function historyOf(
  chunk: SeriesChunk,
  i: number,
): { history: DemandHistory; regressors: Regressor[] } {
  const { settings, offsets, values, status } = chunk
  const begin = offsets[i]!
  const end = offsets[i + 1]!
  const quantity = values.subarray(begin, end)
  return {
    history: {
      seriesId: chunk.seriesIds[i]!,
      bucket: settings.bucket,
      start: chunk.starts[i]!,
      quantity,
      status: status
        ? status.subarray(begin, end)
        : Uint8Array.from(quantity, (value) => (Number.isNaN(value) ? NO_DATA : OBSERVED)),
    },
    regressors: settings.regressorNames.map((name, r) => ({
      name,
      values: chunk.regressors[r]!.subarray(begin + i * settings.horizon, end + (i + 1) * settings.horizon),
    })),
  }
}
