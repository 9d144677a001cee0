import type { BatchPlan } from './batch-plan.ts'
import { type BatchPlanningRequest, requireValidRequest } from './batch-planning-request.ts'
import { boundRounds, capacityBound } from './capacity-bound.ts'
import { describePlan } from './describe-plan.ts'
import { meetGroupMinimums } from './group-minimums.ts'
import { constructPlan, improvePlan, restore, snapshot } from './improve-plan.ts'
import { bookFrozenLots, createPlanningState, startEmpty, totalCost } from './planning-state.ts'
import { rebuildFamilies } from './rebuild-families.ts'
import type { SolverDialogue } from './solver-request.ts'
import { improveWithSolver } from './solver-windows.ts'

/**
 * Plans batches: what to make, on which line and in which bucket, so that setups (item and family), holding,
 * overtime, lateness and shortage cost least within line minutes, lot rules, nested minimums and fences.
 * Whatever the request, a plan comes back; what cannot be met is named in `shortages`.
 * A Lagrangian bound prices line minutes, a plan is built under these prices, whole families are rebuilt, local search
 * improves what is left, and a solver, where questions are allowed, improves it in windows and proves a small plan as a whole.
 *
 * @returns the plan with its proven lower bound; the same request gives the same plan
 * @throws RangeError naming the field that breaks the contract
 */
export function* planBatches(request: BatchPlanningRequest): SolverDialogue<BatchPlan> {
  requireValidRequest(request)
  const state = createPlanningState(request)
  const { work, seed } = request
  const overload = bookFrozenLots(state)
  startEmpty(state)
  let stopped = false
  const shouldStop = () => {
    stopped ||= request.shouldStop?.() ?? false
    return stopped
  }
  constructPlan(state, null)
  const first = snapshot(state)
  const bound = capacityBound(state, first.cost, boundRounds(state), shouldStop)
  if (!shouldStop()) {
    constructPlan(state, bound.minutePrice)
    if (totalCost(state) > first.cost) restore(state, first)
    const { improvementPasses } = work
    rebuildFamilies(state, improvementPasses, seed, shouldStop)
    improvePlan(state, bound.minutePrice, improvementPasses, seed, shouldStop)
  }
  meetGroupMinimums(state)
  const proven =
    work.solverQuestions > 0 && !shouldStop() ? yield* improveWithSolver(state, work, seed, shouldStop) : 0
  const objective = totalCost(state)
  const lowerBound = Math.min(Math.max(bound.lowerBound, proven), objective)
  return {
    ...describePlan(state, overload),
    objective,
    lowerBound,
    gap: objective > 0 ? (objective - lowerBound) / objective : 0,
    stoppedBy: stopped ? 'caller' : 'work-limit',
  }
}

/** The same without a solver: nothing is asked, the plan comes back at once. */
export function planBatchesWithoutSolver(request: BatchPlanningRequest): BatchPlan {
  const dialogue = planBatches({ ...request, work: { ...request.work, solverQuestions: 0 } })
  const step = dialogue.next()
  if (!step.done) throw new Error('a plan without a solver must not ask one')
  return step.value
}
