import { type CampaignTimeline, type CampaignWindow, campaignTimelines, campaignWindows } from '#db/campaigns'
import type { Db } from '#db/client'
import {
  type LedgerHabits,
  ledgerHabits,
  type OrderBook,
  orderBooks,
  salesFeedCoverage,
  type WeeklySales,
  weeklySales,
} from '#db/demand'
import type { DemandScope } from '#db/demand-scope'
import { type DescribedCustomers, describedCustomers } from '#db/described-customers'
import { type OwnerExpectation, ownerExpectations } from '#db/expectation-outcomes'
import { type OpenOption, openOptions } from '#db/open-options'
import { type ItemOverrides, standingOverrides } from '#db/overrides'
import { type PlannedItem, plannedItems } from '#db/planned-items'
import { type ItemPromotions, itemPromotions } from '#db/promotions'
import { businessSettings } from '#db/runs'
import {
  type BoxPlan,
  boxPlans,
  type SubscriptionCohort,
  type SubscriptionWeek,
  subscriptionCohorts,
  subscriptionWeeks,
} from '#db/subscriptions'
import {
  type ItemReturns,
  itemReturns,
  type PublishedWeeks,
  pastOrders,
  publishedWeeks,
  type ReturnGrades,
  returnGrades,
  type ScheduledSupply,
  type StockOnHand,
  scheduledSupply,
  stockOnHand,
  stockOutWeeks,
  type WeeklyCounts,
  weeklyCounts,
} from '#db/supply'
import { deliveredWeeks } from '#planning/demand/feed-weeks'
import { weekNumber } from '#planning/demand/week-number'
import { OLDEST_RETURN_WEEKS } from '#planning/order-policy/expected-returns'
import { dayNumber } from '#planning/time-bucket'
import { explodedCampaigns, explodeOpenOptions, type OpenShare } from './open-options.ts'

const COUNTED_WEEKS = 52

/** Everything a run reads, as of its date and ledger version: one query per kind, grouped by item. */
export interface Company {
  readonly items: readonly PlannedItem[]
  readonly customers: readonly DescribedCustomers[]
  readonly sales: ReadonlyMap<number, WeeklySales>
  /** Weeks whose sales the feed delivered whole. */
  readonly delivered: ReadonlySet<number>
  readonly habits: LedgerHabits
  readonly orderBooks: ReadonlyMap<number, OrderBook>
  /** Orders whose size or colour is open, by item that may be chosen; they are in `orderBooks` too. */
  readonly openShares: ReadonlyMap<number, OpenShare>
  readonly campaigns: readonly CampaignWindow[]
  readonly timelines: ReadonlyMap<number, CampaignTimeline>
  readonly promotions: ReadonlyMap<number, ItemPromotions>
  readonly boxPlans: readonly BoxPlan[]
  readonly cohorts: readonly SubscriptionCohort[]
  readonly boxWeeks: readonly SubscriptionWeek[]
  readonly expectations: readonly OwnerExpectation[]
  readonly overrides: ReadonlyMap<number, ItemOverrides>
  readonly stock: ReadonlyMap<number, StockOnHand>
  readonly stockOuts: ReadonlyMap<number, readonly number[]>
  /** Stock counts of the last year. */
  readonly counts: readonly WeeklyCounts[]
  readonly scheduled: readonly ScheduledSupply[]
  /** What suppliers were told last of the weeks to come. */
  readonly published: readonly PublishedWeeks[]
  readonly returns: ReadonlyMap<number, ItemReturns>
  readonly returnGrades: ReadonlyMap<number, ReturnGrades>
  /** Share of returns taken to be sold again as new where none was graded. */
  readonly resaleFraction: number
  readonly pastOrders: ReadonlyMap<number, { readonly weeks: number[]; readonly quantities: number[] }>
}

export async function readCompany(db: Db, asked: DemandScope): Promise<Company> {
  const options = await openOptions(db)
  const scope = withChoices(asked, options)
  const sales = byItem(await weeklySales(db, scope))
  const { books, openShares } = explodeOpenOptions(options, byItem(await orderBooks(db, scope)), sales)
  return {
    items: await plannedItems(db, scope),
    customers: await describedCustomers(db, scope),
    sales,
    delivered: deliveredWeeks(await salesFeedCoverage(db, scope), dayNumber(scope.asOf)),
    habits: await ledgerHabits(db, scope),
    orderBooks: books,
    openShares,
    campaigns: explodedCampaigns(options, await campaignWindows(db)),
    timelines: new Map((await campaignTimelines(db, scope)).map((row) => [row.campaignId, row])),
    promotions: byItem(await itemPromotions(db)),
    boxPlans: await boxPlans(db),
    cohorts: await subscriptionCohorts(db, scope),
    boxWeeks: await subscriptionWeeks(db, scope),
    expectations: await ownerExpectations(db, scope),
    overrides: byItem(await standingOverrides(db, scope)),
    stock: byItem(await stockOnHand(db, scope)),
    stockOuts: await stockOutWeeks(db, scope),
    counts: await weeklyCounts(db, scope, weekNumber(scope.asOf) - COUNTED_WEEKS),
    scheduled: await scheduledSupply(db, scope),
    published: await publishedWeeks(db, scope),
    returns: byItem(await itemReturns(db, scope, OLDEST_RETURN_WEEKS)),
    returnGrades: byItem(await returnGrades(db, scope)),
    resaleFraction: (await businessSettings(db)).resaleFraction,
    pastOrders: byItem(await pastOrders(db, scope)),
  }
}

function byItem<Row extends { readonly itemId: number }>(rows: readonly Row[]): Map<number, Row> {
  return new Map(rows.map((row) => [row.itemId, row]))
}

/** Items that share open orders are planned together, stand-ins included, or their shares would not add up. */
function withChoices(scope: DemandScope, options: readonly OpenOption[]): DemandScope {
  if (scope.itemIds === null) return scope
  const itemIds = new Set(scope.itemIds)
  for (const { openItemId, itemIds: choices } of options)
    if (itemIds.has(openItemId) || choices.some((itemId) => itemIds.has(itemId)))
      for (const itemId of [openItemId, ...choices]) itemIds.add(itemId)
  return { ...scope, itemIds: [...itemIds].sort((a, b) => a - b) }
}
