import type { CampaignWindow } from '#db/campaigns'
import type { OrderBook, WeeklySales } from '#db/demand'
import type { OpenOption } from '#db/open-options'
import { mixConcentration, optionMix } from '#planning/forecast/option-mix'

/** Pseudo-units that an even mix counts for while too few products tell how far mixes lie apart. */
const USUAL_CONCENTRATION = 8
const FEWEST_PRODUCTS = 3

/** What an item may still get of orders whose option is open. */
export interface OpenShare {
  /** The orders, each with the item's share of its units. */
  readonly book: OrderBook
  readonly share: number
  /** Units that the mix counts for. */
  readonly weight: number
}

/**
 * Gives the orders of stand-in items to the items that may still be chosen, by the mix learned from what was chosen and
 * sold. Units stay the same in total; a stand-in keeps nothing. How much an even mix counts for is learned from how far
 * the mixes of products lie apart.
 */
export function explodeOpenOptions(
  options: readonly OpenOption[],
  books: ReadonlyMap<number, OrderBook>,
  sales: ReadonlyMap<number, WeeklySales>,
): { books: Map<number, OrderBook>; openShares: Map<number, OpenShare> } {
  const exploded = new Map(books)
  const openShares = new Map<number, OpenShare>()
  const chosenOf = new Map(
    options.map(({ openItemId, itemIds }) => [
      openItemId,
      itemIds.map(
        (itemId) => sum(sales.get(itemId)?.quantities ?? []) + sum(books.get(itemId)?.placed ?? []),
      ),
    ]),
  )
  for (const { openItemId, itemIds } of options) {
    const open = books.get(openItemId)
    if (!open) continue
    exploded.delete(openItemId)
    const alike = [...chosenOf.values()].filter(({ length }) => length === itemIds.length)
    const concentration = alike.length < FEWEST_PRODUCTS ? USUAL_CONCENTRATION : mixConcentration(alike)
    const even = new Array<number>(itemIds.length).fill(1)
    const mix = optionMix(chosenOf.get(openItemId)!, even, concentration)
    const weight = sum(mix)
    itemIds.forEach((itemId, option) => {
      const share = mix[option]! / weight
      openShares.set(itemId, { book: joined(itemId, undefined, open, share), share, weight })
      exploded.set(itemId, joined(itemId, exploded.get(itemId), open, share))
    })
  }
  return { books: exploded, openShares }
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
