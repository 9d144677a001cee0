import type { GroupDemandRow, OwnerDemandRow } from '#db/run-rows'
import type { PlanningRun } from '#db/runs'
import type { PastErrors } from '#planning/forecast/error-dependence'
import { addPaths, type JointPaths, noDemand } from '#planning/forecast/joint-demand'
import { seedFor } from '#planning/random'
import type { Company } from './company.ts'
import { inParallel } from './in-parallel.ts'
import { byProduct, type DependenceInput, type GroupedItem, NO_GROUP, ofItems } from './joint-groups.ts'
import type { CalendarDays } from './organic-forecast.ts'
import { type OwnerFacts, ownerDemand } from './owner-demand.ts'
import type { PlannedItems } from './plan-items.ts'
import type { RunCalendar } from './run-calendar.ts'
import { dependenceInWorker, jointInWorker } from './worker-pool.ts'

/** Items of whole products whose past tells how errors move together; more say hardly more. */
const TELLING_ITEMS = 2000
const CHUNK_SIZE = 400

type Report = (done: number, total: number) => Promise<void>

/** Demand of products, categories, regions, owners and all items together: what adds up in the mean and in every path. */
export async function demandOfGroups(
  company: Company,
  owners: OwnerFacts,
  planned: PlannedItems,
  run: PlanningRun,
  calendar: RunCalendar,
  days: CalendarDays,
  report: Report,
): Promise<{ groupDemand: readonly GroupDemandRow[]; ownerDemand: readonly OwnerDemandRow[] }> {
  const { rows, totals } = await groupTotals(company, planned, run, report)
  const split = await ownerDemand(company, owners, planned.forecasts, totals, run, calendar, days)
  return { groupDemand: [...rows, ...split.regions], ownerDemand: split.owners }
}

interface GroupTotals {
  readonly rows: readonly GroupDemandRow[]
  /** Paths of all items, by base unit. */
  readonly totals: ReadonlyMap<string, JointPaths>
}

/** Products, categories and all items, from paths on which items err as they erred together before. */
async function groupTotals(
  company: Company,
  planned: PlannedItems,
  { quantileLevels: levels, horizonWeeks: horizon, seed }: PlanningRun,
  report: Report,
): Promise<GroupTotals> {
  const items = groupedItems(company, planned)
  const dependence = await dependenceInWorker(tellingItems(items, seed))
  const abort = new AbortController()
  let done = 0
  const jobs = inWholeProducts(items.map(({ item }) => item)).map((chunk) => async () => {
    const result = await jointInWorker({ items: chunk, levels, horizon, dependence, seed }, abort.signal)
    done += chunk.length
    await report(done, items.length)
    return result
  })
  const categories = new Map<string, { baseUnit: string; category: number; paths: JointPaths }>()
  const totals = new Map<string, JointPaths>()
  const rows: GroupDemandRow[] = []
  try {
    for (const result of await inParallel(jobs)) {
      rows.push(...result.products)
      for (const part of result.categories) {
        const key = `${part.baseUnit}/${part.category}`
        const known = categories.get(key)
        if (known) addPaths(known.paths, part.paths)
        else categories.set(key, part)
        const total = totals.get(part.baseUnit) ?? noDemand(horizon)
        totals.set(part.baseUnit, total)
        addPaths(total, part.paths)
      }
    }
  } catch (error) {
    abort.abort()
    throw error
  }
  for (const { baseUnit, category, paths } of categories.values())
    if (category !== NO_GROUP)
      rows.push(ofItems({ baseUnit, kind: 'category', categoryId: category }, paths, levels))
  for (const [baseUnit, paths] of totals) rows.push(ofItems({ baseUnit, kind: 'total' }, paths, levels))
  return { rows, totals }
}

function groupedItems(company: Company, { forecasts, pastErrors }: PlannedItems) {
  const known = new Map(company.items.map((item) => [item.itemId, item]))
  return forecasts
    .map((row, at) => {
      const { code, baseUnit, categoryId, productId } = known.get(row.itemId)!
      const groups = { category: categoryId ?? NO_GROUP, product: productId ?? NO_GROUP }
      const item = { seriesId: code, baseUnit, ...groups, mean: row.mean, quantiles: row.quantiles }
      return { item, itemId: row.itemId, errors: pastErrors[at]! }
    })
    .sort(
      (a, b) =>
        (a.item.baseUnit < b.item.baseUnit ? -1 : a.item.baseUnit > b.item.baseUnit ? 1 : 0) ||
        a.item.category - b.item.category ||
        a.item.product - b.item.product ||
        a.itemId - b.itemId,
    )
}

interface TellingItem {
  readonly item: GroupedItem
  readonly errors: PastErrors
}

/** Whole products, chosen by chance of their own; an error counts by the usual one of its base unit. */
export function tellingItems(
  items: readonly { readonly item: GroupedItem; readonly errors: PastErrors | null }[],
  seed: number,
): DependenceInput {
  const share = (TELLING_ITEMS / Math.max(1, items.length)) * 2 ** 32
  const chosen = items.filter(
    (each): each is TellingItem =>
      each.errors !== null &&
      seedFor(seed, each.item.product === NO_GROUP ? each.item.seriesId : `product/${each.item.product}`) >>>
        0 <=
        share,
  )
  const usual = usualDeviations(chosen)
  return {
    past: chosen.map(({ item, errors: { innovations, deviation } }) => ({
      innovations,
      deviation: deviation > 0 ? deviation / usual.get(item.baseUnit)! : 0,
    })),
    groups: chosen.map(({ item }) => ({ product: item.product, category: item.category })),
  }
}

/** Mean deviation of the items of each base unit: grams and pieces have no sum. */
function usualDeviations(items: readonly TellingItem[]): ReadonlyMap<string, number> {
  const sums = new Map<string, { deviation: number; items: number }>()
  for (const { item, errors } of items) {
    const sum = sums.get(item.baseUnit) ?? { deviation: 0, items: 0 }
    sums.set(item.baseUnit, { deviation: sum.deviation + errors.deviation, items: sum.items + 1 })
  }
  return new Map([...sums].map(([unit, sum]) => [unit, sum.deviation / sum.items]))
}

function inWholeProducts(items: readonly GroupedItem[]): GroupedItem[][] {
  const chunks: GroupedItem[][] = [[]]
  for (const members of byProduct(items)) {
    if (chunks.at(-1)!.length >= CHUNK_SIZE) chunks.push([])
    chunks.at(-1)!.push(...members)
  }
  return chunks.filter(({ length }) => length > 0)
}
