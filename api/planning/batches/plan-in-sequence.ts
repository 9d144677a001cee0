import type { BatchPlan } from '#planning/lot-sizing/batch-plan'
import type {
  BatchLine,
  BatchPlanningRequest,
  PreviousLot,
} from '#planning/lot-sizing/batch-planning-request'
import type { MaterialLimit } from '#planning/lot-sizing/material-limit'
import { planWithinMaterials } from '#planning/lot-sizing/plan-within-materials'
import type { SolverDialogue } from '#planning/lot-sizing/solver-request'
import { type ScheduledBatch, type ScheduleFloor, scheduleFigures } from './batch-schedule.ts'
import { replanWithinMaterials } from './replan-within-materials.ts'
import { type PlanNames, scheduledPlan } from './scheduled-plan.ts'

/** The shop floor on which a plan is put in sequence. */
export interface PlanShop extends PlanNames {
  readonly floor: ScheduleFloor
  /** Batches that stay whatever is planned. */
  readonly kept: readonly ScheduledBatch[]
}

/** Rounds in which a week gives up the minutes that its changeovers need; after that its line keeps room for the longest. */
const PATIENT_ROUNDS = 3

/**
 * Plans batches that also fit their lines in sequence. Lot sizing reserves for each family and week the setup minutes of the
 * family: what it takes on the whole. In sequence a week may need less, which stays free, or more: then lots that still fit
 * beside the changeovers keep their place, the most binding first, and the others are planned anew. The longest changeover
 * into each family would always fit but wastes most weeks; it is reserved only on lines that do not settle.
 *
 * @returns a plan whose weeks hold the changeovers of their sequence within minutes and overtime, wherever the batches that
 *   stay leave any; its bound is that of the setup minutes of families
 * @throws RangeError naming the field that breaks the contract
 * @example drive(planInSequence(request, [], shop), solver) // the plan of planBatches when all its weeks hold
 */
export function* planInSequence(
  request: BatchPlanningRequest,
  limits: readonly MaterialLimit[],
  shop: PlanShop,
): SolverDialogue<BatchPlan> {
  const plan = yield* planWithinMaterials(request, limits)
  return fittedPlan(request, limits, plan, shop)
}

/** The same after a change: lots that still fit keep their place. */
export function replanInSequence(
  request: BatchPlanningRequest,
  limits: readonly MaterialLimit[],
  changedItems: readonly number[],
  shop: PlanShop,
): BatchPlan {
  return fittedPlan(request, limits, replanWithinMaterials(request, limits, changedItems), shop)
}

function fittedPlan(
  request: BatchPlanningRequest,
  limits: readonly MaterialLimit[],
  plan: BatchPlan,
  shop: PlanShop,
): BatchPlan {
  let fitted = plan
  let { lines } = request
  for (let round = 0; round < PATIENT_ROUNDS + lines.length; round += 1) {
    const over = overloadedWeeks(fitted, shop)
    if (over.length === 0) break
    lines =
      round < PATIENT_ROUNDS ? withoutMinutes(lines, over, shop) : withLongest(request, lines, over, shop)
    const previousPlan = [...frozenLots(request), ...lotsOf(fitted)]
    fitted = replanWithinMaterials({ ...request, lines, previousPlan }, limits, [])
  }
  if (fitted === plan) return plan
  const lowerBound = Math.min(plan.lowerBound, fitted.objective)
  return {
    ...fitted,
    lowerBound,
    gap: fitted.objective > 0 ? (fitted.objective - lowerBound) / fitted.objective : 0,
    lineLoads: fitted.lineLoads.map((load) => {
      const { capacityMinutes, overtimeMinutes } = request.lines[load.line]
      const beyond = Math.max(0, load.runMinutes + load.setupMinutes - capacityMinutes[load.bucket])
      return {
        ...load,
        capacityMinutes: capacityMinutes[load.bucket],
        overtimeMinutes: Math.min(beyond, overtimeMinutes[load.bucket]),
      }
    }),
  }
}

interface Overload {
  readonly lineId: number
  readonly bucket: number
  readonly minutes: number
}

