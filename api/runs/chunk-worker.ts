import type { BatchPlan } from '#planning/lot-sizing/batch-plan'
import type { BatchPlanningRequest } from '#planning/lot-sizing/batch-planning-request'
import { planBatchesWithoutSolver } from '#planning/lot-sizing/plan-batches'
import { type ChunkInput, type ChunkResult, planChunk } from './forecast-chunk.ts'

/** Entries of a worker thread: forecasts and plans of some items. */
export function items(input: ChunkInput): ChunkResult {
  return planChunk(input)
}

/** Batches of one supplier. */
export function batches(request: BatchPlanningRequest): BatchPlan {
  return planBatchesWithoutSolver(request)
}
