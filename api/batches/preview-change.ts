import { Refusal } from '#api/errors'
import { replanInWorker } from '#api/runs/worker-pool'
import type { Caller, Db, Headwater } from '#db/client'
import { itemRoutings, lineCommitments } from '#db/production-lines'
import { businessSettings } from '#db/runs'
import { type ShownRun, shownRun } from '#db/shown-run'
import { type ScheduleFigures, scheduleFigures } from '#planning/batches/batch-schedule'
import { planNervousness } from '#planning/batches/nervousness'
import { scheduledPlan } from '#planning/batches/scheduled-plan'
import type { BatchPlan } from '#planning/lot-sizing/batch-plan'
import { boardMaterials } from './batch-materials.ts'
import type { PlanChange } from './plan-change.ts'
import { readSchedule, type Schedule } from './read-schedule.ts'
import { type ReplanFacts, type ReplanRequest, replanRequest } from './replan-request.ts'

/** A replanned schedule in figures. */
export interface ReplannedFigures extends ScheduleFigures {
  /** Not made within the weeks in detail, by base unit. */
  readonly short: readonly { readonly baseUnit: string; readonly quantity: number }[]
}

/**
 * What would become of the planned batches of a supplier if something happened, with everything kept that still fits.
 * Compared with the same plan replanned without the change, so that only the change counts. Writes nothing.
 */
export async function previewChange(
  headwater: Headwater,
  caller: Caller,
  { runId, change }: { readonly runId: number; readonly change: PlanChange },
) {
  const { schedule, facts } = await headwater.asCaller(caller, async (db) => {
    const run = await shownRun(db, runId)
    if (!run) throw new Refusal('not-found', `There is no finished run ${runId} over all items.`)
    return { schedule: await readSchedule(db, run), facts: await replanFacts(db, run) }
  })
  const supplierId = supplierOf(change, schedule)
  if (supplierId === undefined)
    throw new Refusal('not-found', 'No line of the plan makes this item, or there is no such line.')
  const now = replanRequest(schedule, supplierId, facts, null)
  const then = replanRequest(schedule, supplierId, facts, change)
  const [before, after] = await Promise.all([replanInWorker(now), replanInWorker(then)])
  const names = new Map(schedule.items.map((item) => [item.itemId, item]))
  const was = lots(now, before)
  const is = lots(then, after)
  const keys = [...new Set([...was.keys(), ...is.keys()])].sort()
  // At cost, since items count in different units.
  const worth = (key: string, units: ReadonlyMap<string, number>) =>
    (units.get(key) ?? 0) * Math.max(1, names.get(Number.parseInt(key, 10))?.unitCostMinor ?? 1)
  const changed = keys.filter((key) => Math.abs((was.get(key) ?? 0) - (is.get(key) ?? 0)) > 0.5)
  return {
    supplierId,
    before: figures(now, before),
    after: figures(then, after),
    nervousness: planNervousness(
      keys.map((key) => worth(key, was)),
      keys.map((key) => worth(key, is)),
    ).ratio,
    changes: changed.map((key) => {
      const [itemId, lineId, bucket] = key.split('/').map(Number) as [number, number, number]
      const { code = '', nameZh = '', nameEn = '', baseUnit = 'piece' } = names.get(itemId) ?? {}
      return {
        itemId,
        code,
        nameZh,
        nameEn,
        baseUnit,
        lineId,
        week: schedule.weeks[bucket]!,
        before: Math.round(was.get(key) ?? 0),
        after: Math.round(is.get(key) ?? 0),
      }
    }),
  }
}

async function replanFacts(db: Db, run: ShownRun): Promise<ReplanFacts> {
  const { timeZone } = await businessSettings(db)
  const scope = { ...run, timeZone, itemIds: null }
  return {
    routings: await itemRoutings(db, run.asOf),
    materials: await boardMaterials(db, run),
    commitments: await lineCommitments(db, scope),
  }
}

/** Whom the change hits; a declined item may be made by several, so whoever has it in the plan comes first. */
function supplierOf(change: PlanChange, { lines, floor, batches }: Schedule): number | undefined {
  const lineId =
    change.kind === 'line-down'
      ? change.lineId
      : (batches.find(
          ({ state, items }) =>
            change.kind === 'week-declined' &&
            state === 'planned' &&
            items.some(({ itemId }) => itemId === change.itemId),
        )?.lineId ?? [...(floor.routings.get(change.itemId)?.keys() ?? [])][0])
  return lines.find((line) => line.lineId === lineId)?.supplierId
}

/** Units by item, line and bucket. */
function lots({ shop: { itemIds, lineIds } }: ReplanRequest, plan: BatchPlan): Map<string, number> {
  const units = new Map<string, number>()
  for (const { line, bucket, items } of plan.batches)
    for (const { item, quantity } of items) {
      const key = `${itemIds[item]}/${lineIds[line]}/${bucket}`
      units.set(key, (units.get(key) ?? 0) + quantity)
    }
  return units
}

/** Load, lateness and cost of the supplier's schedule, firm and released batches with it. */
function figures({ shop }: ReplanRequest, plan: BatchPlan): ReplannedFigures {
  const { floor, kept, itemIds } = shop
  const short = new Map<string, number>()
  for (const { item, quantity, servedInBucket } of plan.shortages) {
    const baseUnit = floor.items.get(itemIds[item]!)?.baseUnit ?? 'piece'
    if (servedInBucket === null) short.set(baseUnit, (short.get(baseUnit) ?? 0) + quantity)
  }
  const after = kept.reduce((highest, { batchNumber }) => Math.max(highest, batchNumber), 0)
  return {
    ...scheduleFigures([...kept, ...scheduledPlan(plan, shop, floor, after)], floor),
    short: [...short].map(([baseUnit, quantity]) => ({ baseUnit, quantity: Math.round(quantity) })),
  }
}
