import { type BatchFacts, batchFacts } from '#db/batch-board'
import {
  type CarriedOrder,
  carriedOrders,
  releasedBatches,
  type StoredDecision,
  standingDecisions,
} from '#db/batch-decisions'
import type { Db } from '#db/client'
import { type LineCalendar, lineCalendars } from '#db/production-lines'
import { type MadeItem, madeItems, plannedSchedule } from '#db/schedule'
import type { ShownRun } from '#db/shown-run'
import type { ScheduledBatch, ScheduleFloor } from '#planning/batches/batch-schedule'
import { decideBatch } from '#planning/batches/decide-batch'
import { addDays, type IsoDate } from '#planning/time-bucket'
import { scheduleFloor } from './schedule-floor.ts'

/** The batches of a run as they stand now: planned, decided about, released. */
export interface Schedule {
  readonly run: ShownRun
  /** Mondays in which a batch may be put. */
  readonly weeks: readonly IsoDate[]
  readonly lines: readonly LineCalendar[]
  readonly items: readonly MadeItem[]
  readonly floor: ScheduleFloor
  readonly planned: readonly ScheduledBatch[]
  readonly facts: ReadonlyMap<number, BatchFacts>
  readonly batches: readonly ScheduledBatch[]
  readonly decisions: readonly StoredDecision[]
  /** What earlier runs made firm or released and is not received yet. */
  readonly carried: readonly CarriedOrder[]
}

export async function readSchedule(db: Db, run: ShownRun): Promise<Schedule> {
  const detailWeeks = Math.min(run.detailWeeks, run.horizonWeeks)
  const weeks = Array.from({ length: detailWeeks }, (_, week) => addDays(run.firstBucket, 7 * week))
  const lines = await lineCalendars(db, run.firstBucket, 7 * detailWeeks)
  const items = await madeItems(db, run)
  const carried = await carriedOrders(db, run)
  const planned = await plannedSchedule(db, run.planningRunId)
  const facts = await batchFacts(db, run.planningRunId)
  const floor = await scheduleFloor(db, { run, lines, items, carried, planned, facts })
  const decisions = await standingDecisions(db, run.planningRunId)
  const released = await releasedBatches(db, run.planningRunId)
  let batches: readonly ScheduledBatch[] = planned
  for (const { decision } of decisions) {
    const decided = decideBatch(batches, decision, weeks, floor)
    // Master data moved on since: the decision has lapsed and the batch stands as planned.
    if (decided.problem === null) batches = decided.batches
  }
  return {
    run,
    weeks,
    lines,
    items,
    floor,
    planned,
    facts,
    decisions,
    carried,
    batches: batches.map((batch) =>
      released.has(batch.batchNumber)
        ? { ...batch, state: 'released', place: released.get(batch.batchNumber) ?? undefined }
        : batch,
    ),
  }
}
