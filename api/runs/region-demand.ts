import type { OwnerCohort, OwnerUnits } from '#db/owner-demand'
import { contentByWeek } from './box-demand.ts'
import type { Company } from './company.ts'
import type { OwnerFacts } from './owner-demand.ts'
import type { RunCalendar } from './run-calendar.ts'
import { NOBODY, OWNER_BOOK_WEEKS, OWNER_WEEKS, REGION_WEEKS, type RegionDemand } from './split-regions.ts'

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
export function regionDemand(
  company: Company,
  facts: OwnerFacts,
  { firstWeek, horizon }: RunCalendar,
): Map<string, RegionDemand[]> {
  const builds = new Map<string, Map<string | null, RegionBuild>>()
  const regionOf = (owner: number | null) => (owner === null ? null : (facts.regionOf.get(owner) ?? null))
  const region = (unit: string, name: string | null) =>
    known(
      known(builds, unit, () => new Map()),
      name,
      () => ({
        history: new Float64Array(REGION_WEEKS),
        book: new Float64Array(horizon),
        owners: new Map(),
      }),
    )
  const owner = (unit: string, id: number) =>
    known(region(unit, regionOf(id)).owners, id, () => ({
      past: new Float32Array(OWNER_WEEKS),
      book: new Float32Array(OWNER_BOOK_WEEKS),
    }))
  for (const row of facts.regions)
    addWeeks(region(row.baseUnit, row.region).history, row, firstWeek - REGION_WEEKS)
  for (const row of facts.weeks)
    addWeeks(owner(row.baseUnit, row.shopOwnerId ?? NOBODY).past, row, firstWeek - OWNER_WEEKS)
  for (const row of facts.book) {
    addWeeks(region(row.baseUnit, regionOf(row.shopOwnerId)).book, row, firstWeek)
    addWeeks(owner(row.baseUnit, row.shopOwnerId ?? NOBODY).book, row, firstWeek)
  }
  const unitsInBox = boxUnits(company)
  for (const [name, plans] of boxesByRegion(facts.cohorts, regionOf, firstWeek, horizon))
    for (const [planId, boxes] of plans)
      boxes.forEach((count, at) => {
        const step = at - REGION_WEEKS
        for (const [unit, units] of count > 0 ? unitsInBox(planId, firstWeek + step) : []) {
          const build = region(unit, name)
          if (step >= 0) build.book[step]! += count * units
          else build.history[at]! += count * units
        }
      })
  addOwnerBoxes(facts.cohorts, owner, unitsInBox, firstWeek)
  return new Map(
    [...builds].map(([unit, ofUnit]) => [
      unit,
      [...ofUnit]
        .map(([name, build]) => packed(name, build))
        .sort((a, b) => ((a.region ?? '') < (b.region ?? '') ? -1 : 1)),
    ]),
  )
}

/** Boxes of living subscriptions per week, from the first week of a region's past to the end of the horizon. */
function boxesByRegion(
  cohorts: readonly OwnerCohort[],
  regionOf: (owner: number | null) => string | null,
  firstWeek: number,
  horizon: number,
) {
  const regions = new Map<string | null, Map<number, Float64Array>>()
  const length = REGION_WEEKS + horizon
  const place = (week: number) => Math.min(length, Math.max(0, week - firstWeek + REGION_WEEKS))
  for (const { shopOwnerId, planId, firstBoxWeek, endWeek, boxes } of cohorts) {
    const plans = known(regions, regionOf(shopOwnerId), () => new Map<number, Float64Array>())
    const change = known(plans, planId, () => new Float64Array(length + 1))
    const begin = place(firstBoxWeek)
    change[begin]! += boxes
    change[Math.max(begin, place(endWeek ?? Number.POSITIVE_INFINITY))]! -= boxes
  }
  for (const plans of regions.values())
    for (const [planId, change] of plans) {
      for (let at = 1; at <= length; at += 1) change[at]! += change[at - 1]!
      plans.set(planId, change.subarray(0, length))
    }
  return regions
}

/** Adds the boxes of each owner to its past and its book, which are one row of weeks here. */
function addOwnerBoxes(
  cohorts: readonly OwnerCohort[],
  owner: (unit: string, id: number) => OwnerBuild,
  unitsInBox: (planId: number, week: number) => readonly [string, number][],
  firstWeek: number,
): void {
  const length = OWNER_WEEKS + OWNER_BOOK_WEEKS
  const place = (week: number) => Math.min(length, Math.max(0, week - firstWeek + OWNER_WEEKS))
  const plans = new Map<number, Map<string, Float64Array>>()
  const unitsOf = (planId: number) =>
    known(plans, planId, () => {
      const ofPlan = new Map<string, Float64Array>()
      for (let at = 0; at < length; at += 1)
        for (const [unit, units] of unitsInBox(planId, firstWeek - OWNER_WEEKS + at))
          known(ofPlan, unit, () => new Float64Array(length))[at] = units
      return ofPlan
    })
  for (const { shopOwnerId, planId, firstBoxWeek, endWeek, boxes } of cohorts) {
    const end = place(endWeek ?? Number.POSITIVE_INFINITY)
    for (const [unit, units] of unitsOf(planId)) {
      let begin = place(firstBoxWeek)
      while (begin < end && units[begin] === 0) begin += 1
      if (begin >= end) continue
      const { past, book } = owner(unit, shopOwnerId ?? NOBODY)
      for (let at = begin; at < end; at += 1)
        if (at < OWNER_WEEKS) past[at]! += boxes * units[at]!
        else book[at - OWNER_WEEKS]! += boxes * units[at]!
    }
  }
}

/** Units per week that one box of a plan brings, by base unit; a box every other week counts half. */
function boxUnits(company: Company) {
  const unitOf = new Map(company.items.map(({ itemId, baseUnit }) => [itemId, baseUnit]))
  const plans = new Map(
    company.boxPlans.map(({ planId, contents, cadenceWeeks }) => [
      planId,
      { contentOf: contentByWeek(contents), cadenceWeeks, byWeek: new Map<number, [string, number][]>() },
    ]),
  )
  return (planId: number, week: number): readonly [string, number][] => {
    const plan = plans.get(planId)
    if (!plan) return []
    return known(plan.byWeek, week, () => {
      const units = new Map<string, number>()
      for (const { itemId, quantity } of plan.contentOf(week)) {
        const unit = unitOf.get(itemId)
        if (unit) units.set(unit, (units.get(unit) ?? 0) + quantity / plan.cadenceWeeks)
      }
      return [...units]
    })
  }
}

function packed(region: string | null, { history, book, owners }: RegionBuild): RegionDemand {
  const ordered = [...owners].sort(([a], [b]) => a - b)
  const past = new Float32Array(ordered.length * OWNER_WEEKS)
  const booked = new Float32Array(ordered.length * OWNER_BOOK_WEEKS)
  ordered.forEach(([, own], i) => {
    past.set(own.past, i * OWNER_WEEKS)
    booked.set(own.book, i * OWNER_BOOK_WEEKS)
  })
  return {
    region,
    history,
    book,
    owners: { ids: Int32Array.from(ordered, ([id]) => id), past, book: booked },
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

/** The value of a key, made when it is first asked for. */
function known<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = make()
  map.set(key, made)
  return made
}
