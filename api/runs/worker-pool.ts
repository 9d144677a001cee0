import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'
import type { BatchPlan } from '#planning/lot-sizing/batch-plan'
import type { BatchesInput, ReplanInput, replan } from './chunk-worker.ts'
import type { ChunkInput, ChunkResult } from './forecast-chunk.ts'
import type { EvidenceInput, organicEvidence } from './learned-pool.ts'

let pool: Piscina | null = null

function workers(): Piscina {
  pool ??= new Piscina({
    filename: new URL('./chunk-worker.ts', import.meta.url).href,
    maxThreads: availableParallelism(),
    minThreads: 0,
    idleTimeout: 10_000,
  })
  return pool
}

/** Forecasts and plans some items in a worker thread, so that the server goes on answering. */
export function planInWorker(input: ChunkInput, signal: AbortSignal): Promise<ChunkResult> {
  return workers().run(input, { name: 'items', signal })
}

/** Looks back on past forecasts of some items in a worker thread. */
export function evidenceInWorker(
  input: EvidenceInput,
  signal: AbortSignal,
): Promise<ReturnType<typeof organicEvidence>> {
  return workers().run(input, { name: 'evidence', signal })
}

/** Plans the batches of one supplier in a worker thread. */
export function batchesInWorker(
  { request, materials }: BatchesInput,
  signal: AbortSignal,
): Promise<BatchPlan> {
  return workers().run({ request, materials }, { name: 'batches', signal })
}

/** Replans a supplier after a change in a worker thread. */
export function replanInWorker({
  request,
  limits,
  changedItems,
}: ReplanInput): Promise<ReturnType<typeof replan>> {
  return workers().run({ request, limits, changedItems }, { name: 'replan' })
}

/** Ends the worker threads; the next run starts new ones. */
export async function closeWorkers(): Promise<void> {
  const closing = pool
  pool = null
  await closing?.destroy()
}
