import { daysBetween, type IsoDate } from '#planning/time-bucket'
import type { WorkingDay } from './batch-days.ts'
import { knownOf, runMinutes } from './batch-minutes.ts'
import { sequenceSchedule } from './sequence-schedule.ts'

export type BatchState = 'planned' | 'firm' | 'released'

/** Units of a batch by what they are for; `needWeek` is the Monday of need, null when nobody waits for them. */
export interface SchedulePeg {
  readonly itemId: number
  readonly purpose: string
  readonly needWeek: IsoDate | null
  readonly quantity: number
}

/** A batch as planners move it about: whole units, made on one line in one week. */
export interface ScheduledBatch {
  readonly batchNumber: number
  readonly lineId: number
  readonly familyId: number
  /** Monday of the week in which it is made. */
  readonly week: IsoDate
  readonly state: BatchState
  readonly items: readonly { readonly itemId: number; readonly quantity: number }[]
  readonly pegs: readonly SchedulePeg[]
  /** Its place among those of its line and week that were put in order by hand; absent: the plan puts it in order. */
  readonly place?: number | undefined
}

/** What the factory can do, and what it costs. Minutes per line and Monday, money in minor units. */
export interface ScheduleFloor {
  readonly lines: ReadonlyMap<number, ScheduleLine>
  /** By item, then by line. */
  readonly routings: ReadonlyMap<number, ReadonlyMap<number, ScheduleRouting>>
  /** By line, then by family. */
  readonly families: ReadonlyMap<number, ReadonlyMap<number, ScheduleSetup>>
  readonly items: ReadonlyMap<number, ScheduleItem>
}

export interface ScheduleLine {
  readonly capacityMinutes: ReadonlyMap<IsoDate, number>
  readonly overtimeMinutes: ReadonlyMap<IsoDate, number>
  readonly overtimeCostPerMinute: number
  /** Minutes that batches of earlier plans take. */
  readonly committedMinutes: ReadonlyMap<IsoDate, number>
  /** Families that batches of earlier plans make, by Monday in the sequence in which they are made. */
  readonly committedFamilies?: ReadonlyMap<IsoDate, readonly number[]>
  /** Family that stands on the line before the first week; null or absent: not known. */
  readonly standingFamilyId?: number | null
  /** By family that stands, then by family to come; a pair left out takes what the family takes from any state. */
  readonly changeovers?: ReadonlyMap<number, ReadonlyMap<number, ScheduleSetup>>
  /** Working days ascending, minutes with overtime; absent: days within the week are not told apart. */
  readonly days?: readonly WorkingDay[]
}

export interface ScheduleRouting {
  readonly minutesPerUnit: number
  readonly setupMinutes: number
}

export interface ScheduleSetup {
  readonly setupMinutes: number
  readonly setupCost: number
}

export interface ScheduleItem {
  readonly familyId: number
  /** Whole weeks between the week of making and the week in which units can be used. */
  readonly transportWeeks: number
  /** Days of transport beyond whole weeks, 0–6: its units leave by so many days before the week ends. */
  readonly transportDaysOver?: number
  /** Money per unit and day by which demand without promise is late. */
  readonly latePricePerUnitPerDay?: number
  readonly holdingCostPerUnitPerWeek: number
  readonly minimumQuantity: number
  /** What its units are: pieces unless given. */
  readonly baseUnit?: string | undefined
}

/** Units that somebody waits for, of the items counted in one base unit. */
export interface AwaitedUnits {
  readonly baseUnit: string
  readonly servedUnits: number
  /** Ready after the week of need. */
  readonly lateUnits: number
  /** The same units, each counted once per week of lateness. */
  readonly lateUnitWeeks: number
}

export interface ScheduleLoad {
  readonly lineId: number
  readonly week: IsoDate
  readonly availableMinutes: number
  /** Making and setups of these batches and of earlier plans. */
  readonly usedMinutes: number
  readonly setupMinutes: number
  /** Used beyond the regular minutes, at most what the line allows. */
  readonly overtimeMinutes: number
  /** Used beyond regular minutes and overtime: cannot be made. */
  readonly overloadMinutes: number
}

/** A whole schedule in figures, for comparing one with another. */
export interface ScheduleFigures {
  /** Lines and weeks with anything to do, by line and week. */
  readonly loads: readonly ScheduleLoad[]
  readonly overloadMinutes: number
  readonly overtimeMinutes: number
  readonly setupMinutes: number
  /** One entry per base unit, for grams and pieces have no sum. */
  readonly awaited: readonly AwaitedUnits[]
  readonly setupCost: number
  readonly overtimeCost: number
  readonly holdingCost: number
}

