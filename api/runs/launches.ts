import type { PlannedItem } from '#db/planned-items'
import { mondayOfWeek } from '#planning/demand/week-number'
import { COLD_WEEKS, type LaunchLessons, LIFE_WEEKS, type NewItem } from '#planning/forecast/cold-start'
import type { PastLaunch } from '#planning/forecast/launch-opening'
import { learnLaunches } from '#planning/forecast/learn-launches'
import type { Company } from './company.ts'
import type { RunCalendar } from './run-calendar.ts'

/** A price this many times another is a large difference. */
const LARGE_PRICE_RATIO = 3

/** Items to be launched, or launched a few weeks ago, by item. */
export function newItems(
  items: readonly PlannedItem[],
  view: LaunchView,
  calendar: RunCalendar,
): Map<number, NewItem> {
  const found = new Map<number, NewItem>()
  for (const item of items) {
    const begin = item.firstWholeWeek
    if (begin === null || calendar.firstWeek - begin >= COLD_WEEKS) continue
    found.set(item.itemId, {
      attributes: view.attributesOf(item),
      customers: view.customersOf(item),
      age: calendar.firstWeek - begin,
      sold: view.soldOf(item),
    })
  }
  return found
}

/** What the launches since the feed began teach; items that come with the data are no launches. */
export function launchLessons(
  items: readonly PlannedItem[],
  view: LaunchView,
  calendar: RunCalendar,
): LaunchLessons | null {
  return learnLaunches(
    items.flatMap((item): PastLaunch[] => {
      if (item.firstWholeWeek === null || item.firstWholeWeek <= view.firstDelivered) return []
      const sold = view.soldOf(item)
      if (sold.length === 0) return []
      const isOver = item.endsWeek !== null && item.endsWeek < calendar.firstWeek
      return [
        {
          attributes: view.attributesOf(item),
          customers: view.customersOf(item),
          sold,
          isComplete: isOver || sold.length === LIFE_WEEKS,
        },
      ]
    }),
  )
}

/** What is known of an item that makes its launch like others. */
export type LaunchView = ReturnType<typeof launchView>

export function launchView(company: Company, { firstWeek }: RunCalendar) {
  const described = new Map(
    company.customers.map(({ categoryId, tag, customers }) => [`${categoryId}/${tag}`, customers]),
  )
  const inCampaigns = new Set(company.campaigns.flatMap(({ itemIds }) => itemIds))
  return {
    firstDelivered: Math.min(...company.delivered),
    attributesOf: (item: PlannedItem) => ({
      labels: [
        String(item.categoryId),
        String(item.setupFamilyId),
        String(item.tag),
        inCampaigns.has(item.itemId) ? 'campaign' : 'shelf',
      ],
      measures: [Math.log(Math.max(1, item.priceMinor)) / Math.log(LARGE_PRICE_RATIO)],
      launchDay: mondayOfWeek(item.firstWholeWeek!),
    }),
    customersOf: (item: PlannedItem) => described.get(`${item.categoryId}/${item.tag}`) ?? null,
    soldOf: (item: PlannedItem) =>
      soldWeeks(company.sales.get(item.itemId), item.firstWholeWeek!, firstWeek, company.delivered),
  }
}

/** Units of each week of a life so far, the first a whole one; a week that the feed left out counts as the mean of the others. */
function soldWeeks(
  sales: { readonly weeks: readonly number[]; readonly quantities: readonly number[] } | undefined,
  begin: number,
  firstWeek: number,
  delivered: ReadonlySet<number>,
): number[] {
  const count = Math.min(LIFE_WEEKS, Math.max(0, firstWeek - begin))
  const known = Array.from({ length: count }, (_, week) => delivered.has(begin + week))
  const units = new Array<number>(count).fill(0)
  sales?.weeks.forEach((week, k) => {
    const at = week - begin
    if (at >= 0 && at < count) units[at] = Math.max(0, units[at]! + sales.quantities[k]!)
  })
  const last = known.lastIndexOf(true)
  const seen = units.filter((_, week) => known[week])
  const mean = seen.reduce((sum, each) => sum + each, 0) / Math.max(1, seen.length)
  return units.slice(0, last + 1).map((each, week) => (known[week] ? each : mean))
}
