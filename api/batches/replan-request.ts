import { materialLimits } from '#api/runs/material-limits'
import { supplierRequest, type WantedItem } from '#api/runs/supplier-request'
import type { StatedMaterial } from '#db/material-supply'
import type { ItemRouting, LineCommitment } from '#db/production-lines'
import type { MadeItem } from '#db/schedule'
import { itemSetupMinutes, runMinutes } from '#planning/batches/batch-minutes'
import type { ScheduledBatch, ScheduleFloor } from '#planning/batches/batch-schedule'
import { declineWeek } from '#planning/batches/declined-week'
import type { PlanShop } from '#planning/batches/plan-in-sequence'
import { weekNumber } from '#planning/demand/week-number'
import type {
  BatchItem,
  BatchPlanningRequest,
  PreviousLot,
} from '#planning/lot-sizing/batch-planning-request'
import type { MaterialLimit } from '#planning/lot-sizing/material-limit'
import { dayNumber, daysBetween, type IsoDate } from '#planning/time-bucket'
import type { PlanChange } from './plan-change.ts'
import type { Schedule } from './read-schedule.ts'

/** What the shop floor knows beside the schedule. */
export interface ReplanFacts {
  readonly routings: readonly ItemRouting[]
  readonly materials: readonly StatedMaterial[]
  /** Orders that firm or released batches became, as far as the run knew them. */
  readonly commitments: readonly LineCommitment[]
}

export interface ReplanRequest {
  readonly request: BatchPlanningRequest
  readonly limits: readonly MaterialLimit[]
  /** What the indices of the request stand for; a line or an item may stand for part of itself, and be named twice. */
  readonly shop: PlanShop
  readonly changedItems: readonly number[]
}

const WORK = { boundIterations: 40, improvementPasses: 0, solverQuestions: 0, solverNodes: 0 }
/** Units that no need asks for: minimums and multiples bring them about, so they are no demand of the new plan. */
const NOT_ASKED = new Set(['top-up', 'excess'])

/**
 * The planned batches of one supplier as a plan to keep, under a change. Firm and released batches stay: they take their
 * minutes and material and serve their needs. What the run knew of stock is in the needs that its batches serve.
 */
export function replanRequest(
  schedule: Schedule,
  supplierId: number,
  facts: ReplanFacts,
  change: PlanChange | null,
): ReplanRequest {
  const { floor, weeks, run } = schedule
  const lineIds = schedule.lines.filter((line) => line.supplierId === supplierId).map(({ lineId }) => lineId)
  const own = schedule.batches.filter(({ lineId }) => lineIds.includes(lineId))
  const planned = own.filter(({ state }) => state === 'planned')
  const kept = own.filter(({ state }) => state !== 'planned')
  const named = change === null || change.kind === 'line-down' ? null : change.itemId
  const itemIds = [
    ...new Set([
      ...planned.flatMap((batch) => batch.items.map(({ itemId }) => itemId)),
      ...(named === null ? [] : [named]),
    ]),
  ].sort((a, b) => a - b)
  const terms = itemIds.map(
    (itemId) => schedule.items.find((item) => item.itemId === itemId && item.supplierId === supplierId)!,
  )
  const place = named === null ? -1 : itemIds.indexOf(named)
  const known = { floor, weeks }
  const under = floorUnder(floor, change)
  const items = terms.map((item) => {
    const demand = demandOf(item.itemId, planned, known)
    if (change?.kind === 'order-added' && change.itemId === item.itemId)
      demand.promisedPaid[bucketOf(item.itemId, change.needWeek, known)]! += change.quantity
    return wantedItem(item, demand, lineIds, floor, facts.routings)
  })
  const { request, familyIds } = supplierRequest({
    bucketCount: weeks.length,
    items,
    lines: lineIds.map((lineId) => freeLine(lineId, under, weeks, kept)),
    setupOf: (familyId) => lineIds.flatMap((lineId) => floor.families.get(lineId)?.get(familyId) ?? [])[0],
    previousPlan: planned.flatMap((batch) =>
      batch.items.map(
        ({ itemId, quantity }): PreviousLot => ({
          item: itemIds.indexOf(itemId),
          line: lineIds.indexOf(batch.lineId),
          bucket: weeks.indexOf(batch.week),
          quantity,
        }),
      ),
    ),
    work: WORK,
    seed: 1,
  })
  const limits = materialLimits(
    facts.materials.filter((material) => material.supplierId === supplierId),
    materialTaken(schedule, facts, lineIds, kept),
    itemIds,
    {
      asOfDay: dayNumber(run.asOf),
      firstWeek: weekNumber(run.firstBucket),
      detailWeeks: weeks.length,
    },
  )
  const ofSupplier = { ...under, lines: new Map(lineIds.map((lineId) => [lineId, under.lines.get(lineId)!])) }
  const shop: PlanShop = { lineIds, familyIds, itemIds, weeks, floor: ofSupplier, kept }
  const asIs = { request, limits, shop, changedItems: [] }
  if (change?.kind === 'order-added') return { ...asIs, changedItems: [place] }
  if (change?.kind !== 'week-declined') return asIs
  const bucket = makingBucket(change.itemId, change.arrivalWeek, known)
  const asked = request.previousPlan.reduce(
    (sum, lot) => sum + (lot.item === place && lot.bucket === bucket ? lot.quantity : 0),
    0,
  )
  if (bucket === null || change.committedQuantity >= asked) return asIs
  const declined = declineWeek(request, limits, {
    item: place,
    bucket,
    committedQuantity: change.committedQuantity,
    serves: demandOf(
      change.itemId,
      planned.filter(({ week }) => week === weeks[bucket]),
      known,
    ),
  })
  return {
    request: declined.request,
    limits: declined.limits,
    shop: {
      ...shop,
      lineIds: declined.lineOf.map((line) => lineIds[line]!),
      itemIds: declined.itemOf.map((item) => itemIds[item]!),
    },
    changedItems: [declined.changedItem],
  }
}

