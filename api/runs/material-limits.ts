import type { StatedMaterial } from '#db/material-supply'
import type { LineCommitment } from '#db/production-lines'
import { mondayOfWeek } from '#planning/demand/week-number'
import type { MaterialLimit } from '#planning/lot-sizing/material-limit'
import type { RunCalendar } from './run-calendar.ts'

/**
 * Materials of one supplier that are stated, over the detail weeks: what arrives within a week can be used from the next
 * Monday on. What firm and released orders cut after the statement will take is taken off, the earliest arrivals first.
 */
export function materialLimits(
  stated: readonly StatedMaterial[],
  commitments: readonly Omit<LineCommitment, 'lineId'>[],
  itemIds: readonly number[],
  calendar: Pick<RunCalendar, 'asOfDay' | 'firstWeek' | 'detailWeeks'>,
): MaterialLimit[] {
  const monday = mondayOfWeek(calendar.firstWeek)
  const weekFrom = (day: number) => Math.max(0, Math.ceil((day - monday) / 7))
  const places = new Map(itemIds.map((itemId, item) => [itemId, item]))
  return stated.flatMap((material) => {
    const perUnit = new Map(material.uses.map((use) => [use.itemId, use.quantityPerUnit]))
    const uses = material.uses.flatMap(({ itemId, quantityPerUnit }) => {
      const item = places.get(itemId)
      return item === undefined ? [] : [{ item, quantityPerUnit }]
    })
    if (uses.length === 0) return []
    const arrivals = new Float64Array(calendar.detailWeeks)
    let taken = commitments
      .filter(({ madeOnDay }) => madeOnDay >= material.statedOnDay)
      .reduce((sum, { itemId, quantity }) => sum + quantity * (perUnit.get(itemId) ?? 0), 0)
    for (const { day, quantity } of material.arrivals) {
      const week = weekFrom(day)
      const left = Math.max(0, quantity - taken)
      taken -= quantity - left
      if (week < arrivals.length) arrivals[week]! += left
    }
    return [
      {
        material: material.code,
        arrivals,
        boughtFromBucket:
          material.leadTimeDays === null
            ? calendar.detailWeeks
            : weekFrom(calendar.asOfDay + material.leadTimeDays),
        uses,
      },
    ]
  })
}
