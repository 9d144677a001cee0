import { HOLDING_RATE_PER_YEAR } from '#api/runs/holding-rate'
import { latePricePerUnitPerDay, scheduleLines } from '#api/runs/schedule-lines'
import type { BatchFacts } from '#db/batch-board'
import type { CarriedOrder } from '#db/batch-decisions'
import type { Db } from '#db/client'
import {
  familySetups,
  itemRoutings,
  type LineCalendar,
  lineChangeovers,
  standingFamilies,
} from '#db/production-lines'
import { businessSettings } from '#db/runs'
import type { MadeItem } from '#db/schedule'
import type { ShownRun } from '#db/shown-run'
import type { ScheduledBatch, ScheduleFloor } from '#planning/batches/batch-schedule'

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
  const { timeZone } = await businessSettings(db)
  const families = new Map(items.map(({ itemId, familyId }) => [itemId, familyId]))
  return {
    routings,
    ...scheduleLines(
      {
        lines,
        families: await familySetups(db),
        changeovers: await lineChangeovers(db),
        standing: await standingFamilies(db, { ...known.run, timeZone }),
      },
      carried.map(({ lineId, itemId, week, quantity }) => ({
        lineId,
        week,
        minutes: quantity * (routings.get(itemId)?.get(lineId)?.minutesPerUnit ?? 0),
        familyId: families.get(itemId) || null,
      })),
    ),
    items: new Map(
      items.map((item) => [
        item.itemId,
        {
          familyId: item.familyId,
          transportWeeks: Math.floor(item.transportDays / 7),
          transportDaysOver: item.transportDays % 7,
          latePricePerUnitPerDay: latePricePerUnitPerDay(item.priceMinor),
          baseUnit: item.baseUnit,
          holdingCostPerUnitPerWeek: (item.unitCostMinor * HOLDING_RATE_PER_YEAR) / 52,
          minimumQuantity: item.minimumQuantity,
        },
      ]),
    ),
  }
}
