import type { Db } from '#db/client'
import { type GridForecast, gridForecasts } from '#db/demand-grid'
import type { DemandFilter } from '#db/demand-overview'
import { type NewestOverride, newestOverrides } from '#db/overrides'
import { shownRun } from '#db/shown-run'
import { addDays } from '#planning/time-bucket'

/** More rows than anybody edits by hand; the page says how many there are. */
const LARGEST_GRID = 2000

/** Items × weeks: the model's number, what is on the book, and the newest override of each cell. */
export async function readGrid(db: Db, filter: DemandFilter, askedWeeks: number) {
  const run = await shownRun(db)
  if (!run) return null
  const weeks = Math.min(askedWeeks, run.horizonWeeks)
  const { total, rows } = await gridForecasts(db, run.planningRunId, filter, { weeks, limit: LARGEST_GRID })
  const overrides = await newestOverrides(
    db,
    rows.map(({ itemId }) => itemId),
    { from: run.firstBucket, to: addDays(run.firstBucket, 7 * (weeks - 1)) },
  )
  const ofItem = new Map<number, NewestOverride[]>()
  for (const entry of overrides) ofItem.set(entry.itemId, [...(ofItem.get(entry.itemId) ?? []), entry])
  return {
    run,
    weeks,
    total,
    rows: rows.map(({ model, ...row }) => ({
      itemId: row.itemId,
      code: row.code,
      nameZh: row.nameZh,
      nameEn: row.nameEn,
      categoryId: row.categoryId,
      categoryZh: row.categoryZh,
      categoryEn: row.categoryEn,
      model: model.map(thousandths),
      onBook: onBook(row).map(thousandths),
      overrides: (ofItem.get(row.itemId) ?? []).map(withoutItem),
    })),
  }
}

/** Paid, deposits that survive and subscriptions of each week, base units. */
export function onBook(row: Pick<GridForecast, 'paid' | 'deposit' | 'subscription'>): number[] {
  return row.paid.map((paid, week) => paid + row.deposit[week]! + row.subscription[week]!)
}

/** Stored as 32-bit numbers, whose further digits say nothing and would make the answer three times as long. */
function thousandths(units: number): number {
  return Math.round(units * 1000) / 1000
}

function withoutItem({ itemId: _, ...entry }: NewestOverride) {
  return entry
}
