import { createRandom, seedFor } from '#planning/random'
import { type CampaignTruth, writeCampaign } from './campaign-orders.ts'
import { planCampaigns } from './campaign-plan.ts'
import { type DemoItem, drawCatalogue } from './catalogue.ts'
import { type ConsumerDemand, drawDemand, expectedDemand } from './consumer-demand.ts'
import { type DemoOptions, type HistorySpan, historySpan } from './demo-options.ts'
import { isAskedFor, OwnerPeriods, writeExpectations } from './expectations.ts'
import { buildFactories } from './factories.ts'
import { LedgerBook } from './ledger-book.ts'
import { linePace } from './line-pace.ts'
import { addFactories, addItem, addOwners, addProducts, addReferenceData } from './master-data.ts'
import { writeSales } from './organic-sales.ts'
import { eventFactors, type SalesEvent, salesEvents } from './season.ts'
import { type DemoOwner, drawOwners, ownerSampler } from './shop-owners.ts'
import { writeSignatures } from './signatures.ts'
import { type SubscriptionTruth, writeSubscriptions } from './subscriptions.ts'
import { writeSupplyHistory } from './supply-history.ts'
import { type TableChunk, TableRows } from './table-rows.ts'
import { UnitFlow } from './unit-flow.ts'

const CHUNK_ROWS = 20_000
const FIRST_ITEMS = 1000
const AHEAD_DAYS = 91

/** What really happened behind the ledger, told piece by piece to whoever wants to measure against it. */
export interface Truth {
  item?(item: DemoItem, demand: ConsumerDemand): void
  campaign?(truth: CampaignTruth): void
  subscriptions?(truths: readonly SubscriptionTruth[]): void
  owners?(owners: readonly DemoOwner[]): void
}

/**
 * The demo company as chunks of table rows in an order that satisfies foreign keys. Consumer demand is drawn
 * first; sales, returns, orders to suppliers and stock follow from it. The same options give the same rows.
 * Memory stays bounded by the catalogue: ledger rows leave in chunks.
 */
export function* generate(options: DemoOptions, truth: Truth = {}): Generator<TableChunk, void> {
  const span = historySpan(options)
  const rows = new TableRows()
  const book = new LedgerBook(rows)
  const factories = buildFactories(options.items)
  const owners = drawOwners(options.owners, options.seed)
  const sampleOwner = ownerSampler(owners)
  const { products, items } = drawCatalogue(options, span)
  const events = salesEvents(span.firstDay, span.asOfDay + AHEAD_DAYS)
  const flow = new UnitFlow(span)
  truth.owners?.(owners)

  addReferenceData(rows, span)
  addOwners(rows, owners, span)
  addFactories(rows, factories, span, options)
  addProducts(rows, products)
  yield* rows.take(CHUNK_ROWS)
  for (const campaign of planCampaigns(items, span, Math.min(4, options.entries / 300_000))) {
    const result = writeCampaign(rows, book, options, span, campaign, sampleOwner, flow)
    truth.campaign?.(result)
    writeSignatures(book, options, span, campaign, sampleOwner)
  }
  const subscribed = writeSubscriptions(rows, options, span, items, sampleOwner, flow)
  truth.subscriptions?.(subscribed)
  const liftAhead = eventFactors(events, span.asOfDay, span.asOfDay + AHEAD_DAYS - 1)
  const pace = linePace(items, factories, span.asOfDay, liftAhead, flow)
  for (const item of items) {
    addItem(rows, item, factories, pace(item))
    // Campaigns and boxes are of the first products, so their items go out before or with them.
    if (item.itemId >= FIRST_ITEMS) yield* rows.take(CHUNK_ROWS)
  }
  yield* rows.take()

  const context = {
    book,
    sampleOwner,
    firstDay: span.firstDay,
    lastDay: span.lastDay,
    priceFactor: priceFactors(events, span),
  }
  const lift = eventFactors(events, span.firstDay, span.lastDay)
  const counters = { orders: 0, receipts: 0 }
  const periods = new OwnerPeriods(owners, span)
  for (const item of items) {
    if (item.isOpenOption) continue
    const random = createRandom(seedFor(options.seed, `demand of item ${item.itemId}`))
    const demand = drawDemand(random, item, lift, span.firstDay)
    truth.item?.(item, demand)
    periods.clear()
    const returned = writeSales(context, random, item, demand.units, (owner, day, quantity) =>
      periods.count(owner, day, quantity),
    )
    if (isAskedFor(item)) writeExpectations(book, random, item, owners, periods, expectedUnits(item), span)
    const units = {
      shipped: shippedUnits(demand.units, flow, item),
      returned,
      campaigned: flow.of(item.itemId)?.campaigned,
    }
    writeSupplyHistory(rows, counters, random, item, factories.supplierOf(item), units, span, storyOf(item))
    yield* rows.take(CHUNK_ROWS)
  }
  yield* rows.take()
}

function expectedUnits(item: DemoItem): (firstDay: number, days: number) => number {
  const noLift = (days: number) => new Float64Array(days).fill(1)
  return (firstDay, days) =>
    expectedDemand(item, noLift(days), firstDay).reduce((sum, units) => sum + units, 0)
}

/** All units that left in the history: sales, campaigns and boxes. */
function shippedUnits(sold: Int32Array, flow: UnitFlow, item: DemoItem): Int32Array {
  const extra = flow.of(item.itemId)
  return extra ? sold.map((units, index) => units + extra.campaigned[index]! + extra.boxed[index]!) : sold
}

/** Three steady sellers whose supplier is late, so that the first run has shortages to show. */
function storyOf(item: DemoItem): 'late' | null {
  return item.pattern === 'smooth' && item.itemId % 60 === 29 ? 'late' : null
}

function priceFactors(events: readonly SalesEvent[], span: HistorySpan): Float64Array {
  const factors = new Float64Array(span.lastDay - span.firstDay + 1).fill(1)
  for (const event of events)
    for (
      let day = Math.max(event.startDay, span.firstDay);
      day <= Math.min(event.endDay, span.lastDay);
      day += 1
    )
      factors[day - span.firstDay] = 1 - event.discountFraction
  return factors
}
