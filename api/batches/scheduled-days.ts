import { batchDays, workingDaysOf } from '#planning/batches/batch-days'
import { runMinutes, type ScheduledBatch } from '#planning/batches/batch-schedule'
import { dayNumber, type IsoDate } from '#planning/time-bucket'
import type { Schedule } from './read-schedule.ts'

export interface ScheduledDays {
  readonly sequenceInWeek: number
  readonly setupMinutes: number
  readonly runMinutes: number
  readonly startsOn: IsoDate
  readonly endsOn: IsoDate
}

/** Days on which each batch is made, by batch number: within a line and week families stay together, then by number. */
export function scheduledDays({
  batches,
  lines,
  floor,
}: Pick<Schedule, 'batches' | 'lines' | 'floor'>): ReadonlyMap<number, ScheduledDays> {
  const days = new Map<number, ScheduledDays>()
  for (const together of byLineAndWeek(batches)) {
    const { lineId, week } = together[0]!
    const workingDays = workingDaysOf(lines.find((line) => line.lineId === lineId)!, dayNumber(week))
    const setUp = new Set<number>()
    let before = 0
    together.forEach((batch, at) => {
      const itemSetups = batch.items.reduce(
        (sum, { itemId }) => sum + floor.routings.get(itemId)!.get(lineId)!.setupMinutes,
        0,
      )
      const familySetup = setUp.has(batch.familyId)
        ? 0
        : (floor.families.get(lineId)?.get(batch.familyId)?.setupMinutes ?? 0)
      setUp.add(batch.familyId)
      const making = runMinutes(batch, floor)
      const minutes = making + itemSetups + familySetup
      days.set(batch.batchNumber, {
        sequenceInWeek: at + 1,
        setupMinutes: itemSetups + familySetup,
        runMinutes: making,
        ...batchDays(workingDays, before, minutes),
      })
      before += minutes
    })
  }
  return days
}

function byLineAndWeek(batches: readonly ScheduledBatch[]): ScheduledBatch[][] {
  const groups = new Map<string, ScheduledBatch[]>()
  const ordered = [...batches].sort((a, b) => a.familyId - b.familyId || a.batchNumber - b.batchNumber)
  for (const batch of ordered) {
    const key = `${batch.lineId}/${batch.week}`
    groups.set(key, [...(groups.get(key) ?? []), batch])
  }
  return [...groups.values()]
}
