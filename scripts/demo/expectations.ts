import { drawStandardNormal, type Random } from '#planning/random'
import type { DemoItem } from './catalogue.ts'
import type { HistorySpan } from './demo-options.ts'
import type { LedgerBook } from './ledger-book.ts'
import type { DemoOwner } from './shop-owners.ts'

const PERIOD_DAYS = 28
const PAST_PERIODS = 9
const ASKED_OWNERS = 24
const ASKED_ITEMS = 40
/** Owners speak ten days before the four weeks begin. */
const ASKED_DAYS_BEFORE = 10

/** What a few owners sold of one item, by period; filled while sales are written. */
export class OwnerPeriods {
  readonly #sold = new Map<number, Int32Array>()
  readonly #firstDay: number

  constructor(owners: readonly DemoOwner[], span: HistorySpan) {
    this.#firstDay = firstPeriodDay(span)
    const largest = [...owners].sort((a, b) => b.share - a.share || a.shopOwnerId - b.shopOwnerId)
    for (const owner of largest.slice(0, ASKED_OWNERS))
      this.#sold.set(owner.shopOwnerId, new Int32Array(PAST_PERIODS))
  }

  clear(): void {
    for (const sold of this.#sold.values()) sold.fill(0)
  }

  count(owner: DemoOwner, day: number, quantity: number): void {
    const sold = this.#sold.get(owner.shopOwnerId)
    const period = Math.floor((day - this.#firstDay) / PERIOD_DAYS)
    if (sold !== undefined && period >= 0 && period < PAST_PERIODS) sold[period]! += quantity
  }

  of(owner: DemoOwner): Int32Array | undefined {
    return this.#sold.get(owner.shopOwnerId)
  }
}

/** Periods of four weeks from a Monday; the last past one ends before the week of as-of. */
function firstPeriodDay(span: HistorySpan): number {
  const monday = span.asOfDay - ((span.asOfDay + 3) % 7)
  return monday - PERIOD_DAYS * PAST_PERIODS
}

export function isAskedFor(item: DemoItem): boolean {
  return !item.isOpenOption && item.itemId <= 3 * ASKED_ITEMS && item.itemId % 3 === 0 && item.weeklyUnits > 4
}

/** Owners' expectations of an item: near what they then sold, off by their lasting optimism and chance. */
export function writeExpectations(
  book: LedgerBook,
  random: Random,
  item: DemoItem,
  owners: readonly DemoOwner[],
  periods: OwnerPeriods,
  expectedUnits: (firstDay: number, days: number) => number,
  span: HistorySpan,
): void {
  const first = firstPeriodDay(span)
  for (const owner of owners) {
    const sold = periods.of(owner)
    if (sold === undefined) continue
    for (let period = 0; period <= PAST_PERIODS; period += 1) {
      const from = first + period * PERIOD_DAYS
      const usual = owner.share * expectedUnits(from, PERIOD_DAYS)
      const felt = period < PAST_PERIODS ? 0.5 * usual + 0.5 * sold[period]! : usual
      const portions = Math.round(felt * owner.optimism * Math.exp(0.18 * drawStandardNormal(random)))
      const quantity = portions * item.portion
      const isTold = random() < 0.7
      if (quantity < 1 || !isTold) continue
      const line = {
        recordId: book.nextRecordId(),
        itemId: item.itemId,
        needFromDay: from,
        needToDay: from + PERIOD_DAYS - 1,
        shopOwnerId: owner.shopOwnerId,
        campaignId: null,
        channel: owner.channel,
        region: owner.region,
        unitPriceMinor: null,
      }
      const day = Math.min(span.lastDay, from - ASKED_DAYS_BEFORE)
      book.entry('expectations', line, {
        kind: 'expected',
        rung: 'intent',
        quantity,
        day,
        secondOfDay: 72_000 + Math.floor(random() * 9000),
      })
      book.record('expectations', line, 'placed', quantity)
    }
  }
}
