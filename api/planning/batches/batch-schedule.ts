import { daysBetween, type IsoDate } from '#planning/time-bucket'

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
 * Load, lateness and cost of a schedule. A family is set up once per line and week; units ready before their week of
 * need are held until then.
 *
 * @throws RangeError naming the batch, item or line that the floor does not know
 * @example scheduleFigures([], { lines: new Map(), routings: new Map(), families: new Map(), items: new Map() }).awaited // []
 */
export function scheduleFigures(batches: readonly ScheduledBatch[], floor: ScheduleFloor): ScheduleFigures {
  const loads = scheduleLoads(batches, floor)
  const awaited = new Map<string, { -readonly [Key in keyof AwaitedUnits]: AwaitedUnits[Key] }>()
  let holdingCost = 0
  for (const batch of batches)
    for (const { itemId, needWeek, quantity } of batch.pegs) {
      if (needWeek === null) continue
      const item = known(floor.items, itemId, `item of batch ${batch.batchNumber}`)
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
    setupCost: setupCost(batches, floor),
    overtimeCost: sum((load) => load.overtimeMinutes * floor.lines.get(load.lineId)!.overtimeCostPerMinute),
    holdingCost,
  }
}

/** Minutes that one batch takes for making, without the setup of its family. */
export function runMinutes(batch: ScheduledBatch, floor: ScheduleFloor): number {
  return batch.items.reduce(
    (sum, { itemId, quantity }) => sum + quantity * routing(floor, itemId, batch).minutesPerUnit,
    0,
  )
}

function scheduleLoads(batches: readonly ScheduledBatch[], floor: ScheduleFloor): ScheduleLoad[] {
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
    for (const { itemId } of batch.items) sums.setup += routing(floor, itemId, batch).setupMinutes
  }
  for (const { lineId, week, familyId } of setups(batches))
    at(lineId, week).setup += floor.families.get(lineId)?.get(familyId)?.setupMinutes ?? 0
  for (const [lineId, line] of floor.lines) for (const week of line.committedMinutes.keys()) at(lineId, week)
  return [...used.values()]
    .sort((a, b) => a.lineId - b.lineId || a.week.localeCompare(b.week))
    .map(({ lineId, week, run, setup }) => {
      const line = known(floor.lines, lineId, 'line')
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

function setupCost(batches: readonly ScheduledBatch[], floor: ScheduleFloor): number {
  return setups(batches).reduce(
    (sum, { lineId, familyId }) => sum + (floor.families.get(lineId)?.get(familyId)?.setupCost ?? 0),
    0,
  )
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
  return setup.setupCost + setup.setupMinutes * known(floor.lines, lineId, 'line').overtimeCostPerMinute
}

/** Every family once per line and week. */
function setups(batches: readonly ScheduledBatch[]) {
  return [
    ...new Map(batches.map((batch) => [`${batch.lineId}/${batch.week}/${batch.familyId}`, batch])).values(),
  ]
}

function routing(floor: ScheduleFloor, itemId: number, batch: ScheduledBatch): ScheduleRouting {
  const ofItem = known(floor.routings, itemId, `routings of batch ${batch.batchNumber}`)
  return known(ofItem, batch.lineId, `lines of item ${itemId} in batch ${batch.batchNumber}`)
}

function known<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key, name: string): Value {
  const value = map.get(key)
  if (value === undefined)
    throw new RangeError(`${name} must be one of ${[...map.keys()].join(', ')}; got ${key}`)
  return value
}
