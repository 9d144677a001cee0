import { batchOrders } from '#api/batches/firm-orders'
import { readSchedule } from '#api/batches/read-schedule'
import { businessDate } from '#api/context'
import { Refusal } from '#api/errors'
import { announce } from '#api/live/live-changes'
import { recordAudit } from '#db/audit'
import { lockDecisions, type ReleasedOrder, writeBatchOrders } from '#db/batch-decisions'
import type { Caller, Db, Headwater } from '#db/client'
import { releasePlannedOrders } from '#db/release'
import { businessSettings, runLineage } from '#db/runs'
import { shownRun } from '#db/shown-run'
import { refuseOvertaken, runToUse } from './current-run.ts'

export interface Released {
  /** Orders made by this call; none when everything was released before. */
  readonly orders: readonly ReleasedOrder[]
}

/** Releases batches as they stand, once, however often pressed: each batch and item becomes one production order. */
export async function releaseBatches(
  headwater: Headwater,
  caller: Caller,
  request: { runId: number; batchNumbers: readonly number[] | null; now: Date },
): Promise<Released> {
  return releasing(headwater, caller, request.runId, async (db) => {
    await lockDecisions(db, request.runId)
    const run = await shownRun(db, request.runId)
    if (!run) throw new Refusal('not-found', `There is no finished run ${request.runId} over all items.`)
    const schedule = await readSchedule(db, run)
    const wanted = request.batchNumbers ?? schedule.batches.map(({ batchNumber }) => batchNumber)
    const missing = wanted.filter((number) => !schedule.batches.some((batch) => batch.batchNumber === number))
    if (missing.length > 0)
      throw new Refusal('not-found', `Run ${request.runId} has no batch ${missing.join(', ')}.`)
    const { timeZone } = await businessSettings(db)
    return writeBatchOrders(db, {
      runId: request.runId,
      state: 'open',
      orders: batchOrders(
        schedule,
        schedule.batches.filter(
          ({ batchNumber, state }) => wanted.includes(batchNumber) && state !== 'released',
        ),
      ),
      placedOn: businessDate(request.now, timeZone),
      knownAt: request.now,
    })
  })
}

/** Releases the planned orders of the first weeks for items that no line makes; once, however often pressed. */
export async function releaseOrders(
  headwater: Headwater,
  caller: Caller,
  request: { runId: number; supplierId?: number | undefined; weeks: number; now: Date },
): Promise<Released> {
  return releasing(headwater, caller, request.runId, async (db, firstBucket) => {
    const { timeZone } = await businessSettings(db)
    return releasePlannedOrders(db, {
      lineage: await runLineage(db, request.runId),
      runId: request.runId,
      firstBucket,
      supplierId: request.supplierId ?? null,
      weeks: request.weeks,
      placedOn: businessDate(request.now, timeZone),
      knownAt: request.now,
    })
  })
}

async function releasing(
  headwater: Headwater,
  caller: Caller,
  runId: number,
  work: (db: Db, firstBucket: string) => Promise<ReleasedOrder[]>,
): Promise<Released> {
  if (caller.role !== 'planner' && caller.role !== 'system')
    throw new Refusal('forbidden', 'Only a planner releases.')
  return headwater.asCaller(caller, async (db) => {
    const run = await runToUse(db, runId, 'released')
    await refuseOvertaken(db, run, 'released')
    const orders = await work(db, run.firstBucket)
    if (orders.length > 0) {
      await recordAudit(db, caller, {
        action: 'release',
        subject: `run ${runId}`,
        after: { orders: orders.length, units: orders.reduce((sum, { quantity }) => sum + quantity, 0) },
      })
      await announce(db, { topic: 'batch', id: runId })
    }
    return { orders }
  })
}
