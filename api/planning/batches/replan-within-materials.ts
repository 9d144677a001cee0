import type { BatchPlan } from '#planning/lot-sizing/batch-plan'
import type { BatchPlanningRequest } from '#planning/lot-sizing/batch-planning-request'
import {
  type MaterialLimit,
  materialOveruse,
  perUnit,
  requireValidLimits,
} from '#planning/lot-sizing/material-limit'
import { type MaterialClaim, type MaterialStart, materialStarts } from '#planning/lot-sizing/material-starts'
import { replanBatches } from '#planning/lot-sizing/replan-batches'

/** Rounds in which everybody moves behind those before in line; after that the last in line waits for bought material. */
const PATIENT_ROUNDS = 3

/**
 * Replans after a change where material is scarce. Lots that are kept keep their material; what is planned anew takes
 * what they leave and starts no earlier than it is there. Where the plan to keep takes more than is there, its last
 * comers are planned anew too.
 *
 * @param limits scarce materials over the buckets of the request; none: the plan is that of replanBatches
 * @param changedItems indices of items whose demand, stock or rules changed
 * @returns a plan that never uses more than is there; its bound holds for the starts chosen
 * @throws RangeError naming the field that breaks the contract
 */
export function replanWithinMaterials(
  request: BatchPlanningRequest,
  limits: readonly MaterialLimit[],
  changedItems: readonly number[],
): ReturnType<typeof replanBatches> {
  requireValidLimits(limits, request.bucketCount, request.items.length)
  let starts: MaterialStart[] = request.items.map((item) => ({
    bucket: item.materialArrivesInBucket ?? 0,
    material: item.material ?? null,
  }))
  let plan = replanBatches(request, changedItems)
  for (let round = 0; ; round += 1) {
    const over = materialOveruse(limits, plan)
    if (over.length === 0) return plan
    const line = claimsInLine(limits, plan, plan.replannedItems, starts)
    const later = round < PATIENT_ROUNDS ? servedInLine(limits, line, starts) : starts
    const isMoved = later.some(({ bucket }, item) => bucket > starts[item].bucket)
    starts = isMoved ? later : lastWaits(limits[over[0].limit], over[0].bucket, line, starts)
    plan = replanBatches(withStarts(request, starts), changedItems)
  }
}

/** Items that use scarce material, with their lots: those that stay come before those planned anew, then who is first made. */
function claimsInLine(
  limits: readonly MaterialLimit[],
  plan: BatchPlan,
  replanned: readonly number[],
  starts: readonly MaterialStart[],
): MaterialClaim[] {
  const users = [...new Set(limits.flatMap(({ uses }) => uses.map(({ item }) => item)))]
  const { length } = limits[0].arrivals
  const anew = new Set(replanned)
  const claims = users.map((item) => {
    const units = new Float64Array(length)
    for (const { bucket, isFirm, items } of plan.batches)
      if (!isFirm) for (const made of items) if (made.item === item) units[bucket] += made.quantity
    const first = units.findIndex((quantity) => quantity > 0)
    return { item, units, notBefore: starts[item].bucket, first: first < 0 ? length : first }
  })
  return claims.sort(
    (a, b) => Number(anew.has(a.item)) - Number(anew.has(b.item)) || a.first - b.first || a.item - b.item,
  )
}

function servedInLine(
  limits: readonly MaterialLimit[],
  line: readonly MaterialClaim[],
  starts: readonly MaterialStart[],
): MaterialStart[] {
  const later = [...starts]
  materialStarts(limits, line).forEach((start, at) => {
    const { item } = line[at]
    if (start.bucket > starts[item].bucket) later[item] = start
  })
  return later
}

/** The last in line that takes some of what is missing waits until the material can be bought. */
function lastWaits(
  limit: MaterialLimit,
  bucket: number,
  line: readonly MaterialClaim[],
  starts: readonly MaterialStart[],
): MaterialStart[] {
  const takes = ({ item, units }: MaterialClaim) =>
    perUnit(limit, item) > 0 && Array.from(units).some((quantity, at) => at <= bucket && quantity > 0)
  const last = line.findLast(takes)!
  return starts.map((start, item) =>
    item === last.item ? { bucket: limit.boughtFromBucket, material: limit.material } : start,
  )
}

function withStarts(request: BatchPlanningRequest, starts: readonly MaterialStart[]): BatchPlanningRequest {
  return {
    ...request,
    items: request.items.map((item, index) => {
      const { bucket, material } = starts[index]
      if (bucket <= (item.materialArrivesInBucket ?? 0)) return item
      return { ...item, materialArrivesInBucket: bucket, ...(material === null ? {} : { material }) }
    }),
  }
}
