import type { Db } from '#db/client'
import { type DemandFilter, type UnitCount, unitCounts } from '#db/demand-overview'

/**
 * Grams and pieces have no sum: a list with totals is of one base unit. The one asked for if any item within the filter
 * has it, else the most common.
 */
export async function chosenUnit(
  db: Db,
  planningRunId: number,
  filter: DemandFilter,
): Promise<{ units: UnitCount[]; unit: string }> {
  const units = await unitCounts(db, planningRunId, filter)
  const asked = units.find(({ unit }) => unit === filter.unit)
  return { units, unit: (asked ?? units[0])?.unit ?? 'piece' }
}
