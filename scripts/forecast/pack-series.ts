import type { RunSettings, SeriesChunk } from '#api/forecast/series-chunk'
import { CENSORED, NO_DATA, OBSERVED } from '#planning/demand/demand-history'
import { isoDate } from '#planning/time-bucket'
import type { StepScale } from '#scripts/forecast/bucket-steps'
import type { SeriesInput } from '#scripts/forecast/read-series'

/** Where the history of a series begins and where its forecast starts. */
export interface SeriesSpan {
  readonly series: number
  readonly first: number
  /** First step ahead. */
  readonly origin: number
}

/** Copies series into the form the workers take; buckets without a row are unknown, or zero if so asked. */
export function packSeries(
  input: SeriesInput,
  spans: readonly SeriesSpan[],
  settings: RunSettings,
  scale: StepScale,
  missingIsZero: boolean,
): SeriesChunk {
  const { table, censoredColumn, regressorNames } = input
  const { horizon } = settings
  const offsets = new Int32Array(spans.length + 1)
  spans.forEach(({ first, origin }, i) => {
    offsets[i + 1] = offsets[i]! + origin - first
  })
  const total = offsets[spans.length]!
  const shared = (length: number) => new Float64Array(new SharedArrayBuffer(8 * length))
  const values = shared(total)
  const status = censoredColumn === null ? null : new Uint8Array(new SharedArrayBuffer(total))
  const regressors = regressorNames.map(() => shared(total + spans.length * horizon))
  spans.forEach(({ series, first, origin }, i) => {
    const begin = offsets[i]!
    const own = values.subarray(begin, begin + origin - first)
    table.copy(series, 0, first, own)
    if (missingIsZero) for (let t = 0; t < own.length; t += 1) if (Number.isNaN(own[t]!)) own[t] = 0
    if (status && censoredColumn !== null) {
      const flags = new Float64Array(own.length)
      table.copy(series, censoredColumn, first, flags)
      for (let t = 0; t < own.length; t += 1)
        status[begin + t] = Number.isNaN(own[t]!) ? NO_DATA : flags[t] === 1 ? CENSORED : OBSERVED
    }
    regressors.forEach((column, r) => {
      const from = begin + i * horizon
      table.copy(series, 1 + r, first, column.subarray(from, from + own.length + horizon))
    })
  })
  return {
    settings,
    seriesIds: spans.map(({ series }) => table.ids[series]!),
    starts: spans.map(({ first }) => isoDate(settings.hasDates ? scale.dayOf(first) : 0)),
    offsets,
    values,
    status,
    regressors,
  }
}
