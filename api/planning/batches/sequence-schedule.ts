import { dayNumber, type IsoDate } from '#planning/time-bucket'
import { batchDays, type WorkingDay } from './batch-days.ts'
import { itemSetupMinutes, runMinutes } from './batch-minutes.ts'
import type { ScheduledBatch, ScheduleFloor, ScheduleLine, ScheduleSetup } from './batch-schedule.ts'
import {
  type ChangeoverBetween,
  type LineWeekStart,
  type SequenceDue,
  type SequenceJob,
  sequenceWeek,
} from './sequence-week.ts'

/** A batch in its place on the line. Minutes are worked in this sequence: changeover, setups of items, making. */
export interface SequencedBatch {
  /** 1, 2, … within line and week */
  readonly sequenceInWeek: number
  /** Family that stood on the line; null: not known, or no changeover before this batch. */
  readonly fromFamilyId: number | null
  readonly changeoverMinutes: number
  readonly changeoverCost: number
  readonly itemSetupMinutes: number
  readonly runMinutes: number
  readonly startsOn: IsoDate
  readonly endsOn: IsoDate
}

const NOTHING: ScheduleSetup = { setupMinutes: 0, setupCost: 0 }
/** Days from the Monday of need to the last day of that week. */
const LAST_DAY = 6

/**
 * Puts the batches of each line in order week by week. What stands on the line is carried from week to week: the last
 * family made before, with batches of earlier plans first in their week, then those released in the order of their release. Within a week see `sequenceWeek`; a unit is due by
 * the day on which it must leave to arrive within its week of need.
 *
 * @returns place, changeover and days of each batch, by batch number
 * @throws RangeError naming the item that cannot be made on the line of its batch
 * @example sequenceSchedule([blue, red], floor).get(2) // { sequenceInWeek: 1, fromFamilyId: 7, changeoverMinutes: 20, … }
 */
export function sequenceSchedule(
  batches: readonly ScheduledBatch[],
  floor: ScheduleFloor,
): ReadonlyMap<number, SequencedBatch> {
  const sequenced = new Map<number, SequencedBatch>()
  for (const [lineId, own] of groupedBy(batches, ({ lineId }) => lineId)) {
    const line = floor.lines.get(lineId)
    const between = changeoverBetween(line, floor.families.get(lineId))
    const weeks = groupedBy(own, ({ week }) => week)
    let standing = line?.standingFamilyId ?? null
    for (const week of [...new Set([...weeks.keys(), ...(line?.committedFamilies?.keys() ?? [])])].sort()) {
      const before = line?.committedFamilies?.get(week)?.at(-1)
      standing = before ?? standing
      const isUnderWay = before !== undefined
      const inWeek = (weeks.get(week) ?? []).sort(
        (a, b) => a.familyId - b.familyId || a.batchNumber - b.batchNumber,
      )
      standing = placeWeek(inWeek, { line, week, standing, isUnderWay, between }, floor, sequenced)
    }
  }
  return sequenced
}

/**
 * What a line takes to change over. A pair that is stated takes what is stated; another takes what its family takes from
 * any state. A line of which any changeover is stated goes on with the family that stands without one, unless stated.
 */
export function changeoverBetween(
  line: Pick<ScheduleLine, 'changeovers'> | undefined,
  families: ReadonlyMap<number, ScheduleSetup> | undefined,
): ChangeoverBetween {
  const stated = line?.changeovers
  const goesOn = (stated?.size ?? 0) > 0
  return (from, to) => {
    const pair = from === null ? undefined : stated?.get(from)?.get(to)
    return pair ?? (goesOn && from === to ? NOTHING : (families?.get(to) ?? NOTHING))
  }
}

interface LineWeek {
  readonly line: ScheduleLine | undefined
  readonly week: IsoDate
  readonly standing: number | null
  /** what stands was made in this week by an earlier plan */
  readonly isUnderWay: boolean
  readonly between: ChangeoverBetween
}

