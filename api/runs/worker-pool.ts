import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'
import type { SmoothingRow } from '#db/run-rows'
import type { ErrorDependence } from '#planning/forecast/error-dependence'
import type { BatchPlan } from '#planning/lot-sizing/batch-plan'
import type { BatchesInput, ReplanInput } from './chunk-worker.ts'
import type { ChunkInput, ChunkResult } from './forecast-chunk.ts'
import type { DependenceInput, JointInput, JointResult } from './joint-groups.ts'
import type { EvidenceInput, organicEvidence } from './learned-pool.ts'
import type { SmoothingTask } from './smooth-suppliers.ts'
import type { RegionsInput, RegionsResult } from './split-regions.ts'

/** Threads for runs, and others for what somebody at a screen waits for: a question never queues behind a run. */
const pools = new Map<'run' | 'question', Piscina>()
const IDLE_MILLISECONDS = { run: 10_000, question: 120_000 } as const

function workers(purpose: 'run' | 'question'): Piscina {
  const known = pools.get(purpose)
  if (known) return known
  const pool = new Piscina({
    filename: new URL('./chunk-worker.ts', import.meta.url).href,
    maxThreads: availableParallelism(),
    minThreads: 0,
    idleTimeout: IDLE_MILLISECONDS[purpose],
  })
  pools.set(purpose, pool)
  return pool
}

/** Forecasts and plans some items in a worker thread, so that the server goes on answering. */
export function planInWorker(input: ChunkInput, signal: AbortSignal): Promise<ChunkResult> {
  return workers('run').run(input, { name: 'items', signal })
}

/** Looks back on past forecasts of some items in a worker thread. */
export function evidenceInWorker(
  input: EvidenceInput,
  signal: AbortSignal,
): Promise<ReturnType<typeof organicEvidence>> {
  return workers('run').run(input, { name: 'evidence', signal })
}

/** Learns how errors of items moved together in a worker thread. */
export function dependenceInWorker(input: DependenceInput): Promise<ErrorDependence> {
  return workers('run').run(input, { name: 'dependence' })
}

/** Draws demand of some products together in a worker thread. */
export function jointInWorker(input: JointInput, signal: AbortSignal): Promise<JointResult> {
  return workers('run').run(input, { name: 'joint', signal })
}

/** Splits demand among regions and their owners in a worker thread. */
export function regionsInWorker(input: RegionsInput): Promise<RegionsResult> {
  return workers('run').run(input, { name: 'regions' })
}

/** Chooses how orders to some suppliers are smoothed in a worker thread. */
export function smoothingInWorker(tasks: readonly SmoothingTask[]): Promise<SmoothingRow[]> {
  return workers('run').run(tasks, { name: 'smoothing' })
}

/** Plans the batches of one supplier in a worker thread. */
export function batchesInWorker(
  { request, materials, shop }: BatchesInput,
  signal: AbortSignal,
): Promise<BatchPlan> {
  return workers('run').run({ request, materials, shop }, { name: 'batches', signal })
}

/** Replans a supplier after a change in a worker thread. */
export function replanInWorker({ request, limits, changedItems, shop }: ReplanInput): Promise<BatchPlan> {
  return workers('question').run({ request, limits, changedItems, shop }, { name: 'replan' })
}

/** Ends the worker threads; the next run starts new ones. */
export async function closeWorkers(): Promise<void> {
  const closing = [...pools.values()]
  pools.clear()
  await Promise.all(closing.map((pool) => pool.destroy()))
}
