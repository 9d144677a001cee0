import type { Caller, Headwater } from '#db/client'
import { type GridForecast, gridForecasts } from '#db/demand-grid'
import type { DemandFilter } from '#db/demand-overview'
import { type NewestOverride, newestOverrides } from '#db/overrides'
import { shownRun } from '#db/shown-run'
import { userNames } from '#db/user-names'
import { addDays } from '#planning/time-bucket'
import { chosenUnit } from './chosen-unit.ts'

/** More rows than anybody edits by hand; the page says how many there are. */
const LARGEST_GRID = 2000

/** Items × weeks: the model's number, what is on the book, and the newest override of each cell. */
export async function readGrid(
  headwater: Headwater,
  caller: Caller,
  filter: DemandFilter,
  askedWeeks: number,
) {
  const read = await headwater.asCaller(caller, async (db) => {
    const run = await shownRun(db)
    if (!run) return null
    const weeks = Math.min(askedWeeks, run.horizonWeeks)
    const { units, unit } = await chosenUnit(db, run.planningRunId, filter)
    const forecasts = await gridForecasts(
      db,
      run.planningRunId,
      { ...filter, unit },
      { weeks, limit: LARGEST_GRID },
    )
    const overrides = await newestOverrides(
      db,
      forecasts.rows.map(({ itemId }) => itemId),
      { from: run.firstBucket, to: addDays(run.firstBucket, 7 * (weeks - 1)) },
    )
    return { run, weeks, units, unit, ...forecasts, overrides }
  })
  if (!read) return null
  const { overrides, ...shown } = read
  const names = await userNames(
    headwater.authPool,
    overrides.map(({ madeBy }) => madeBy),
  )
  const ofItem = new Map<number, NewestOverride[]>()
  for (const entry of overrides) ofItem.set(entry.itemId, [...(ofItem.get(entry.itemId) ?? []), entry])
  return {
    ...shown,
    rows: shown.rows.map(({ paid, deposit, subscription, model, ...row }) => ({
      ...row,
      model: model.map(thousandths),
      onBook: onBook({ paid, deposit, subscription }).map(thousandths),
      overrides: (ofItem.get(row.itemId) ?? []).map(({ itemId: _, madeBy, ...entry }) => ({
        ...entry,
        madeBy: names.get(madeBy) ?? madeBy,
      })),
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
