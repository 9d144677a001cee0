import { CENSORED, type DemandHistory, NO_DATA, OBSERVED } from '#planning/demand/demand-history'
import { weekStart } from '#planning/demand/week-number'

export interface SalesOfItem {
  readonly seriesId: string
  /** Weeks with sales, ascending, and their units. */
  readonly weeks: readonly number[]
  readonly quantities: readonly number[]
  /** Week of launch; null: the first week with sales. */
  readonly launchedWeek: number | null
  /** Weeks the feed delivered: absent there means zero. */
  readonly delivered: ReadonlySet<number>
  /** Weeks sold out or capped: what was sold is "at least". */
  readonly soldOutWeeks: readonly number[]
  /** The week after the last of the history. */
  readonly endWeek: number
  /** Weeks of history at most; older weeks are left out. */
  readonly longest: number
}

/**
 * Contiguous weekly demand of one item from the weeks in which it sold: zero where the feed delivered and nothing was
 * sold, no data where the feed did not deliver, censored where the item was sold out.
 *
 * @returns history ending the week before `endWeek`; one week without data for an item that never sold
 * @example assembleHistory({ seriesId: 'a', weeks: [10, 12], quantities: [5, 7], launchedWeek: null,
 *   delivered: new Set([10, 11, 12]), soldOutWeeks: [], endWeek: 13, longest: 208 }).quantity // [5, 0, 7]
 */
export function assembleHistory(sales: SalesOfItem): DemandHistory {
  const { endWeek, delivered } = sales
  const firstSale = sales.weeks[0] ?? endWeek - 1
  const begin = sales.launchedWeek === null ? firstSale : Math.min(firstSale, sales.launchedWeek)
  const firstWeek = Math.min(endWeek - 1, Math.max(begin, endWeek - sales.longest))
  const count = endWeek - firstWeek
  const quantity = new Float64Array(count)
  const status = new Uint8Array(count)
  sales.weeks.forEach((week, k) => {
    if (week >= firstWeek && week < endWeek) quantity[week - firstWeek] += sales.quantities[k]!
  })
  const soldOut = new Set(sales.soldOutWeeks)
  for (let i = 0; i < count; i += 1) {
    const week = firstWeek + i
    if (!delivered.has(week)) {
      status[i] = NO_DATA
      quantity[i] = Number.NaN
    } else {
      quantity[i] = Math.max(0, quantity[i]!)
      status[i] = soldOut.has(week) ? CENSORED : OBSERVED
    }
  }
  return { seriesId: sales.seriesId, bucket: 'week', start: weekStart(firstWeek), quantity, status }
}
