import type { ForecastRow } from '#db/run-rows'
import { promotionUplift } from '#planning/bullwhip/promotion-uplift'
import { mondayOfWeek } from '#planning/demand/week-number'
import type { Company } from './company.ts'
import type { RunCalendar } from './run-calendar.ts'

/** Orders of one item beside what explains them, over the same weeks before the run; arrays equally long, base units. */
export interface OrderStream {
  readonly itemId: number
  readonly supplierId: number | null
  readonly unitCostMinor: number
  /** Weeks of demand an order covers, whole, >= 1. */
  readonly leadTimeWeeks: number
  readonly demand: Float64Array
  /** By week of placing. */
  readonly ordered: Float64Array
  /** Last count of each week, NaN where there is none; null when the item was not counted in these weeks. */
  readonly netStock: Float64Array | null
  readonly promotionUplift: Float64Array
  /** 1 in weeks the item was counted at nothing. */
  readonly isShort: Uint8Array
}

const MOST_WEEKS = 52

/** Items that were ordered and sold in all of the last 52 weeks, or in as many as the company has. */
export function orderStreams(
  company: Company,
  forecasts: readonly ForecastRow[],
  calendar: RunCalendar,
): OrderStream[] {
  const length = Math.min(MOST_WEEKS, Math.max(0, ...forecasts.map(({ history }) => history.length)))
  const window = { firstWeek: calendar.firstWeek - length, length }
  const items = new Map(company.items.map((item) => [item.itemId, item]))
  const counted = new Map(company.counts.map((row) => [row.itemId, row]))
  const streams: OrderStream[] = []
  for (const { itemId, history, leadTimeWeeks } of forecasts) {
    const past = company.pastOrders.get(itemId)
    if (!past || history.length < length) continue
    const demand = Float64Array.from(history.subarray(history.length - length))
    const item = items.get(itemId)
    streams.push({
      itemId,
      supplierId: item?.terms[0]?.supplierId ?? null,
      unitCostMinor: Math.max(1, item?.unitCostMinor ?? 1),
      leadTimeWeeks: Math.max(1, leadTimeWeeks),
      demand,
      ordered: byWeek(past.weeks, past.quantities, window, 0),
      netStock: stockByWeek(counted.get(itemId), window),
      promotionUplift: promotionUplift(demand, promotedWeeks(company, itemId, window)),
      isShort: Uint8Array.from(
        byWeek(
          company.stockOuts.get(itemId) ?? [],
          (company.stockOuts.get(itemId) ?? []).map(() => 1),
          window,
          0,
        ),
      ),
    })
  }
  return streams
}

interface Window {
  readonly firstWeek: number
  readonly length: number
}

function byWeek(
  weeks: readonly number[],
  values: readonly number[],
  { firstWeek, length }: Window,
  absent: number,
): Float64Array {
  const series = new Float64Array(length).fill(absent)
  weeks.forEach((week, k) => {
    if (week >= firstWeek && week < firstWeek + length) series[week - firstWeek] = values[k]!
  })
  return series
}

function stockByWeek(
  counts: { readonly weeks: readonly number[]; readonly onHand: readonly number[] } | undefined,
  window: Window,
): Float64Array | null {
  const series = counts && byWeek(counts.weeks, counts.onHand, window, Number.NaN)
  return series?.some((units) => !Number.isNaN(units)) ? series : null
}

function promotedWeeks(company: Company, itemId: number, { firstWeek, length }: Window): Uint8Array {
  const flags = new Uint8Array(length)
  const promotions = company.promotions.get(itemId)
  const firstDay = mondayOfWeek(firstWeek)
  promotions?.fromDay.forEach((fromDay, k) => {
    const end = Math.min(promotions.toDay[k]!, firstDay + 7 * length - 1)
    for (let day = Math.max(fromDay, firstDay); day <= end; day += 1)
      flags[Math.floor((day - firstDay) / 7)] = 1
  })
  return flags
}
