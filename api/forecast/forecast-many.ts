import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import { runTask, type WorkerTask } from '#api/forecast/forecast-worker'
import type { SeriesChunk } from '#api/forecast/series-chunk'
import type { Forecast, ForecastProblem } from '#planning/forecast/forecast'
import type { SeriesPool } from '#planning/forecast/series-options'
import { inPoolSample, learnPool, type PoolEvidence } from '#planning/forecast/series-pool'

/** Series as chunks, in a stable order; `chunk(k)` packs the k-th when it is wanted. */
export interface SeriesSource {
  readonly seriesIds: readonly string[]
  readonly pack: (series: readonly number[]) => SeriesChunk
}

const SERIES_PER_TASK = 100
/** Below this many series starting workers costs more than it saves. */
const SERIES_WORTH_WORKERS = 24

/**
 * Forecasts many series on all cores. First a sample of the series, chosen by their names, teaches the pool; then all
 * are forecast with it. The result does not depend on the order of the series' rows or on the number of workers.
 *
 * @yields forecasts and problems chunk by chunk, in the order of `seriesIds`
 */
export async function* forecastMany(
  source: SeriesSource,
  workers = availableParallelism(),
): AsyncGenerator<(Forecast | ForecastProblem)[]> {
  const { seriesIds } = source
  const pool =
    seriesIds.length >= SERIES_WORTH_WORKERS && workers > 0
      ? new Piscina<WorkerTask, unknown>({
          filename: fileURLToPath(import.meta.resolve('#api/forecast/piscina-entry')),
          name: 'run',
          minThreads: workers,
          maxThreads: workers,
        })
      : null
  const run = async (task: WorkerTask): Promise<unknown> => (pool ? pool.run(task) : runTask(task))
  try {
    const learned = await learn(source, run, workers)
    const pending: Promise<unknown>[] = []
    for (let first = 0; first < seriesIds.length; first += SERIES_PER_TASK) {
      const series = range(first, Math.min(seriesIds.length, first + SERIES_PER_TASK))
      pending.push(run({ kind: 'forecast', chunk: source.pack(series), pool: learned }))
      if (pending.length > 2 * workers) yield (await pending.shift()) as (Forecast | ForecastProblem)[]
    }
    for (const result of pending) yield (await result) as (Forecast | ForecastProblem)[]
  } finally {
    await pool?.destroy()
  }
}

async function learn(
  source: SeriesSource,
  run: (task: WorkerTask) => Promise<unknown>,
  workers: number,
): Promise<SeriesPool | null> {
  const { seriesIds } = source
  if (seriesIds.length < 2) return null
  const sample = range(0, seriesIds.length).filter((i) => inPoolSample(seriesIds[i]!, seriesIds.length))
  const evidence: PoolEvidence[] = []
  const pending: Promise<unknown>[] = []
  const take = async (result: Promise<unknown>) => {
    for (const entry of (await result) as (PoolEvidence | null)[]) if (entry) evidence.push(entry)
  }
  const perTask = Math.max(5, Math.min(50, Math.ceil(sample.length / (4 * Math.max(1, workers)))))
  for (let first = 0; first < sample.length; first += perTask) {
    pending.push(run({ kind: 'gather', chunk: source.pack(sample.slice(first, first + perTask)) }))
    if (pending.length > 2 * workers) await take(pending.shift()!)
  }
  for (const result of pending) await take(result)
  return learnPool(evidence, source.pack([]).settings.bucket)
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i)
}
