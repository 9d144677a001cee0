import { historyOf, type SeriesChunk } from '#api/forecast/series-chunk'
import type { Forecast, ForecastProblem } from '#planning/forecast/forecast'
import { forecastSeries } from '#planning/forecast/forecast-series'
import type { SeriesPool } from '#planning/forecast/series-options'
import { gatherPool, type PoolEvidence } from '#planning/forecast/series-pool'

export type WorkerTask =
  | { readonly kind: 'gather'; readonly chunk: SeriesChunk }
  | { readonly kind: 'forecast'; readonly chunk: SeriesChunk; readonly pool: SeriesPool | null }

/** Runs in a worker thread: learns from or forecasts one chunk of series. */
export function runTask(task: WorkerTask): (PoolEvidence | null)[] | (Forecast | ForecastProblem)[] {
  const { settings, seriesIds } = task.chunk
  const options = {
    horizon: settings.horizon,
    quantileLevels: settings.quantileLevels,
    sums: settings.sums,
    method: settings.method,
    holidays: settings.holidays,
    festivals: settings.festivals,
    hasDates: settings.hasDates,
    ...(settings.season === undefined ? {} : { season: settings.season }),
  }
  if (task.kind === 'gather')
    return seriesIds.map((_, i) => {
      const { history, regressors } = historyOf(task.chunk, i)
      return gatherPool(history, { ...options, regressors })
    })
  return seriesIds.map((_id, i) => {
    const { history, regressors } = historyOf(task.chunk, i)
    const pool = task.pool ? { pool: task.pool } : {}
    const forecast = forecastSeries(history, { ...options, regressors, ...pool })
    if ('problem' in forecast) return forecast
    // Nobody asks for past errors here, and a hundred thousand series of them would travel between threads.
    const { innovations: _, ...told } = forecast
    return told
  })
}
