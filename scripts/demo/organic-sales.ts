import type { Random } from '#planning/random'
import type { DemoItem } from './catalogue.ts'
import { type LedgerBook, resaleGrade } from './ledger-book.ts'
import type { DemoOwner } from './shop-owners.ts'

export interface SalesContext {
  readonly book: LedgerBook
  readonly sampleOwner: (random: Random, tag: string | undefined) => DemoOwner
  readonly firstDay: number
  readonly lastDay: number
  /** Price of each day against the list price. */
  readonly priceFactor: Float64Array
}

/** Told of each order line, so that expectations can be set against what owners then sold. */
export type SaleListener = (owner: DemoOwner, day: number, quantity: number) => void

/** Splits an item's portions into order lines of owners, some of which come back later. Gives portions back as new per day. */
export function writeSales(
  context: SalesContext,
  random: Random,
  item: DemoItem,
  units: Int32Array,
  onSale: SaleListener,
): Int32Array {
  const returned = new Int32Array(units.length)
  const { returnFraction } = item.product.range
  const bulk = item.pattern === 'erratic' ? 0.03 : 0.004
  for (let index = 0; index < units.length; index += 1) {
    const day = context.firstDay + index
    const price = Math.round(item.priceMinor * context.priceFactor[index]!)
    for (let left = units[index]!; left > 0; ) {
      const portions = Math.min(left, lineQuantity(random, bulk))
      left -= portions
      const quantity = portions * item.portion
      const owner = context.sampleOwner(random, item.product.noun.tag)
      onSale(owner, day, portions)
      const line = {
        recordId: context.book.nextRecordId(),
        itemId: item.itemId,
        needFromDay: day,
        needToDay: day,
        shopOwnerId: owner.shopOwnerId,
        campaignId: null,
        channel: owner.channel,
        region: owner.region,
        unitPriceMinor: price,
      }
      context.book.entry('sales', line, {
        kind: 'sale',
        rung: 'paid',
        quantity,
        day,
        secondOfDay: shoppingSecond(random),
      })
      const returnDay = random() < returnFraction ? day + 4 + Math.floor(12 * random() * random()) : null
      const isReturned = returnDay !== null && returnDay <= context.lastDay
      if (isReturned) {
        const grade = resaleGrade(line.recordId)
        context.book.entry(
          'sales',
          { ...line, needFromDay: returnDay, needToDay: returnDay },
          {
            kind: 'return',
            rung: 'paid',
            quantity,
            day: returnDay,
            secondOfDay: 36_000 + Math.floor(random() * 20_000),
            grade,
          },
        )
        if (grade === 'as-new') returned[returnDay - context.firstDay]! += portions
      }
      context.book.record('sales', line, isReturned ? 'returned' : 'sold', quantity)
    }
  }
  return returned
}

/** Mostly one or two pieces; now and then a group order. Mean about 1.9. */
function lineQuantity(random: Random, bulk: number): number {
  if (random() < bulk) return 8 + Math.floor(random() * 25)
  let quantity = 1
  while (quantity < 8 && random() < 0.45) quantity += 1
  return quantity
}

/** Shops sell from eight in the morning to half past eleven at night, most in the evening. */
export function shoppingSecond(random: Random): number {
  const evening = random() < 0.6
  return evening ? 64_800 + Math.floor(random() * 19_700) : 28_800 + Math.floor(random() * 36_000)
}
