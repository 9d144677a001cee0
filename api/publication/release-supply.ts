import { businessDate } from '#api/context'
import { Refusal } from '#api/errors'
import { announce } from '#api/live/live-changes'
import { recordAudit } from '#db/audit'
import type { Caller, Db, Headwater } from '#db/client'
import { batchStates, type ReleasedOrder, releaseBatchOrders, releasePlannedOrders } from '#db/release'
import { businessSettings, findRun, runLineage } from '#db/runs'

export interface Released {
  /** Orders made by this call; none when everything was released before. */
  readonly orders: readonly ReleasedOrder[]
}

/** Releases batches once, however often pressed: each batch and item becomes one production order. */
export async function releaseBatches(
  headwater: Headwater,
  caller: Caller,
  request: { runId: number; batchNumbers: readonly number[] | null; now: Date },
): Promise<Released> {
  return releasing(headwater, caller, request.runId, async (db) => {
    const states = await batchStates(db, request.runId, request.batchNumbers)
    const found = states.map(({ batchNumber }) => batchNumber)
    const missing = request.batchNumbers?.filter((number) => !found.includes(number)) ?? []
    if (missing.length > 0)
      throw new Refusal('not-found', `Run ${request.runId} has no batch ${missing.join(', ')}.`)
    if (found.length === 0) return []
    const { timeZone } = await businessSettings(db)
    return releaseBatchOrders(db, {
      runId: request.runId,
      batchNumbers: found,
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
    const run = await findRun(db, runId)
    if (!run) throw new Refusal('not-found', `There is no run ${runId}.`)
    if (run.state !== 'finished')
      throw new Refusal('conflict', `Run ${runId} is ${run.state}; only a finished run can be released.`)
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
