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
import { contentByWeek } from './box-demand.ts'
import type { Company } from './company.ts'
import { inParallel } from './in-parallel.ts'
import type { CalendarDays } from './organic-forecast.ts'
import type { RunCalendar } from './run-calendar.ts'
import type { RegionDemand } from './split-regions.ts'
import { OWNER_WEEKS } from './split-regions.ts'
import { regionsInWorker } from './worker-pool.ts'

/** Weeks of a region's past that its forecast sees. */
const REGION_WEEKS = 156

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

interface OwnerBuild {
  readonly past: Float32Array
  readonly book: Float32Array
}

interface RegionBuild {
  readonly history: Float64Array
  readonly book: Float64Array
  readonly owners: Map<number, OwnerBuild>
}

/** Regions by base unit, each with its owners; boxes count where their subscriptions live. */
function regionDemand(
  company: Company,
  facts: OwnerFacts,
  calendar: RunCalendar,
): Map<string, RegionDemand[]> {
  const { firstWeek, horizon } = calendar
  const builds = new Map<string, Map<string | null, RegionBuild>>()
  const regionOf = (owner: number | null) => (owner === null ? null : (facts.regionOf.get(owner) ?? null))
  const region = (unit: string, name: string | null) => {
    const ofUnit = builds.get(unit) ?? new Map<string | null, RegionBuild>()
    builds.set(unit, ofUnit)
    const known = ofUnit.get(name) ?? {
      history: new Float64Array(REGION_WEEKS),
      book: new Float64Array(horizon),
      owners: new Map(),
    }
    ofUnit.set(name, known)
    return known
  }
  const owner = (unit: string, id: number) => {
    const { owners } = region(unit, regionOf(id))
    const known = owners.get(id) ?? { past: new Float32Array(OWNER_WEEKS), book: new Float32Array(horizon) }
    owners.set(id, known)
    return known
  }
  for (const row of facts.regions)
    addWeeks(region(row.baseUnit, row.region).history, row, firstWeek - REGION_WEEKS)
  for (const row of facts.weeks)
    if (row.shopOwnerId !== null)
      addWeeks(owner(row.baseUnit, row.shopOwnerId).past, row, firstWeek - OWNER_WEEKS)
  for (const row of facts.book) {
    addWeeks(region(row.baseUnit, regionOf(row.shopOwnerId)).book, row, firstWeek)
    if (row.shopOwnerId !== null) addWeeks(owner(row.baseUnit, row.shopOwnerId).book, row, firstWeek)
  }
  const unitsInBox = boxUnits(company)
  for (const { shopOwnerId, planId, firstBoxWeek, cancelledWeek, boxes } of facts.cohorts) {
    const end = Math.min(cancelledWeek ?? Number.POSITIVE_INFINITY, firstWeek + horizon)
    for (let week = Math.max(firstBoxWeek, firstWeek - REGION_WEEKS); week < end; week += 1)
      for (const [unit, units] of unitsInBox(planId, week)) {
        const build = region(unit, regionOf(shopOwnerId))
        const own = shopOwnerId === null ? null : owner(unit, shopOwnerId)
        if (week >= firstWeek) {
          build.book[week - firstWeek]! += boxes * units
          if (own) own.book[week - firstWeek]! += boxes * units
          continue
        }
        build.history[week - firstWeek + REGION_WEEKS]! += boxes * units
        if (own && week >= firstWeek - OWNER_WEEKS) own.past[week - firstWeek + OWNER_WEEKS]! += boxes * units
      }
  }
  return new Map(
    [...builds].map(([unit, ofUnit]) => [
      unit,
      [...ofUnit]
        .map(([name, build]) => packed(name, build))
        .sort((a, b) => ((a.region ?? '') < (b.region ?? '') ? -1 : 1)),
    ]),
  )
}

function packed(region: string | null, { history, book, owners }: RegionBuild): RegionDemand {
  const known = [...owners].sort(([a], [b]) => a - b)
  const horizon = book.length
  const past = new Float32Array(known.length * OWNER_WEEKS)
  const booked = new Float32Array(known.length * horizon)
  known.forEach(([, own], i) => {
    past.set(own.past, i * OWNER_WEEKS)
    booked.set(own.book, i * horizon)
  })
  return {
    region,
    history,
    book,
    owners: { ids: Int32Array.from(known, ([id]) => id), past, book: booked },
  }
}

function addWeeks(
  into: Float64Array | Float32Array,
  { weeks, quantities }: Pick<OwnerUnits, 'weeks' | 'quantities'>,
  firstWeek: number,
): void {
  weeks.forEach((week, k) => {
    const at = week - firstWeek
    if (at >= 0 && at < into.length) into[at] = Math.max(0, into[at]! + quantities[k]!)
  })
}

/** Units per week that one box of a plan brings, by base unit; every other week counts half. */
function boxUnits(company: Company) {
  const unitOf = new Map(company.items.map(({ itemId, baseUnit }) => [itemId, baseUnit]))
  const plans = new Map(
    company.boxPlans.map((plan) => [
      plan.planId,
      {
        contents: contentByWeek(plan.contents),
        cadence: plan.cadenceWeeks,
        byWeek: new Map<number, [string, number][]>(),
      },
    ]),
  )
  return (planId: number, week: number): readonly [string, number][] => {
    const plan = plans.get(planId)
    if (!plan) return []
    const known = plan.byWeek.get(week)
    if (known) return known
    const units = new Map<string, number>()
    for (const { itemId, quantity } of plan.contents(week)) {
      const unit = unitOf.get(itemId)
      if (unit) units.set(unit, (units.get(unit) ?? 0) + quantity / plan.cadence)
    }
    const found = [...units]
    plan.byWeek.set(week, found)
    return found
  }
}
