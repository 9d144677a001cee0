import { createRandom, seedFor } from '#planning/random'
import type { DemoCampaign } from './campaign-plan.ts'
import type { DemoOptions, HistorySpan } from './demo-options.ts'
import type { LedgerBook } from './ledger-book.ts'
import { shoppingSecond } from './organic-sales.ts'
import type { DemoOwner } from './shop-owners.ts'

/** People who sign for a campaign and never pay a deposit, against those who order. */
const UNPAID_SHARE = 0.2
/** Signing begins so many days before deposits are taken. */
const DAYS_AHEAD = 10

/** Signatures without a deposit: one piece each, withdrawn the day after deposits end. They are intent and no orders. */
export function writeSignatures(
  book: LedgerBook,
  options: DemoOptions,
  span: HistorySpan,
  campaign: DemoCampaign,
  sampleOwner: (random: ReturnType<typeof createRandom>, tag: string | undefined) => DemoOwner,
): void {
  // A stream of its own: what is ordered does not depend on who only signs.
  const random = createRandom(seedFor(options.seed, `signatures ${campaign.uniqueCode}`))
  const firstDay = campaign.depositFrom - DAYS_AHEAD
  const length = campaign.depositTo - firstDay + 1
  const days = Array.from({ length: Math.round(UNPAID_SHARE * campaign.people) }, () =>
    Math.floor(random() ** 2 * length),
  ).sort((a, b) => a - b)
  for (const after of days) {
    const day = firstDay + after
    const item = campaign.items[Math.floor(random() * campaign.items.length)]!
    const owner = sampleOwner(random, item.product.noun.tag)
    const secondOfDay = shoppingSecond(random)
    if (day < span.firstDay || day > span.lastDay) continue
    const line = {
      recordId: book.nextRecordId(),
      itemId: item.itemId,
      needFromDay: campaign.shipFrom,
      needToDay: campaign.shipTo,
      shopOwnerId: owner.shopOwnerId,
      campaignId: campaign.campaignId,
      channel: owner.channel,
      region: owner.region,
      unitPriceMinor: null,
    }
    const intent = { rung: 'intent', quantity: 1, secondOfDay } as const
    book.entry('preOrders', line, { ...intent, kind: 'placed', day })
    const isOver = campaign.depositTo < span.lastDay
    if (isOver) book.entry('preOrders', line, { ...intent, kind: 'cancelled', day: campaign.depositTo + 1 })
    book.record('preOrders', line, isOver ? 'cancelled' : 'placed', 1)
  }
}
