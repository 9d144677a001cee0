import type { Db } from '#db/client'
import type { DemandScope } from '#db/demand-scope'
import {
  type OwnerCohort,
  type OwnerUnits,
  ownerBook,
  ownerCohorts,
  ownerRegions,
  ownerWeeks,
  type RegionUnits,
  regionWeeks,
} from '#db/owner-demand'
import type { ForecastRow, GroupDemandRow, OwnerDemandRow } from '#db/run-rows'
import type { PlanningRun } from '#db/runs'
import type { JointPaths } from '#planning/forecast/joint-demand'
import type { Company } from './company.ts'
import { inParallel } from './in-parallel.ts'
import type { CalendarDays } from './organic-forecast.ts'
import { regionDemand } from './region-demand.ts'
import type { RunCalendar } from './run-calendar.ts'
import { OWNER_WEEKS, REGION_WEEKS } from './split-regions.ts'
import { regionsInWorker } from './worker-pool.ts'

/** What was sold, ordered and subscribed with shop owners, as of a run. */
export interface OwnerFacts {
  readonly regions: readonly RegionUnits[]
  readonly weeks: readonly OwnerUnits[]
  readonly book: readonly OwnerUnits[]
  readonly cohorts: readonly OwnerCohort[]
  readonly regionOf: ReadonlyMap<number, string | null>
}

export async function readOwners(
  db: Db,
  scope: DemandScope,
  { firstWeek, horizon }: RunCalendar,
): Promise<OwnerFacts> {
  return {
    regions: await regionWeeks(db, scope, firstWeek - REGION_WEEKS, firstWeek),
    weeks: await ownerWeeks(db, scope, firstWeek - OWNER_WEEKS, firstWeek),
    book: await ownerBook(db, scope, firstWeek, firstWeek + horizon),
    cohorts: await ownerCohorts(db, scope),
    regionOf: await ownerRegions(db),
  }
}

/** Demand of regions and of their owners, adding up to all items together in the mean and in every path. */
export async function ownerDemand(
  company: Company,
  facts: OwnerFacts,
  forecasts: readonly ForecastRow[],
  totals: ReadonlyMap<string, JointPaths>,
  run: PlanningRun,
  calendar: RunCalendar,
  days: CalendarDays,
): Promise<{ regions: GroupDemandRow[]; owners: OwnerDemandRow[] }> {
  const demand = regionDemand(company, facts, calendar)
  const onBook = bookedByUnit(company, forecasts, calendar.horizon)
  const jobs = [...totals].flatMap(([baseUnit, total]) => {
    const regions = demand.get(baseUnit)
    if (!regions) return []
    return [
      () =>
        regionsInWorker({
          baseUnit,
          total,
          onBook: onBook.get(baseUnit)!,
          regions,
          levels: run.quantileLevels,
          calendar: days,
          firstBucket: run.firstBucket,
          isLastWeekWhole: calendar.stubFraction === 0,
          seed: run.seed,
        }),
    ]
  })
  const results = await inParallel(jobs)
  return {
    regions: results.flatMap(({ regions }) => regions),
    owners: results.flatMap(({ owners }) => owners),
  }
}

/** Units of the items that are on the book, by base unit and week. */
function bookedByUnit(company: Company, forecasts: readonly ForecastRow[], horizon: number) {
  const units = new Map(company.items.map(({ itemId, baseUnit }) => [itemId, baseUnit]))
  const booked = new Map<string, Float64Array>()
  for (const row of forecasts) {
    const unit = units.get(row.itemId)!
    const sum = booked.get(unit) ?? new Float64Array(horizon)
    booked.set(unit, sum)
    for (let week = 0; week < horizon; week += 1)
      sum[week]! += row.paid[week]! + row.deposit[week]! + row.subscription[week]!
  }
  return booked
}
