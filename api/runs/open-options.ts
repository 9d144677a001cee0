import type { CampaignWindow } from '#db/campaigns'
import type { OrderBook, WeeklySales } from '#db/demand'
import type { OpenOption } from '#db/open-options'
import { optionMix } from '#planning/forecast/option-mix'

/** Pseudo-units that an even mix counts for before any option was chosen. */
const CONCENTRATION = 8

/**
 * Gives the orders of stand-in items to the items that may still be chosen, by the mix learned from what was chosen and
 * sold. Units stay the same in total; a stand-in keeps nothing.
 */
export function explodeOpenOptions(
  options: readonly OpenOption[],
  books: ReadonlyMap<number, OrderBook>,
  sales: ReadonlyMap<number, WeeklySales>,
): Map<number, OrderBook> {
  const exploded = new Map(books)
  for (const { openItemId, itemIds } of options) {
    const open = books.get(openItemId)
    if (!open) continue
    exploded.delete(openItemId)
    const chosen = itemIds.map(
      (itemId) => sum(sales.get(itemId)?.quantities ?? []) + sum(books.get(itemId)?.placed ?? []),
    )
    const mix = optionMix(chosen, new Array<number>(itemIds.length).fill(1), CONCENTRATION)
    const total = sum(mix)
    itemIds.forEach((itemId, option) => {
      const share = mix[option]! / total
      exploded.set(itemId, joined(itemId, exploded.get(itemId), open, share))
    })
  }
  return exploded
}

/** Campaigns of stand-in items as campaigns of the items that may be chosen. */
export function explodedCampaigns(
  options: readonly OpenOption[],
  campaigns: readonly CampaignWindow[],
): CampaignWindow[] {
  const choices = new Map(options.map(({ openItemId, itemIds }) => [openItemId, itemIds]))
  return campaigns.map((campaign) => {
    if (!campaign.itemIds.some((itemId) => choices.has(itemId))) return campaign
    const category = new Map(campaign.itemIds.map((itemId, k) => [itemId, campaign.categoryIds[k] ?? null]))
    for (const itemId of campaign.itemIds)
      for (const chosen of choices.get(itemId) ?? [])
        if (!category.has(chosen)) category.set(chosen, category.get(itemId) ?? null)
    const itemIds = [...category.keys()].filter((itemId) => !choices.has(itemId)).sort((a, b) => a - b)
    return { ...campaign, itemIds, categoryIds: itemIds.map((itemId) => category.get(itemId) ?? null) }
  })
}

function joined(itemId: number, own: OrderBook | undefined, open: OrderBook, share: number): OrderBook {
  const both = <T>(pick: (book: OrderBook) => readonly T[]) => [...(own ? pick(own) : []), ...pick(open)]
  const shared = (pick: (book: OrderBook) => readonly number[]) => [
    ...(own ? pick(own) : []),
    ...pick(open).map((units) => units * share),
  ]
  return {
    itemId,
    campaignId: both((book) => book.campaignId),
    needFromDay: both((book) => book.needFromDay),
    needToDay: both((book) => book.needToDay),
    placedDay: both((book) => book.placedDay),
    cancelledDay: both((book) => book.cancelledDay),
    isDeposit: both((book) => book.isDeposit),
    placed: shared((book) => book.placed),
    cancelled: shared((book) => book.cancelled),
    settled: shared((book) => book.settled),
    openPaid: shared((book) => book.openPaid),
    openDeposit: shared((book) => book.openDeposit),
    openSubscription: shared((book) => book.openSubscription),
  }
}

function sum(values: ArrayLike<number>): number {
  let total = 0
  for (let k = 0; k < values.length; k += 1) total += values[k]!
  return total
}
