import type { BatchPlan } from './batch-plan.ts'
import { type BatchPlanningRequest, requireValidRequest } from './batch-planning-request.ts'
import { boundRounds, capacityBound } from './capacity-bound.ts'
import { describePlan } from './describe-plan.ts'
import { fillShortages, roomFor } from './fill-shortages.ts'
import { meetGroupMinimums } from './group-minimums.ts'
import type { Lot } from './peg-lots.ts'
import {
  bookFrozenLots,
  createPlanningState,
  placeItem,
  removeItem,
  startEmpty,
  totalCost,
} from './planning-state.ts'
import { replanItem } from './replan-item.ts'

/**
 * Replans after a change (an order added, a week declined, a line down) and leaves everything else as it was: lots of
 * the previous plan that still fit stay, and only the items named, those whose lots no longer fit and those left
 * short are planned anew in the minutes that remain.
 *
 * @param request what holds now; its previousPlan is the plan to keep
 * @param changedItems indices of items whose demand, stock or rules changed
 * @returns the plan with a bound proven for what holds now: its gap says what planning everything anew could save
 */
export function replanBatches(
  request: BatchPlanningRequest,
  changedItems: readonly number[],
): BatchPlan & { readonly replannedItems: readonly number[] } {
  requireValidRequest(request)
  const state = createPlanningState(request)
  const overload = bookFrozenLots(state)
  startEmpty(state)
  const touched = new Set(changedItems)
  const kept: Lot[][] = request.items.map(() => [])
  for (const lot of request.previousPlan) {
    if (lot.bucket < request.fences.frozenBuckets || lot.bucket >= request.bucketCount) continue
    const item = request.items[lot.item]
    const routing = item.routings.findIndex((candidate) => candidate.line === lot.line)
    const { minimum, multiple, maximum } = item.lotRule
    const multiples = lot.quantity / multiple
    const isLegal =
      routing >= 0 &&
      lot.bucket >= state.firstBucket[lot.item] &&
      lot.quantity >= minimum &&
      lot.quantity <= maximum &&
      Math.abs(multiples - Math.round(multiples)) < 1e-9
    if (isLegal && lot.quantity <= roomFor(state, lot.item, routing, lot.bucket)) {
      kept[lot.item].push({ routing, bucket: lot.bucket, quantity: lot.quantity })
      removeItem(state, lot.item)
      placeItem(state, lot.item, kept[lot.item].slice())
    } else touched.add(lot.item)
  }
  for (const item of touched) {
    const before = totalCost(state)
    const old = removeItem(state, item)
    placeItem(state, item, replanItem(state, item, { minutePrice: null, forbiddenCell: -1, familyShare: 1 }))
    fillShortages(state, item)
    if (totalCost(state) <= before) continue
    removeItem(state, item)
    placeItem(state, item, old)
    fillShortages(state, item)
  }
  meetGroupMinimums(state)
  const objective = totalCost(state)
  const bound = capacityBound(state, objective, boundRounds(state), request.shouldStop)
  const lowerBound = Math.min(bound.lowerBound, objective)
  return {
    ...describePlan(state, overload),
    objective,
    lowerBound,
    gap: objective > 0 ? (objective - lowerBound) / objective : 0,
    stoppedBy: request.shouldStop?.() ? 'caller' : 'work-limit',
    replannedItems: [...touched].sort((a, b) => a - b),
  }
}
