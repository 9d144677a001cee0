import { addDays, type IsoDate } from '#planning/time-bucket'
import type { ScheduledBatch } from './batch-schedule.ts'

export interface BatchDeadline {
  /** order-material: last day to buy what is missing; start: last Monday of making in time; ship: last day to send it off */
  readonly kind: 'order-material' | 'start' | 'ship'
  readonly on: IsoDate
}

/**
 * The next deadline of a batch on a day: of the days by which material must be ordered, making must be in its week, and
 * goods must leave, the first that is not over; when all are over, the last one.
 *
 * @param transportDays     days from leaving to use of each item, whole, >= 0
 * @param materialLeadDays  days that material which is still to be bought takes; null when none is
 * @returns null when nobody waits for the batch and no material is to be bought
 * @example batchDeadline({ week: '2026-06-01', pegs: [{ itemId: 1, purpose: 'paid', needWeek: '2026-06-15', quantity: 5 }] },
 *   { startsOn: '2026-06-01', today: '2026-05-31', transportDays: new Map([[1, 7]]), materialLeadDays: null })
 *   // making in the week of 2026-06-08 at the latest
 */
export function batchDeadline(
  batch: Pick<ScheduledBatch, 'week' | 'pegs'>,
  known: {
    readonly startsOn: IsoDate
    readonly today: IsoDate
    readonly transportDays: ReadonlyMap<number, number>
    readonly materialLeadDays: number | null
  },
): BatchDeadline | null {
  const deadlines: BatchDeadline[] = []
  if (known.materialLeadDays !== null)
    deadlines.push({ kind: 'order-material', on: addDays(known.startsOn, -known.materialLeadDays) })
  const needs = batch.pegs.flatMap(({ itemId, needWeek }) =>
    needWeek === null ? [] : [{ needWeek, transportDays: known.transportDays.get(itemId) ?? 0 }],
  )
  if (needs.length > 0) {
    const earliest = (dates: readonly IsoDate[]) => [...dates].sort()[0]!
    deadlines.push({
      kind: 'start',
      on: earliest(
        needs.map(({ needWeek, transportDays }) => addDays(needWeek, -7 * Math.floor(transportDays / 7))),
      ),
    })
    deadlines.push({
      kind: 'ship',
      on: earliest(needs.map(({ needWeek, transportDays }) => addDays(needWeek, 6 - transportDays))),
    })
  }
  deadlines.sort((a, b) => a.on.localeCompare(b.on))
  return deadlines.find(({ on }) => on >= known.today) ?? deadlines.at(-1) ?? null
}
