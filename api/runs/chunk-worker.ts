import { drive } from '#api/solver/drive'
import { createHighsSolver } from '#api/solver/highs-solver'
import type { SmoothingRow } from '#db/run-rows'
import { type PlanShop, planInSequence, replanInSequence } from '#planning/batches/plan-in-sequence'
import { type ErrorDependence, errorDependence } from '#planning/forecast/error-dependence'
import type { BatchPlan } from '#planning/lot-sizing/batch-plan'
import type { BatchPlanningRequest } from '#planning/lot-sizing/batch-planning-request'
import type { MaterialLimit } from '#planning/lot-sizing/material-limit'
import type { SupplierBatches } from './batch-request.ts'
import { type ChunkInput, type ChunkResult, planChunk } from './forecast-chunk.ts'
import { type DependenceInput, type JointInput, type JointResult, jointPaths } from './joint-groups.ts'
import { type EvidenceInput, organicEvidence } from './learned-pool.ts'
import { type SmoothingTask, smoothSuppliers } from './smooth-suppliers.ts'
import { type RegionsInput, type RegionsResult, splitRegions } from './split-regions.ts'

/** Entries of a worker thread: forecasts and plans of some items. */
export function items(input: ChunkInput): ChunkResult {
  return planChunk(input)
}

/** Past forecasts of some items against what happened. */
export function evidence(input: EvidenceInput): ReturnType<typeof organicEvidence> {
  return organicEvidence(input)
}

/** How errors of items moved together. */
export function dependence({ past, groups }: DependenceInput): ErrorDependence {
  return errorDependence(past, groups)
}

/** Demand of some products, drawn together. */
export function joint(input: JointInput): JointResult {
  return jointPaths(input)
}

/** Demand of all items, split among regions and their owners. */
export function regions(input: RegionsInput): RegionsResult {
  return splitRegions(input)
}

/** One solver per worker thread, in a thread of its own; both end together. */
const solver = createHighsSolver()

/** How orders to some suppliers are smoothed. */
export function smoothing(tasks: readonly SmoothingTask[]): SmoothingRow[] {
  return smoothSuppliers(tasks)
}

export type BatchesInput = Pick<SupplierBatches, 'request' | 'materials' | 'shop'>

/** Batches of one supplier. */
export function batches(of: BatchesInput): Promise<BatchPlan> {
  return drive(planInSequence(of.request, of.materials, of.shop), solver)
}

export interface ReplanInput {
  readonly request: BatchPlanningRequest
  readonly limits: readonly MaterialLimit[]
  readonly changedItems: readonly number[]
  readonly shop: PlanShop
}

/** A plan kept as far as it still fits. */
export function replan(of: ReplanInput): BatchPlan {
  return replanInSequence(of.request, of.limits, of.changedItems, of.shop)
}
