import { businessDate } from '#api/context'
import { type BatchOrder, cancelFirmOrders, writeBatchOrders } from '#db/batch-decisions'
import type { Db } from '#db/client'
import { businessSettings } from '#db/runs'
import type { ScheduledBatch } from '#planning/batches/batch-schedule'
import type { Schedule } from './read-schedule.ts'
import { scheduledDays } from './scheduled-days.ts'

/** Makes the firm orders of a run say what its firm batches say, so that the next run keeps them. */
export async function keepFirmOrders(db: Db, schedule: Schedule, now: Date): Promise<void> {
  const orders = batchOrders(
    schedule,
    schedule.batches.filter(({ state }) => state === 'firm'),
  )
  const { timeZone } = await businessSettings(db)
  const runId = schedule.run.planningRunId
  await cancelFirmOrders(db, runId, orders)
  await writeBatchOrders(db, {
    runId,
    state: 'firm',
    orders,
    placedOn: businessDate(now, timeZone),
    knownAt: now,
  })
}

/** One order per batch and item. */
export function batchOrders(schedule: Schedule, batches: readonly ScheduledBatch[]): BatchOrder[] {
  const suppliers = new Map(schedule.lines.map((line) => [line.lineId, line.supplierId]))
  const days = scheduledDays(schedule)
  return batches.flatMap((batch) =>
    batch.items.map(({ itemId, quantity }) => ({
      batchNumber: batch.batchNumber,
      itemId,
      quantity,
      supplierId: suppliers.get(batch.lineId)!,
      lineId: batch.lineId,
      week: batch.week,
      sequenceInWeek: days.get(batch.batchNumber)!.sequenceInWeek,
      madeOn: days.get(batch.batchNumber)!.endsOn,
    })),
  )
}
