import { type SequencedBatch, sequenceSchedule } from '#planning/batches/sequence-schedule'
import type { Schedule } from './read-schedule.ts'

export interface ScheduledDays extends Omit<SequencedBatch, 'itemSetupMinutes'> {
  /** Changeover and setups of the items. */
  readonly setupMinutes: number
}

/** Place, changeover and days of each batch on its line, by batch number. */
export function scheduledDays({
  batches,
  floor,
}: Pick<Schedule, 'batches' | 'floor'>): ReadonlyMap<number, ScheduledDays> {
  return new Map(
    [...sequenceSchedule(batches, floor)].map(([batchNumber, { itemSetupMinutes, ...placed }]) => [
      batchNumber,
      { ...placed, setupMinutes: itemSetupMinutes + placed.changeoverMinutes },
    ]),
  )
}