/** Places the batches of one line and week; gives the family that stands there afterwards. */
function placeWeek(
  batches: readonly ScheduledBatch[],
  { line, week, standing, isUnderWay, between }: LineWeek,
  floor: ScheduleFloor,
  sequenced: Map<number, SequencedBatch>,
): number | null {
  if (batches.length === 0) return standing
  const days = daysOfWeek(line, dayNumber(week))
  const lastDay = days.at(-1)!.day
  const minutesBefore = line?.committedMinutes.get(week) ?? 0
  const jobs = batches.map(
    (batch): SequenceJob => ({
      family: batch.familyId,
      minutes: runMinutes(batch, floor) + itemSetupMinutes(batch, floor),
      dues: duesOf(batch, floor, lastDay),
      place: batch.place ?? null,
    }),
  )
  const minutePrice = Math.max(1, line?.overtimeCostPerMinute ?? 0)
  const released = batches
    .map((_, job) => job)
    .filter((job) => batches[job]!.state === 'released')
    .sort((a, b) => (batches[a]!.place ?? 0) - (batches[b]!.place ?? 0) || a - b)
  const start = { standing, isUnderWay, minutesBefore, days, minutePrice }
  const open = jobs.map((_, job) => job).filter((job) => !released.includes(job))
  const after = startAfter(released, jobs, start, between)
  const order = [
    ...released,
    ...sequenceWeek(
      open.map((job) => jobs[job]!),
      after,
      between,
    ).map((at) => open[at]!),
  ]
  let before = minutesBefore
  let stands = standing
  let isFresh = !isUnderWay
  order.forEach((job, at) => {
    const batch = batches[job]!
    const isChanged = batch.familyId >= 0 && (isFresh || batch.familyId !== stands)
    const { setupMinutes, setupCost } = isChanged ? between(stands, batch.familyId) : NOTHING
    const minutes = jobs[job]!.minutes + setupMinutes
    const itemSetups = itemSetupMinutes(batch, floor)
    sequenced.set(batch.batchNumber, {
      sequenceInWeek: at + 1,
      fromFamilyId: isChanged ? stands : null,
      changeoverMinutes: setupMinutes,
      changeoverCost: setupCost,
      itemSetupMinutes: itemSetups,
      runMinutes: jobs[job]!.minutes - itemSetups,
      ...batchDays(days, before, minutes),
    })
    before += minutes
    if (batch.familyId < 0) return
    stands = batch.familyId
    isFresh = false
  })
  return stands
}

/** The line once the jobs that come first are made. */
function startAfter(
  first: readonly number[],
  jobs: readonly SequenceJob[],
  start: LineWeekStart,
  between: ChangeoverBetween,
): LineWeekStart {
  let { standing, isUnderWay = false, minutesBefore } = start
  for (const job of first) {
    const { family, minutes } = jobs[job]!
    const isChanged = !isUnderWay || family !== standing
    minutesBefore += minutes + (isChanged ? between(standing, family).setupMinutes : 0)
    standing = family
    isUnderWay = true
  }
  return { ...start, standing, isUnderWay, minutesBefore }
}

function duesOf(batch: ScheduledBatch, floor: ScheduleFloor, lastDay: number): SequenceDue[] {
  const dues: SequenceDue[] = []
  for (const { itemId, purpose, needWeek, quantity } of batch.pegs) {
    const item = floor.items.get(itemId)
    if (needWeek === null || !item) continue
    const day = dayNumber(needWeek) + LAST_DAY - 7 * item.transportWeeks - (item.transportDaysOver ?? 0)
    if (day >= lastDay) continue
    const priority = purpose === 'paid' ? 0 : purpose === 'deposit' ? 1 : 2
    dues.push({ priority, day, weight: quantity * (priority === 2 ? (item.latePricePerUnitPerDay ?? 0) : 1) })
  }
  return dues
}

/** Working days of a line in the week from `monday`; a closed week counts as one moment of its Monday. */
function daysOfWeek(line: ScheduleLine | undefined, monday: number): readonly WorkingDay[] {
  const days = line?.days?.filter(({ day }) => day >= monday && day < monday + 7) ?? []
  return days.length > 0 ? days : [{ day: monday, minutes: 1 }]
}

function groupedBy<Key>(batches: readonly ScheduledBatch[], keyOf: (batch: ScheduledBatch) => Key) {
  const groups = new Map<Key, ScheduledBatch[]>()
  for (const batch of batches) {
    const key = keyOf(batch)
    const group = groups.get(key)
    if (group) group.push(batch)
    else groups.set(key, [batch])
  }
  return groups
}
