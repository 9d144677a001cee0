import type { BatchPlan } from './batch-plan.ts'
import { type BatchPlanningRequest, requireValidRequest } from './batch-planning-request.ts'
import { type MaterialLimit, materialOveruse, perUnit, requireValidLimits } from './material-limit.ts'
import { type MaterialClaim, type MaterialStart, materialStarts } from './material-starts.ts'
import { planBatches, planBatchesWithoutSolver } from './plan-batches.ts'
import type { SolverDialogue } from './solver-request.ts'

/** Rounds in which starts are set from the lots planned; after that, whoever takes too much waits for bought material. */
const PATIENT_ROUNDS = 3

/**
 * Plans batches whose material is scarce: each item gets the first bucket from which its material is there, shared out
 * by promise (paid before deposits before others, then by week of need). Lots may ask for more than the need (minimums,
 * multiples, making ahead): while the lots planned use more than is there, the items last in line start later and the
 * plan is made again. At most 3 + items × 1 rounds; the plan that comes back never uses more than is there.
 *
 * @returns the plan; its bound is that of the need as a whole where starts are a choice and not forced
 * @throws RangeError naming the field that breaks the contract
 * @example drive(planWithinMaterials(request, [{ material: 'down', arrivals: [0, 60, 0], boughtFromBucket: 3, uses: [
 *   { item: 0, quantityPerUnit: 1 }, { item: 1, quantityPerUnit: 1 }] }]), solver)
 *   // needs of 7, 7, 7 in lots of 10 for each item: 30 of both in bucket 1, when the down is there; the first 7 late
 */
export function* planWithinMaterials(
  request: BatchPlanningRequest,
  limits: readonly MaterialLimit[],
): SolverDialogue<BatchPlan> {
  requireValidRequest(request)
  if (limits.length === 0) return yield* planBatches(request)
  requireValidLimits(limits, request.bucketCount, request.items.length)
  const line = claimsInLine(request, limits)
  let starts = materialStarts(limits, line)
  let plan = yield* planBatches(withStarts(request, line, starts))
  for (let round = 0; ; round += 1) {
    const over = materialOveruse(limits, plan)
    if (over.length === 0) break
    const later = round < PATIENT_ROUNDS ? servedByLots(limits, line, plan, starts) : starts
    const isMoved = later.some(({ bucket }, at) => bucket > starts[at].bucket)
    starts = isMoved ? later : lastWaits(limits[over[0].limit], over[0].bucket, line, starts, plan)
    plan = yield* planBatches(withStarts(request, line, starts))
  }
  const forced = line.map(({ item, notBefore }) => forcedStart(limits, item, notBefore))
  if (starts.every(({ bucket }, at) => bucket <= forced[at].bucket)) return plan
  const bound = planBatchesWithoutSolver(withStarts(request, line, forced)).lowerBound
  const lowerBound = Math.min(bound, plan.objective)
  const gap = plan.objective > 0 ? (plan.objective - lowerBound) / plan.objective : 0
  return { ...plan, lowerBound, gap }
}

/** Items that use scarce material: whose promise is the most binding and the earliest comes first. */
function claimsInLine(request: BatchPlanningRequest, limits: readonly MaterialLimit[]): MaterialClaim[] {
  const users = new Set(limits.flatMap(({ uses }) => uses.map(({ item }) => item)))
  const ranked = [...users].map((item) => {
    const { demand, openingStock, openOrders, materialArrivesInBucket = 0 } = request.items[item]
    const classes = [demand.promisedPaid, demand.promisedDeposit, demand.other]
    let covered = openingStock
    const units = Float64Array.from({ length: request.bucketCount }, (_, bucket) => {
      covered += openOrders[bucket]
      const wanted = classes.reduce((sum, series) => sum + series[bucket], 0)
      const open = Math.max(0, wanted - covered)
      covered = Math.max(0, covered - wanted)
      return open
    })
    const first = classes.map((series) => {
      const bucket = Array.from(series).findIndex((quantity) => quantity > 0)
      return bucket < 0 ? request.bucketCount : bucket
    })
    const notBefore = Math.max(request.fences.frozenBuckets, materialArrivesInBucket)
    return { item, units, notBefore, first }
  })
  ranked.sort(
    (a, b) =>
      a.first[0] - b.first[0] || a.first[1] - b.first[1] || a.first[2] - b.first[2] || a.item - b.item,
  )
  return ranked
}

/** Starts from the lots as planned: what does not fit behind those before in line comes when more has arrived. */
function servedByLots(
  limits: readonly MaterialLimit[],
  line: readonly MaterialClaim[],
  plan: BatchPlan,
  starts: readonly MaterialStart[],
): MaterialStart[] {
  const claims = line.map((claim, at) => {
    const units = new Float64Array(claim.units.length)
    for (const { bucket, isFirm, items } of plan.batches)
      if (!isFirm) for (const { item, quantity } of items) if (item === claim.item) units[bucket] += quantity
    return { ...claim, units, notBefore: starts[at].bucket }
  })
  return materialStarts(limits, claims).map((start, at) => ({
    bucket: Math.max(start.bucket, starts[at].bucket),
    material: start.material ?? starts[at].material,
  }))
}

/** The last in line that takes some of what is missing waits until the material can be bought. */
function lastWaits(
  limit: MaterialLimit,
  bucket: number,
  line: readonly MaterialClaim[],
  starts: readonly MaterialStart[],
  plan: BatchPlan,
): MaterialStart[] {
  const takers = new Set(
    plan.batches
      .filter((batch) => !batch.isFirm && batch.bucket <= bucket)
      .flatMap(({ items }) => items.map(({ item }) => item)),
  )
  const last = line.findLastIndex(({ item }) => takers.has(item) && perUnit(limit, item) > 0)
  return starts.map((start, at) =>
    at === last ? { bucket: limit.boughtFromBucket, material: limit.material } : start,
  )
}

/** No plan can make the item before the first of each of its materials comes. */
function forcedStart(limits: readonly MaterialLimit[], item: number, notBefore: number): MaterialStart {
  let start: MaterialStart = { bucket: notBefore, material: null }
  for (const limit of limits) {
    if (perUnit(limit, item) === 0) continue
    const arrival = Array.from(limit.arrivals).findIndex((units) => units > 0)
    const first = Math.min(arrival < 0 ? limit.boughtFromBucket : arrival, limit.boughtFromBucket)
    if (first > start.bucket) start = { bucket: first, material: limit.material }
  }
  return start
}

function withStarts(
  request: BatchPlanningRequest,
  line: readonly MaterialClaim[],
  starts: readonly MaterialStart[],
): BatchPlanningRequest {
  const at = new Map(line.map(({ item }, index) => [item, starts[index]]))
  return {
    ...request,
    items: request.items.map((item, index) => {
      const start = at.get(index)
      if (!start || start.bucket <= (item.materialArrivesInBucket ?? 0)) return item
      return {
        ...item,
        materialArrivesInBucket: start.bucket,
        ...(start.material === null ? {} : { material: start.material }),
      }
    }),
  }
}
