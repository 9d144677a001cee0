import { NO_DATA, OBSERVED } from '#planning/demand/demand-history'
import { forecastFromBookings, type KnownOrdersForecast } from '#planning/forecast/known-orders'
import { dayNumber, isoDate } from '#planning/time-bucket'
import type { Shops } from './known-orders-data.ts'

export interface ShopLine {
  readonly lead: number
  readonly storeDays: number
  /** RMSLE by method. */
  readonly rmsle: Readonly<Record<string, number>>
  /** Best of ours without reservations and the classical blind peers. */
  readonly bestBlind: number
  readonly gain: number
}

/** Last quantile levels whose mean of ln(1 + units) is the point forecast: what the root mean squared log error asks for. */
const LEVELS = [0.05, 0.15, 0.25, 0.35, 0.45, 0.5, 0.55, 0.65, 0.75, 0.85, 0.95]

/** Store-days with reservations' stores, 15 February to 31 March 2017; every store that is open that day counts. */
export function benchShops(shops: Shops, leads: readonly number[]): ShopLine[] {
  const from = dayNumber('2017-02-15')
  const to = dayNumber('2017-03-31')
  const squares = leads.map(() => new Map<string, number>())
  const storeDays = leads.map(() => 0)
  const horizon = Math.max(...leads)
  const none = { ...shops.bookings, series: new Int32Array(0) }
  for (let origin = from - horizon; origin < to; origin += 1) {
    const request = {
      seriesIds: shops.storeIds,
      asOfDay: origin,
      bucket: 'day',
      horizon,
      quantileLevels: LEVELS,
      holidays: shops.holidays,
      history: shops.guests.map((guests, store) => {
        const first = guests.findIndex((value) => !Number.isNaN(value))
        const quantity = guests.slice(first, origin - shops.firstDay + 1)
        return {
          seriesId: shops.storeIds[store]!,
          bucket: 'day' as const,
          start: isoDate(shops.firstDay + first),
          quantity,
          status: Uint8Array.from(quantity, (value) => (Number.isNaN(value) ? NO_DATA : OBSERVED)),
        }
      }),
    } as const
    const withBook = forecastFromBookings({ ...request, bookings: shops.bookings })
    const blind = forecastFromBookings({ ...request, bookings: none })
    leads.forEach((lead, l) => {
      const day = origin + lead
      if (day < from || day > to) return
      shops.guests.forEach((guests, store) => {
        const actual = guests[day - shops.firstDay]!
        if (Number.isNaN(actual)) return
        storeDays[l] = storeDays[l]! + 1
        const add = (method: string, value: number) => {
          const error = Math.log1p(Math.max(0, value)) - Math.log1p(actual)
          squares[l]!.set(method, (squares[l]!.get(method) ?? 0) + error * error)
        }
        add('ours', logMean(withBook[store]!, lead - 1))
        add('ours, mean', withBook[store]!.mean[lead - 1]!)
        add('ours, median', withBook[store]!.quantiles[5]![lead - 1]!)
        add('blind ours', logMean(blind[store]!, lead - 1))
        add('blind ours, mean', blind[store]!.mean[lead - 1]!)
        for (const weeks of [4, 8, 26])
          add(
            `blind same weekday, ${weeks} weeks`,
            sameWeekday(guests, origin - shops.firstDay, day - shops.firstDay, weeks),
          )
      })
    })
  }
  return leads.map((lead, l) => {
    const rmsle = Object.fromEntries(
      [...squares[l]!].map(([method, sum]) => [method, Math.sqrt(sum / storeDays[l]!)]),
    )
    const bestBlind = Math.min(
      ...Object.entries(rmsle).flatMap(([method, value]) => (method.startsWith('blind') ? [value] : [])),
    )
    return { lead, storeDays: storeDays[l]!, rmsle, bestBlind, gain: 1 - rmsle.ours! / bestBlind }
  })
}

function logMean(forecast: KnownOrdersForecast, step: number): number {
  let sum = 0
  for (const values of forecast.quantiles) sum += Math.log1p(values[step]!)
  return Math.expm1(sum / forecast.quantiles.length)
}

/** Mean of ln(1 + guests) over the last weeks' same weekdays; over all days where there are none. */
function sameWeekday(guests: Float64Array, origin: number, day: number, weeks: number): number {
  let sum = 0
  let count = 0
  let allSum = 0
  let allCount = 0
  for (let past = origin; past > origin - 7 * weeks && past >= 0; past -= 1) {
    if (Number.isNaN(guests[past]!)) continue
    allSum += Math.log1p(guests[past]!)
    allCount += 1
    if ((day - past) % 7 !== 0) continue
    sum += Math.log1p(guests[past]!)
    count += 1
  }
  if (count > 0) return Math.expm1(sum / count)
  return allCount > 0 ? Math.expm1(allSum / allCount) : 0
}
