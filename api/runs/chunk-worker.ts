import { drive } from '#api/solver/drive'
import { createHighsSolver } from '#api/solver/highs-solver'
import type { BatchPlan } from '#planning/lot-sizing/batch-plan'
import type { BatchPlanningRequest } from '#planning/lot-sizing/batch-planning-request'
import { planBatches } from '#planning/lot-sizing/plan-batches'
import { type ChunkInput, type ChunkResult, planChunk } from './forecast-chunk.ts'
import { type EvidenceInput, organicEvidence } from './learned-pool.ts'

/** Entries of a worker thread: forecasts and plans of some items. */
export function items(input: ChunkInput): ChunkResult {
  return planChunk(input)
}

/** Past forecasts of some items against what happened. */
export function evidence(input: EvidenceInput): ReturnType<typeof organicEvidence> {
  return organicEvidence(input)
}

/** One solver per worker thread, in a thread of its own; both end together. */
const solver = createHighsSolver()

/** Batches of one supplier. */
export function batches(request: BatchPlanningRequest): Promise<BatchPlan> {
  return drive(planBatches(request), solver)
}
