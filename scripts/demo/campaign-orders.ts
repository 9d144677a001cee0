import { createRandom, drawBeta, type Random, seedFor } from '#planning/random'
import type { DemoCampaign } from './campaign-plan.ts'
import type { DemoItem } from './catalogue.ts'
import type { DemoOptions, HistorySpan } from './demo-options.ts'
import { dateText, type LedgerBook, type LedgerEvent, type OrderLine, resaleGrade } from './ledger-book.ts'
import { shoppingSecond } from './organic-sales.ts'
import type { DemoOwner } from './shop-owners.ts'
import type { TableRows } from './table-rows.ts'
import type { UnitFlow } from './unit-flow.ts'

/** What was behind a campaign, whole: also what as-of does not know yet. */
export interface CampaignTruth {
  readonly campaign: DemoCampaign
  /** Pieces wanted, the cap aside. */
  readonly wanted: number
  readonly placed: number
  readonly cancelled: number
  readonly unpaid: number
  readonly shipped: number
  readonly cancelRate: number
  readonly unpaidRate: number
}

/** Correlation of two orders of one campaign in being cancelled, or in not being paid (beta-binomial). */
const CORRELATION = 0.025

interface Order {
  readonly item: DemoItem
  readonly isOpenFirst: boolean
  readonly quantity: number
  readonly placedDay: number
  readonly owner: DemoOwner
}

/** Writes one campaign's orders as far as they are known at as-of; adds what ships to the flow of units. */
export function writeCampaign(
  rows: TableRows,
  book: LedgerBook,
  options: DemoOptions,
  span: HistorySpan,
  campaign: DemoCampaign,
  sampleOwner: (random: Random, tag: string | undefined) => DemoOwner,
  flow: UnitFlow,
): CampaignTruth {
  addCampaign(rows, campaign)
  const random = createRandom(seedFor(options.seed, `campaign ${campaign.uniqueCode}`))
  const correlated = (mean: number) => {
    const strength = (1 - CORRELATION) / CORRELATION
    return drawBeta(random, mean * strength, (1 - mean) * strength)
  }
  const cancelRate = correlated(campaign.cancelMean)
  const unpaidRate = correlated(campaign.unpaidMean)
  const { orders, wanted } = drawOrders(random, campaign, sampleOwner)
  const placed = orders.reduce((sum, order) => sum + order.quantity, 0)
  const unitPriceMinor = Math.round(campaign.referencePriceMinor * (1 - reachedDiscount(campaign, placed)))
  const total = { cancelled: 0, unpaid: 0, shipped: 0 }
  for (const [rank, order] of orders.entries()) {
    const life = drawLife(random, campaign, order, rank / orders.length, cancelRate, unpaidRate)
    total[life.end] += order.quantity
    if (life.shipDay !== null)
      flow.add(order.item.itemId, life.shipDay, order.quantity, campaign.depositTo < span.asOfDay)
    writeLife(book, campaign, order, life, unitPriceMinor, span, random)
  }
  return { campaign, wanted, placed, ...total, cancelRate, unpaidRate }
}

function addCampaign(rows: TableRows, campaign: DemoCampaign): void {
  rows.add('campaign', {
    campaign_id: campaign.campaignId,
    code: campaign.uniqueCode,
    kind: campaign.kind,
    name_zh: campaign.nameZh,
    name_en: campaign.nameEn,
    reference_price_minor: campaign.referencePriceMinor,
    deposit_fraction: campaign.depositFraction,
    discount_ladder: JSON.stringify(campaign.ladder),
    threshold_quantity: campaign.threshold,
    cap_quantity: campaign.cap,
    deposit_from: dateText(campaign.depositFrom),
    deposit_to: dateText(campaign.depositTo),
    balance_from: dateText(campaign.balanceFrom),
    balance_to: dateText(campaign.balanceTo),
    ship_from: dateText(campaign.shipFrom),
    ship_to: dateText(campaign.shipTo),
  })
  for (const item of [...campaign.items, ...(campaign.openItem ? [campaign.openItem] : [])])
    rows.add('campaign_item', { campaign_id: campaign.campaignId, item_id: item.itemId })
}

function drawOrders(
  random: Random,
  campaign: DemoCampaign,
  sampleOwner: (random: Random, tag: string | undefined) => DemoOwner,
): { orders: Order[]; wanted: number } {
  const length = campaign.depositTo - campaign.depositFrom + 1
  // Launches with a cap are stormed; the others fill at both ends of their window.
  const bookingDay = () => {
    const kind = random()
    if (campaign.cap !== null) return Math.floor(-1.4 * Math.log(1 - random()))
    if (kind < 0.4) return Math.floor(-0.14 * length * Math.log(1 - random()))
    return kind < 0.68
      ? length - 1 - Math.floor(-0.08 * length * Math.log(1 - random()))
      : Math.floor(random() * length)
  }
  const days = Array.from({ length: campaign.people }, () => Math.min(length - 1, Math.max(0, bookingDay())))
  days.sort((a, b) => a - b)
  const orders: Order[] = []
  let wanted = 0
  let placed = 0
  for (const day of days) {
    const quantity = random() < 0.15 ? 2 : 1
    wanted += quantity
    if (campaign.cap !== null && placed + quantity > campaign.cap) continue
    placed += quantity
    const item = pickItem(random, campaign.items)
    orders.push({
      item,
      isOpenFirst: campaign.openItem !== null && random() < campaign.openShare,
      quantity,
      placedDay: campaign.depositFrom + day,
      owner: sampleOwner(random, item.product.noun.tag),
    })
  }
  return { orders, wanted }
}

