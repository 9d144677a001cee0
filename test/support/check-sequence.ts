import type { ScheduledBatch, ScheduleFloor, ScheduleLine } from '#planning/batches/batch-schedule'
import type { SequencedBatch } from '#planning/batches/sequence-schedule'
import { dayNumber } from '#planning/time-bucket'

const TOLERANCE = 1e-6

/**
 * Checks a sequence against its batches and floor without any code of the sequencer: every batch stands once, in places
 * 1, 2, … of its line and week; each changeover is that from what stands on the line; a family is set up once per week
 * unless places were chosen by hand, and those keep their order; days follow one another; what a week needs beyond minutes
 * and overtime is named.
 *
 * @returns one sentence per fault; empty when the sequence holds
 * @example checkSequencedSchedule([], floor, new Map()) // []
 */
export function checkSequencedSchedule(
  batches: readonly ScheduledBatch[],
  floor: ScheduleFloor,
  sequence: ReadonlyMap<number, SequencedBatch>,
): string[] {
  const faults: string[] = []
  if (sequence.size !== batches.length) faults.push(`${sequence.size} places for ${batches.length} batches`)
  const missing = batches.filter(({ batchNumber }) => !sequence.has(batchNumber))
  if (missing.length > 0)
    return [...faults, ...missing.map(({ batchNumber }) => `batch ${batchNumber} has no place`)]
  for (const lineId of new Set(batches.map((batch) => batch.lineId))) {
    const line = floor.lines.get(lineId)
    const own = batches.filter((batch) => batch.lineId === lineId)
    let stands = line?.standingFamilyId ?? null
    const weeks = new Set([...own.map(({ week }) => week), ...(line?.committedFamilies?.keys() ?? [])])
    for (const week of [...weeks].sort()) {
      const before = line?.committedFamilies?.get(week) ?? []
      if (before.length > 0) stands = before.at(-1)!
      const placed = own
        .filter((batch) => batch.week === week)
        .map((batch) => ({ batch, place: sequence.get(batch.batchNumber)! }))
        .sort((a, b) => a.place.sequenceInWeek - b.place.sequenceInWeek)
      stands = checkWeek(placed, `line ${lineId} in the week of ${week}`, {
        floor,
        line,
        stands,
        isUnderWay: before.length > 0,
        faults,
      })
    }
  }
  return faults
}

interface Placed {
  readonly batch: ScheduledBatch
  readonly place: SequencedBatch
}

function checkWeek(
  placed: readonly Placed[],
  where: string,
  known: {
    floor: ScheduleFloor
    line: ScheduleLine | undefined
    stands: number | null
    isUnderWay: boolean
    faults: string[]
  },
): number | null {
  const { floor, line, faults } = known
  let { stands } = known
  let used = 0
  const setUp: number[] = []
  let isFresh = !known.isUnderWay
  placed.forEach(({ batch, place }, at) => {
    const name = `batch ${batch.batchNumber} on ${where}`
    if (place.sequenceInWeek !== at + 1) faults.push(`${name} is at ${place.sequenceInWeek}, not ${at + 1}`)
    const goesOn = batch.familyId < 0 || (!isFresh && stands === batch.familyId)
    if (!goesOn) setUp.push(batch.familyId)
    const due = goesOn ? { setupMinutes: 0, setupCost: 0 } : stated(batch, stands, floor, line)
    if (place.changeoverMinutes !== due.setupMinutes || place.changeoverCost !== due.setupCost)
      faults.push(`${name}: a changeover of ${place.changeoverMinutes} minutes, not ${due.setupMinutes}`)
    if (place.fromFamilyId !== (goesOn ? null : stands)) faults.push(`${name} follows ${stands}`)
    let making = 0
    for (const { itemId, quantity } of batch.items) {
      const routing = floor.routings.get(itemId)!.get(batch.lineId)!
      making += routing.minutesPerUnit * quantity + routing.setupMinutes
    }
    if (Math.abs(place.runMinutes + place.itemSetupMinutes - making) > TOLERANCE * Math.max(1, making))
      faults.push(`${name}: ${place.runMinutes + place.itemSetupMinutes} minutes, not ${making}`)
    used += making + place.changeoverMinutes
    const monday = dayNumber(batch.week)
    if (dayNumber(place.startsOn) < monday || dayNumber(place.endsOn) > monday + 6)
      faults.push(`${name} leaves its week`)
    if (place.endsOn < place.startsOn) faults.push(`${name} ends before it starts`)
    if (at > 0 && place.startsOn < placed[at - 1]!.place.endsOn)
      faults.push(`${name} starts before the one before ends`)
    if (batch.familyId < 0) return
    stands = batch.familyId
    isFresh = false
  })
  const released = placed.filter(({ batch }) => batch.state === 'released')
  if (placed.slice(0, released.length).some(({ batch }) => batch.state !== 'released'))
    faults.push(`${where}: a released batch waits for others`)
  const byHand = placed.flatMap(({ batch }) =>
    batch.place === undefined || batch.state === 'released' ? [] : [batch.place],
  )
  if (byHand.some((place, at) => at > 0 && place < byHand[at - 1]!))
    faults.push(`${where}: not in the order chosen by hand`)
  if (byHand.length + released.length === 0 && new Set(setUp).size !== setUp.length)
    faults.push(`${where}: a family is set up twice`)
  if (line && placed.length > 0) {
    const { week } = placed[0]!.batch
    const room = (line.capacityMinutes.get(week) ?? 0) + (line.overtimeMinutes.get(week) ?? 0)
    const needed = used + (line.committedMinutes.get(week) ?? 0)
    if (needed > room + TOLERANCE * Math.max(1, room)) faults.push(`${where}: ${needed} minutes of ${room}`)
  }
  return stands
}

/** The pair as stated; going on with the same family is free where pairs are stated; else what the family takes. */
function stated(
  batch: ScheduledBatch,
  from: number | null,
  floor: ScheduleFloor,
  line: ScheduleLine | undefined,
) {
  const nothing = { setupMinutes: 0, setupCost: 0 }
  if (from !== null) {
    const pair = line?.changeovers?.get(from)?.get(batch.familyId)
    if (pair) return pair
    if (from === batch.familyId && line?.changeovers && line.changeovers.size > 0) return nothing
  }
  return floor.families.get(batch.lineId)?.get(batch.familyId) ?? nothing
}