/** Weeks with something planned in which the sequence needs more than minutes and overtime. */
function overloadedWeeks(plan: BatchPlan, { floor, kept, ...names }: PlanShop): Overload[] {
  const after = kept.reduce((highest, { batchNumber }) => Math.max(highest, batchNumber), 0)
  const planned = scheduledPlan(plan, names, floor, after)
  const isPlanned = new Set(
    plan.batches
      .filter(({ isFirm }) => !isFirm)
      .map(({ line, bucket }) => `${names.lineIds[line]}/${names.weeks[bucket]}`),
  )
  return scheduleFigures([...kept, ...planned], floor).loads.flatMap(({ lineId, week, overloadMinutes }) =>
    overloadMinutes > 1e-6 && isPlanned.has(`${lineId}/${week}`)
      ? [{ lineId, bucket: names.weeks.indexOf(week), minutes: overloadMinutes }]
      : [],
  )
}

function withoutMinutes(
  lines: readonly BatchLine[],
  over: readonly Overload[],
  { lineIds }: PlanShop,
): BatchLine[] {
  const left = over.map(({ minutes }) => minutes)
  return lines.map((line, at) => {
    const capacityMinutes = Float64Array.from(line.capacityMinutes)
    const overtimeMinutes = Float64Array.from(line.overtimeMinutes)
    over.forEach(({ lineId, bucket }, index) => {
      if (lineId !== lineIds[at]) return
      for (const minutes of [capacityMinutes, overtimeMinutes]) {
        const taken = Math.min(left[index], minutes[bucket])
        minutes[bucket] -= taken
        left[index] -= taken
      }
    })
    return { ...line, capacityMinutes, overtimeMinutes }
  })
}

/** On lines that are still over, every week gives up what the longest changeovers into its families could need. */
function withLongest(
  request: BatchPlanningRequest,
  lines: readonly BatchLine[],
  over: readonly Overload[],
  shop: PlanShop,
): BatchLine[] {
  const lineIds = new Set(over.map(({ lineId }) => lineId))
  const everyWeek = [...lineIds].flatMap((lineId) =>
    shop.weeks.map((_, bucket) => ({ lineId, bucket, minutes: longestBeyond(lineId, request, shop) })),
  )
  const given = withoutMinutes(request.lines, everyWeek, shop)
  return lines.map((line, at) => (lineIds.has(shop.lineIds[at]) ? given[at] : line))
}

/** Minutes by which the longest changeovers into the families of a line exceed what is reserved for them. */
function longestBeyond(
  lineId: number,
  { families }: BatchPlanningRequest,
  { floor, familyIds }: PlanShop,
): number {
  const stated = [...(floor.lines.get(lineId)?.changeovers?.values() ?? [])]
  return familyIds.reduce((sum, familyId, family) => {
    const longest = Math.max(0, ...stated.map((to) => to.get(familyId)?.setupMinutes ?? 0))
    return sum + Math.max(0, longest - families[family].setupMinutes)
  }, 0)
}

function frozenLots({ previousPlan, fences }: BatchPlanningRequest): PreviousLot[] {
  return previousPlan.filter(({ bucket }) => bucket < fences.frozenBuckets)
}

/** Lots that can still change, the most binding first: those keep their place. */
function lotsOf({ batches }: BatchPlan): PreviousLot[] {
  return batches
    .filter(({ isFirm }) => !isFirm)
    .flatMap(({ line, bucket, items }) =>
      items.map(({ item, quantity, pegs }) => {
        const promises = pegs.map((peg) =>
          peg.kind !== 'demand'
            ? 3
            : peg.demandClass === 'promisedPaid'
              ? 0
              : peg.demandClass === 'promisedDeposit'
                ? 1
                : 2,
        )
        return { binds: Math.min(3, ...promises), lot: { item, line, bucket, quantity } }
      }),
    )
    .sort((a, b) => a.binds - b.binds || a.lot.bucket - b.lot.bucket || a.lot.item - b.lot.item)
    .map(({ lot }) => lot)
}
