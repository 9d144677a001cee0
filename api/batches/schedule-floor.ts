import { HOLDING_RATE_PER_YEAR } from '#api/runs/holding-rate'
import type { BatchFacts } from '#db/batch-board'
import type { CarriedOrder } from '#db/batch-decisions'
import type { Db } from '#db/client'
import { familySetups, itemRoutings, type LineCalendar } from '#db/production-lines'
import type { MadeItem } from '#db/schedule'
import type { ShownRun } from '#db/shown-run'
import type { ScheduledBatch, ScheduleFloor, ScheduleLine } from '#planning/batches/batch-schedule'
import { bucketStart, type IsoDate, isoDate } from '#planning/time-bucket'

/** What the lines of all suppliers can make and what they have taken on, as the run knows it. */
export async function scheduleFloor(
  db: Db,
  known: {
    readonly run: ShownRun
    readonly lines: readonly LineCalendar[]
    readonly items: readonly MadeItem[]
    readonly carried: readonly CarriedOrder[]
    readonly planned: readonly ScheduledBatch[]
    readonly facts: ReadonlyMap<number, BatchFacts>
  },
): Promise<ScheduleFloor> {
  const { lines, items, carried } = known
  const routings = new Map<number, Map<number, { minutesPerUnit: number; setupMinutes: number }>>()
  for (const { itemId, lineId, runMinutesPerUnit, setupMinutes } of await itemRoutings(db, known.run.asOf)) {
    const ofItem = routings.get(itemId) ?? new Map()
    routings.set(itemId, ofItem.set(lineId, { minutesPerUnit: runMinutesPerUnit, setupMinutes }))
  }
  // A routing may be gone since the run: its batches still take the minutes that the run gave them.
  for (const { batchNumber, lineId, items: made } of known.planned) {
    const { runMinutes, quantity } = known.facts.get(batchNumber)!
    for (const { itemId } of made) {
      const ofItem = routings.get(itemId) ?? new Map()
      if (!ofItem.has(lineId))
        routings.set(itemId, ofItem.set(lineId, { minutesPerUnit: runMinutes / quantity, setupMinutes: 0 }))
    }
  }
  const setups = await familySetups(db)
  return {
    routings,
    lines: new Map(
      lines.map((line) => [line.lineId, { ...minutesOf(line), committedMinutes: committed(line.lineId) }]),
    ),
    families: new Map(
      lines.map((line) => [
        line.lineId,
        new Map(
          setups
            .filter(({ supplierId }) => supplierId === line.supplierId)
            .map(({ familyId, setupMinutes, setupCostMinor }) => [
              familyId,
              { setupMinutes, setupCost: setupCostMinor },
            ]),
        ),
      ]),
    ),
    items: new Map(
      items.map((item) => [
        item.itemId,
        {
          familyId: item.familyId,
          transportWeeks: Math.floor(item.transportDays / 7),
          baseUnit: item.baseUnit,
          holdingCostPerUnitPerWeek: (item.unitCostMinor * HOLDING_RATE_PER_YEAR) / 52,
          minimumQuantity: item.minimumQuantity,
        },
      ]),
    ),
  }

  function committed(lineId: number): Map<IsoDate, number> {
    const minutes = new Map<IsoDate, number>()
    for (const order of carried) {
      if (order.lineId !== lineId) continue
      const perUnit = routings.get(order.itemId)?.get(lineId)?.minutesPerUnit ?? 0
      minutes.set(order.week, (minutes.get(order.week) ?? 0) + order.quantity * perUnit)
    }
    return minutes
  }
}

function minutesOf(line: LineCalendar): Omit<ScheduleLine, 'committedMinutes'> {
  const capacityMinutes = new Map<IsoDate, number>()
  const overtimeMinutes = new Map<IsoDate, number>()
  line.days.forEach((day, k) => {
    const week = bucketStart(isoDate(day), 'week')
    capacityMinutes.set(week, (capacityMinutes.get(week) ?? 0) + line.minutes[k]!)
    overtimeMinutes.set(week, (overtimeMinutes.get(week) ?? 0) + line.overtimeMinutes[k]!)
  })
  return { capacityMinutes, overtimeMinutes, overtimeCostPerMinute: line.overtimeCostMinorPerMinute }
}