function pickItem(random: Random, items: readonly DemoItem[]): DemoItem {
  const total = items.reduce((sum, item) => sum + Math.sqrt(item.weeklyUnits), 0)
  let remaining = random() * total
  for (const item of items) {
    remaining -= Math.sqrt(item.weeklyUnits)
    if (remaining < 0) return item
  }
  return items[items.length - 1]!
}

function reachedDiscount(campaign: DemoCampaign, quantity: number): number {
  let discount = 0
  for (const step of campaign.ladder) if (quantity >= step.quantity) discount = step.discountFraction
  return discount
}

interface Life {
  readonly chosenDay: number | null
  readonly cancelDay: number | null
  readonly settleDay: number | null
  readonly shipDay: number | null
  readonly returnDay: number | null
  readonly end: 'cancelled' | 'unpaid' | 'shipped'
}

function drawLife(
  random: Random,
  campaign: DemoCampaign,
  order: Order,
  place: number,
  cancelRate: number,
  unpaidRate: number,
): Life {
  const waitDays = campaign.balanceFrom - order.placedDay
  const between = () => order.placedDay + 1 + Math.floor(random() * Math.max(1, waitDays - 1))
  const chosenDay = order.isOpenFirst ? between() : null
  const none = { chosenDay, cancelDay: null, settleDay: null, shipDay: null, returnDay: null }
  if (random() < cancelRate) {
    const cancelDay = between()
    // Whoever leaves never chose a size, unless it came first.
    return {
      ...none,
      chosenDay: chosenDay !== null && chosenDay < cancelDay ? chosenDay : null,
      cancelDay,
      end: 'cancelled',
    }
  }
  if (random() < unpaidRate) return { ...none, cancelDay: campaign.balanceTo + 1, end: 'unpaid' }
  const balanceLength = campaign.balanceTo - campaign.balanceFrom + 1
  const settleDay =
    campaign.balanceFrom + Math.min(balanceLength - 1, Math.floor(-0.8 * Math.log(1 - random())))
  const shipDay = campaign.shipFrom + Math.floor(place * (campaign.shipTo - campaign.shipFrom + 1))
  const isReturned = random() < order.item.product.range.returnFraction
  return {
    ...none,
    settleDay,
    shipDay,
    returnDay: isReturned ? shipDay + 5 + Math.floor(random() * 10) : null,
    end: 'shipped',
  }
}

function writeLife(
  book: LedgerBook,
  campaign: DemoCampaign,
  order: Order,
  life: Life,
  unitPriceMinor: number,
  span: HistorySpan,
  random: Random,
): void {
  if (order.placedDay > span.lastDay) return
  const { quantity, owner } = order
  const line: OrderLine = {
    recordId: book.nextRecordId(),
    itemId: order.item.itemId,
    needFromDay: campaign.shipFrom,
    needToDay: campaign.shipTo,
    shopOwnerId: owner.shopOwnerId,
    campaignId: campaign.campaignId,
    channel: owner.channel,
    region: owner.region,
    unitPriceMinor,
  }
  const openLine = order.isOpenFirst ? { ...line, itemId: campaign.openItem!.itemId } : line
  const isChosen = life.chosenDay !== null && life.chosenDay <= span.lastDay
  const finalLine = isChosen ? line : openLine
  let state = 'placed'
  const write = (
    to: OrderLine,
    day: number | null,
    event: Pick<LedgerEvent, 'kind' | 'rung' | 'grade'>,
    next: string,
  ) => {
    if (day === null || day > span.lastDay) return
    book.entry('preOrders', to, { ...event, quantity, day, secondOfDay: shoppingSecond(random) })
    state = next
  }
  write(openLine, order.placedDay, { kind: 'placed', rung: 'deposit' }, 'placed')
  if (isChosen) {
    const secondOfDay = shoppingSecond(random)
    const moved = { kind: 'placed', rung: 'deposit', day: life.chosenDay!, secondOfDay } as const
    book.entry('preOrders', openLine, { ...moved, quantity: -quantity, isReversal: true })
    book.entry('preOrders', line, { ...moved, quantity })
  }
  write(finalLine, life.cancelDay, { kind: 'cancelled', rung: 'deposit' }, 'cancelled')
  write(finalLine, life.settleDay, { kind: 'settled', rung: 'paid' }, 'settled')
  write(finalLine, life.shipDay, { kind: 'fulfilled', rung: 'paid' }, 'fulfilled')
  const { returnDay } = life
  if (returnDay !== null)
    write(
      { ...finalLine, needFromDay: returnDay, needToDay: returnDay },
      returnDay,
      { kind: 'return', rung: 'paid', grade: resaleGrade(finalLine.recordId) },
      'returned',
    )
  book.record('preOrders', finalLine, state, quantity, isChosen ? 2 : 1)
}
