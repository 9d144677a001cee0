import type { FamilySetup, LineCalendar, LineChangeover } from '#db/production-lines'
import type { ScheduleFloor, ScheduleLine, ScheduleSetup } from '#planning/batches/batch-schedule'
import { changeoverBetween } from '#planning/batches/sequence-schedule'
import type { ChangeoverBetween } from '#planning/batches/sequence-week'
import { bucketStart, type IsoDate, isoDate } from '#planning/time-bucket'

/** What lines can do, as a run and a board know it alike. */
export interface KnownLines {
  readonly lines: readonly LineCalendar[]
  readonly families: readonly FamilySetup[]
  readonly changeovers: readonly LineChangeover[]
  /** Family that each line made last before the first week. */
  readonly standing: ReadonlyMap<number, number>
}

/** A batch of an earlier plan that a line still makes, or one item of it; in the sequence in which it makes them. */
export interface KeptWork {
  readonly lineId: number
  readonly week: IsoDate
  readonly minutes: number
  /** null: no family is known */
  readonly familyId: number | null
}

/** Price of a unit a day late without a promise: a fifth of its price for a week. */
export function latePricePerUnitPerDay(priceMinor: number): number {
  return (0.2 * priceMinor) / 7
}

export function scheduleLines(
  { lines, families, changeovers, standing }: KnownLines,
  kept: readonly KeptWork[],
): Pick<ScheduleFloor, 'lines' | 'families'> {
  const setups = new Map(lines.map((line) => [line.lineId, setupsOf(line.supplierId, families)]))
  return {
    lines: new Map(
      lines.map((line): [number, ScheduleLine] => {
        const stated = pairs(changeovers.filter(({ lineId }) => lineId === line.lineId))
        return [
          line.lineId,
          {
            ...calendarOf(line),
            ...keptOf(
              kept.filter(({ lineId }) => lineId === line.lineId),
              changeoverBetween({ changeovers: stated }, setups.get(line.lineId)),
            ),
            standingFamilyId: standing.get(line.lineId) ?? null,
            changeovers: stated,
          },
        ]
      }),
    ),
    families: setups,
  }
}

function setupsOf(supplierId: number, families: readonly FamilySetup[]): ReadonlyMap<number, ScheduleSetup> {
  return new Map(
    families
      .filter((family) => family.supplierId === supplierId)
      .map(({ familyId, setupMinutes, setupCostMinor }) => [
        familyId,
        { setupMinutes, setupCost: setupCostMinor },
      ]),
  )
}

function calendarOf(line: LineCalendar) {
  const capacityMinutes = new Map<IsoDate, number>()
  const overtimeMinutes = new Map<IsoDate, number>()
  line.days.forEach((day, k) => {
    const week = bucketStart(isoDate(day), 'week')
    capacityMinutes.set(week, (capacityMinutes.get(week) ?? 0) + line.minutes[k]!)
    overtimeMinutes.set(week, (overtimeMinutes.get(week) ?? 0) + line.overtimeMinutes[k]!)
  })
  return {
    capacityMinutes,
    overtimeMinutes,
    overtimeCostPerMinute: line.overtimeCostMinorPerMinute,
    days: line.days.flatMap((day, k) =>
      line.minutes[k]! > 0 ? [{ day, minutes: line.minutes[k]! + line.overtimeMinutes[k]! }] : [],
    ),
  }
}

/** What stands when a week begins is not settled yet: the first family of a week takes what it takes from any state. */
function keptOf(kept: readonly KeptWork[], between: ChangeoverBetween) {
  const committedMinutes = new Map<IsoDate, number>()
  const committedFamilies = new Map<IsoDate, number[]>()
  for (const { week, minutes, familyId } of kept) {
    const made = committedFamilies.get(week) ?? []
    const stands = made.at(-1) ?? null
    const setup = familyId === null || familyId === stands ? 0 : between(stands, familyId).setupMinutes
    committedMinutes.set(week, (committedMinutes.get(week) ?? 0) + setup + minutes)
    if (familyId !== null) committedFamilies.set(week, [...made, familyId])
  }
  return { committedMinutes, committedFamilies }
}

function pairs(stated: readonly LineChangeover[]) {
  const changeovers = new Map<number, Map<number, ScheduleSetup>>()
  for (const { fromFamilyId, toFamilyId, setupMinutes, setupCost } of stated) {
    const from = changeovers.get(fromFamilyId) ?? new Map<number, ScheduleSetup>()
    changeovers.set(fromFamilyId, from.set(toFamilyId, { setupMinutes, setupCost }))
  }
  return changeovers
}
