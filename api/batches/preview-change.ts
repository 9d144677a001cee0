import { Refusal } from '#api/errors'
import { replanInWorker } from '#api/runs/worker-pool'
import type { Caller, Headwater } from '#db/client'
import { itemRoutings } from '#db/production-lines'
import { shownRun } from '#db/shown-run'
import { planNervousness } from '#planning/batches/nervousness'
import type { BatchPlan } from '#planning/lot-sizing/batch-plan'
import { readSchedule } from './read-schedule.ts'
import { type PlanChange, type ReplanRequest, replanRequest } from './replan-request.ts'

/** Lateness of a plan in units. */
export interface Service {
  readonly lateUnits: number
  /** Not made within the weeks in detail. */
  readonly shortUnits: number
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
  const read = await headwater.asCaller(caller, async (db) => {
    const run = await shownRun(db, runId)
    if (!run) throw new Refusal('not-found', `There is no finished run ${runId} over all items.`)
    return { schedule: await readSchedule(db, run), routings: await itemRoutings(db, run.asOf) }
  })
  const { schedule, routings } = read
  const supplierId = supplierOf(change, schedule)
  if (supplierId === undefined)
    throw new Refusal('not-found', 'No line of the plan makes this item, or there is no such line.')
  const now = replanRequest(schedule, supplierId, routings, null)
  const then = replanRequest(schedule, supplierId, routings, change)
  const [before, after] = [await replanInWorker(now), await replanInWorker(then)]
  const names = new Map(schedule.items.map((item) => [item.itemId, item]))
  const was = lots(now, before)
  const is = lots(then, after)
  const keys = [...new Set([...was.keys(), ...is.keys()])].sort()
  const changed = keys.filter((key) => Math.abs((was.get(key) ?? 0) - (is.get(key) ?? 0)) > 0.5)
  return {
    supplierId,
    before: service(before),
    after: service(after),
    nervousness: planNervousness(
      keys.map((key) => was.get(key) ?? 0),
      keys.map((key) => is.get(key) ?? 0),
    ).ratio,
    changes: changed.map((key) => {
      const [itemId, lineId, bucket] = key.split('/').map(Number) as [number, number, number]
      const { code = '', nameZh = '', nameEn = '' } = names.get(itemId) ?? {}
      return {
        itemId,
        code,
        nameZh,
        nameEn,
        lineId,
        week: schedule.weeks[bucket]!,
        before: Math.round(was.get(key) ?? 0),
        after: Math.round(is.get(key) ?? 0),
      }
    }),
  }
}

function supplierOf(
  change: PlanChange,
  { lines, floor }: Awaited<ReturnType<typeof readSchedule>>,
): number | undefined {
  const lineId =
    change.kind === 'line-down' ? change.lineId : [...(floor.routings.get(change.itemId)?.keys() ?? [])][0]
  return lines.find((line) => line.lineId === lineId)?.supplierId
}

/** Units by item, line and bucket. */
function lots({ itemIds, lineIds }: ReplanRequest, plan: BatchPlan): Map<string, number> {
  const units = new Map<string, number>()
  for (const { line, bucket, items } of plan.batches)
    for (const { item, quantity } of items) units.set(`${itemIds[item]}/${lineIds[line]}/${bucket}`, quantity)
  return units
}

function service({ shortages }: BatchPlan): Service {
  const units = (isShort: boolean) =>
    shortages.reduce(
      (sum, { quantity, servedInBucket }) => sum + ((servedInBucket === null) === isShort ? quantity : 0),
      0,
    )
  return { lateUnits: Math.round(units(false)), shortUnits: Math.round(units(true)) }
}
