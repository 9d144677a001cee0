import { createRandom, seedFor } from '#planning/random'
import { type DemoItem, drawCatalogue } from './catalogue.ts'
import { type ConsumerDemand, drawDemand } from './consumer-demand.ts'
import { type DemoOptions, type HistorySpan, historySpan } from './demo-options.ts'
import { buildFactories } from './factories.ts'
import { IMPORTS, type ImportName, LedgerBook } from './ledger-book.ts'
import { linePace } from './line-pace.ts'
import { addFactories, addItem, addOwners, addProducts, addReferenceData } from './master-data.ts'
import { writeSales } from './organic-sales.ts'
import { eventFactors, type SalesEvent, salesEvents } from './season.ts'
import { drawOwners, ownerSampler } from './shop-owners.ts'
import { writeSupplyHistory } from './supply-history.ts'
import { type TableChunk, type TableName, TableRows } from './table-rows.ts'

const CHUNK_ROWS = 20_000

/** What really happened behind the ledger, told item by item for those who want to measure against it. */
export interface Truth {
  item?(item: DemoItem, demand: ConsumerDemand): void
}

export interface DemoSummary {
  readonly rowCounts: ReadonlyMap<TableName, number>
  readonly imports: readonly { name: ImportName; rows: number; entries: number }[]
}

/**
 * The demo company as chunks of table rows in an order that satisfies foreign keys. Consumer demand is drawn
 * first; sales, returns, orders to suppliers and stock follow from it. The same options give the same rows.
 * Memory stays bounded by the catalogue: ledger rows leave in chunks.
 */
export function* generate(options: DemoOptions, truth: Truth = {}): Generator<TableChunk, DemoSummary> {
  const span = historySpan(options)
  const rows = new TableRows()
  const book = new LedgerBook(rows)
  const factories = buildFactories(options.items)
  const owners = drawOwners(options.owners, options.seed)
  const { products, items } = drawCatalogue(options, span)
  const events = salesEvents(span.firstDay, span.asOfDay + 91)
  const pace = linePace(
    items,
    factories,
    span.asOfDay,
    eventFactors(events, span.asOfDay, span.asOfDay + 90),
    () => 0,
  )

  addReferenceData(rows, span)
  addOwners(rows, owners, span)
  addFactories(rows, factories, span, options)
  addProducts(rows, products)
  for (const item of items) addItem(rows, item, factories, pace(item))
  yield* rows.take()

  const context = {
    book,
    sampleOwner: ownerSampler(owners),
    firstDay: span.firstDay,
    lastDay: span.lastDay,
    priceFactor: priceFactors(events, span),
  }
  const lift = eventFactors(events, span.firstDay, span.lastDay)
  const counters = { orders: 0, receipts: 0 }
  for (const item of items) {
    if (item.isOpenOption) continue
    const random = createRandom(seedFor(options.seed, `demand of item ${item.itemId}`))
    const demand = drawDemand(random, item, lift, span.firstDay)
    truth.item?.(item, demand)
    const returned = writeSales(context, random, item, demand.units, () => undefined)
    const flow = { shipped: demand.units, returned, campaigned: undefined }
    writeSupplyHistory(rows, counters, random, item, factories.supplierOf(item), flow, span, storyOf(item))
    yield* rows.take(CHUNK_ROWS)
  }
  yield* rows.take()
  return {
    rowCounts: rows.counts,
    imports: (Object.keys(IMPORTS) as ImportName[]).map((name) => ({
      name,
      rows: book.recordCounts.get(name) ?? 0,
      entries: book.entryCounts.get(name) ?? 0,
    })),
  }
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