/**
 * Load, lateness and cost of a schedule. A family is set up once per line and week, with the changeover from what stands on
 * the line before; units ready before their week of need are held until then.
 *
 * @throws RangeError naming the batch, item or line that the floor does not know
 * @example scheduleFigures([], { lines: new Map(), routings: new Map(), families: new Map(), items: new Map() }).awaited // []
 */
export function scheduleFigures(batches: readonly ScheduledBatch[], floor: ScheduleFloor): ScheduleFigures {
  const sequence = sequenceSchedule(batches, floor)
  const loads = scheduleLoads(batches, floor, sequence)
  const awaited = new Map<string, { -readonly [Key in keyof AwaitedUnits]: AwaitedUnits[Key] }>()
  let holdingCost = 0
  for (const batch of batches)
    for (const { itemId, needWeek, quantity } of batch.pegs) {
      if (needWeek === null) continue
      const item = knownOf(floor.items, itemId, `item of batch ${batch.batchNumber}`)
      const { baseUnit = 'piece' } = item
      const units = awaited.get(baseUnit) ?? { baseUnit, servedUnits: 0, lateUnits: 0, lateUnitWeeks: 0 }
      awaited.set(baseUnit, units)
      units.servedUnits += quantity
      const early = daysBetween(batch.week, needWeek) / 7 - item.transportWeeks
      if (early < 0) {
        units.lateUnits += quantity
        units.lateUnitWeeks -= early * quantity
      } else holdingCost += early * quantity * item.holdingCostPerUnitPerWeek
    }
  const sum = (value: (load: ScheduleLoad) => number) => loads.reduce((total, load) => total + value(load), 0)
  return {
    loads,
    overloadMinutes: sum((load) => load.overloadMinutes),
    overtimeMinutes: sum((load) => load.overtimeMinutes),
    setupMinutes: sum((load) => load.setupMinutes),
    awaited: [...awaited.values()].sort((a, b) => b.baseUnit.localeCompare(a.baseUnit)),
    setupCost: [...sequence.values()].reduce((total, { changeoverCost }) => total + changeoverCost, 0),
    overtimeCost: sum((load) => load.overtimeMinutes * floor.lines.get(load.lineId)!.overtimeCostPerMinute),
    holdingCost,
  }
}

function scheduleLoads(
  batches: readonly ScheduledBatch[],
  floor: ScheduleFloor,
  sequence: ReturnType<typeof sequenceSchedule>,
): ScheduleLoad[] {
  const used = new Map<string, { lineId: number; week: IsoDate; run: number; setup: number }>()
  const at = (lineId: number, week: IsoDate) => {
    const key = `${lineId}/${week}`
    const sums = used.get(key) ?? { lineId, week, run: 0, setup: 0 }
    used.set(key, sums)
    return sums
  }
  for (const batch of batches) {
    const sums = at(batch.lineId, batch.week)
    sums.run += runMinutes(batch, floor)
    const { itemSetupMinutes, changeoverMinutes } = sequence.get(batch.batchNumber)!
    sums.setup += itemSetupMinutes + changeoverMinutes
  }
  for (const [lineId, line] of floor.lines) for (const week of line.committedMinutes.keys()) at(lineId, week)
  return [...used.values()]
    .sort((a, b) => a.lineId - b.lineId || a.week.localeCompare(b.week))
    .map(({ lineId, week, run, setup }) => {
      const line = knownOf(floor.lines, lineId, 'line')
      const availableMinutes = line.capacityMinutes.get(week) ?? 0
      const usedMinutes = run + setup + (line.committedMinutes.get(week) ?? 0)
      const beyond = Math.max(0, usedMinutes - availableMinutes)
      const overtimeMinutes = Math.min(beyond, line.overtimeMinutes.get(week) ?? 0)
      return {
        lineId,
        week,
        availableMinutes,
        usedMinutes,
        setupMinutes: setup,
        overtimeMinutes,
        overloadMinutes: beyond - overtimeMinutes,
      }
    })
}

/**
 * What making a batch in two goes costs beyond making it in one: setting its line up once more, and the minutes of that
 * at the price of overtime.
 *
 * @returns money, >= 0; 0 when its line has no setup for the family
 * @throws RangeError naming the line that the floor does not know
 */
export function secondSetupCost(
  { lineId, familyId }: Pick<ScheduledBatch, 'lineId' | 'familyId'>,
  floor: ScheduleFloor,
): number {
  const setup = floor.families.get(lineId)?.get(familyId)
  if (!setup) return 0
  return setup.setupCost + setup.setupMinutes * knownOf(floor.lines, lineId, 'line').overtimeCostPerMinute
}