interface Weeks {
  readonly floor: ScheduleFloor
  readonly weeks: readonly IsoDate[]
}

/** The bucket in which what arrives in a week is made; null outside the weeks in detail. */
function makingBucket(itemId: number, arrivalWeek: IsoDate, { floor, weeks }: Weeks): number | null {
  const bucket = daysBetween(weeks[0]!, arrivalWeek) / 7 - floor.items.get(itemId)!.transportWeeks
  return bucket >= 0 && bucket < weeks.length ? bucket : null
}

/** The same for a need, which is never left out: what should have been made before is needed at once. */
function bucketOf(itemId: number, needWeek: IsoDate, { floor, weeks }: Weeks): number {
  const bucket = daysBetween(weeks[0]!, needWeek) / 7 - floor.items.get(itemId)!.transportWeeks
  return Math.min(weeks.length - 1, Math.max(0, bucket))
}

function demandOf(itemId: number, batches: readonly ScheduledBatch[], known: Weeks) {
  const { weeks } = known
  const series = () => new Float64Array(weeks.length)
  const demand = { promisedPaid: series(), promisedDeposit: series(), other: series() }
  for (const batch of batches)
    for (const peg of batch.pegs) {
      if (peg.itemId !== itemId || NOT_ASKED.has(peg.purpose)) continue
      const bucket = peg.needWeek === null ? weeks.indexOf(batch.week) : bucketOf(itemId, peg.needWeek, known)
      const kind =
        peg.purpose === 'paid' ? 'promisedPaid' : peg.purpose === 'deposit' ? 'promisedDeposit' : 'other'
      demand[kind][bucket]! += peg.quantity
    }
  return demand
}

function wantedItem(
  item: MadeItem,
  demand: BatchItem['demand'],
  lineIds: readonly number[],
  floor: ScheduleFloor,
  routings: readonly ItemRouting[],
): WantedItem {
  return {
    ...item,
    demand,
    routings: lineIds.flatMap((lineId) => {
      const routing = floor.routings.get(item.itemId)?.get(lineId)
      return routing ? [{ lineId, ...routing }] : []
    }),
    minimums:
      routings.find((each) => each.itemId === item.itemId && each.supplierId === item.supplierId) ?? null,
  }
}

/** The minutes of a line that firm and released batches leave. */
function freeLine(
  lineId: number,
  floor: ScheduleFloor,
  weeks: readonly IsoDate[],
  kept: readonly ScheduledBatch[],
) {
  const line = floor.lines.get(lineId)!
  const taken = (week: IsoDate) =>
    kept
      .filter((batch) => batch.lineId === lineId && batch.week === week)
      .reduce((sum, batch) => sum + minutesOf(batch, floor), line.committedMinutes.get(week) ?? 0)
  return {
    lineId,
    capacityMinutes: weeks.map((week) => Math.max(0, (line.capacityMinutes.get(week) ?? 0) - taken(week))),
    overtimeMinutes: weeks.map((week) => line.overtimeMinutes.get(week) ?? 0),
    overtimeCostPerMinute: line.overtimeCostPerMinute,
  }
}

function minutesOf(batch: ScheduledBatch, floor: ScheduleFloor): number {
  const { lineId, familyId } = batch
  const family = floor.families.get(lineId)?.get(familyId)?.setupMinutes ?? 0
  return family + itemSetupMinutes(batch, floor) + runMinutes(batch, floor)
}

/** The shop floor as it is when a change has come: a line that is down has no minutes. */
function floorUnder(floor: ScheduleFloor, change: PlanChange | null): ScheduleFloor {
  if (change?.kind !== 'line-down') return floor
  const line = floor.lines.get(change.lineId)
  if (!line) return floor
  const without = (minutes: ReadonlyMap<IsoDate, number>) =>
    new Map(
      [...minutes].map(([week, all]) => [
        week,
        change.firstWeek <= week && week <= change.lastWeek ? 0 : all,
      ]),
    )
  return {
    ...floor,
    lines: new Map(floor.lines).set(change.lineId, {
      ...line,
      capacityMinutes: without(line.capacityMinutes),
      overtimeMinutes: without(line.overtimeMinutes),
    }),
  }
}

/** What orders and batches that stay take of materials: earlier weeks as the run knew them, later ones as they stand. */
function materialTaken(
  { carried, run }: Schedule,
  { commitments }: ReplanFacts,
  lineIds: readonly number[],
  kept: readonly ScheduledBatch[],
): Omit<LineCommitment, 'lineId'>[] {
  const firstDay = dayNumber(run.firstBucket)
  return [
    ...commitments.filter(({ lineId, madeOnDay }) => lineIds.includes(lineId) && madeOnDay < firstDay),
    ...carried
      .filter(({ lineId }) => lineIds.includes(lineId))
      .map(({ itemId, quantity, week }) => ({ itemId, quantity, madeOnDay: dayNumber(week) })),
    ...kept.flatMap(({ items, week }) =>
      items.map(({ itemId, quantity }) => ({ itemId, quantity, madeOnDay: dayNumber(week) })),
    ),
  ]
}
