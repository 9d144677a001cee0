import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'
import type { ChunkInput, ChunkResult } from './forecast-chunk.ts'

let pool: Piscina<ChunkInput, ChunkResult> | null = null

/** Plans a chunk in a worker thread, so that the server goes on answering. */
export function planInWorker(input: ChunkInput, signal: AbortSignal): Promise<ChunkResult> {
  pool ??= new Piscina<ChunkInput, ChunkResult>({
    filename: new URL('./chunk-worker.ts', import.meta.url).href,
    name: 'run',
    maxThreads: availableParallelism(),
    minThreads: 0,
    idleTimeout: 10_000,
  })
  return pool.run(input, { name: 'run', signal })
}

/** Ends the worker threads; the next run starts new ones. */
export async function closeWorkers(): Promise<void> {
  const closing = pool
  pool = null
  await closing?.destroy()
}
