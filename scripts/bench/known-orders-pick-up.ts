import { NOT_CANCELLED } from '#planning/forecast/bookings'
import { forecastFromBookings } from '#planning/forecast/known-orders'
import { additivePickUp, multiplicativePickUp, regressionPickUp } from '#planning/forecast/pick-up'
import type { BookedDays } from './known-orders-data.ts'

export interface PickUpLine {
  readonly lead: number
  /** WAPE by method; `median` and `mean` are ours. */
  readonly wape: Readonly<Record<string, number>>
  readonly bestPickUp: number
  readonly bestBlind: number
  readonly floor: number
  /** Part of the gap from the best pick-up to the floor that our median closes. */
  readonly gapClosed: number
  readonly coverage80: number
}

/**
 * Need days from `from` to the last one, forecast `leads` days ahead from the book rebuilt at each origin. Peers see
 * the same book: additive, multiplicative and regression pick-up over the last 28, 56, 112 and all days and over the same weekday
 * only; the best of each kind is chosen with hindsight. Blind peers use past demand only. Floor: mean absolute error
 * left to one who knows the rate of bookings to come (the mean of ±10 days around, the future's included) but neither
 * their number (Poisson) nor who cancels (binomial).
 */
export function benchPickUp(
  { bookings, firstDay, days }: BookedDays,
  leads: readonly number[],
  from: number,
  windows: readonly number[],
): PickUpLine[] {
  const horizon = Math.max(...leads)
  const { final, onBook, kept } = books(bookings, firstDay, days, leads)
  const errors = leads.map(() => new Map<string, number>())
  const covered = leads.map(() => 0)
  let demand = 0
  for (let day = from; day < days; day += 1) demand += final[day]!
  const add = (l: number, method: string, error: number) =>
    errors[l]!.set(method, (errors[l]!.get(method) ?? 0) + Math.abs(error))
  for (let origin = from - horizon; origin < days - Math.min(...leads); origin += 1) {
    const isWanted = leads.some((lead) => origin + lead >= from && origin + lead < days)
    if (!isWanted) continue
    const [forecast] = forecastFromBookings({
      seriesIds: ['book'],
      bookings,
      asOfDay: firstDay + origin,
      bucket: 'day',
      horizon,
      quantileLevels: [0.1, 0.5, 0.9],
    })
    leads.forEach((lead, l) => {
      const day = origin + lead
      if (day < from || day >= days) return
      const actual = final[day]!
      add(l, 'mean', forecast!.mean[lead - 1]! - actual)
      add(l, 'median', forecast!.quantiles[1]![lead - 1]! - actual)
      if (actual >= forecast!.quantiles[0]![lead - 1]! && actual <= forecast!.quantiles[2]![lead - 1]!)
        covered[l] = covered[l]! + 1
      for (const [method, value] of peers(final, onBook[l]!, origin, day, windows))
        add(l, method, value - actual)
    })
  }
  return leads.map((lead, l) => {
    const wape = Object.fromEntries([...errors[l]!].map(([method, sum]) => [method, sum / demand]))
    const best = (kind: string) =>
      Math.min(...Object.entries(wape).flatMap(([method, value]) => (method.startsWith(kind) ? [value] : [])))
    const bestPickUp = Math.min(best('additive'), best('multiplicative'))
    const floor = poissonFloor(final, onBook[l]!, kept[l]!, from, days) / demand
    return {
      lead,
      wape,
      bestPickUp,
      bestBlind: best('blind'),
      floor,
      gapClosed: (bestPickUp - wape.median!) / (bestPickUp - floor),
      coverage80: covered[l]! / (days - from),
    }
  })
}

function books(bookings: BookedDays['bookings'], firstDay: number, days: number, leads: readonly number[]) {
  const final = new Float64Array(days)
  const onBook = leads.map(() => new Float64Array(days))
  const kept = leads.map(() => new Float64Array(days))
  for (let i = 0; i < bookings.series.length; i += 1) {
    const day = bookings.needDay[i]! - firstDay
    const units = bookings.quantity[i]!
    const isKept = bookings.cancelledDay[i] === NOT_CANCELLED
    if (isKept) final[day] = final[day]! + units
    leads.forEach((lead, l) => {
      const origin = bookings.needDay[i]! - lead
      if (origin < bookings.placedDay[i]! || origin >= bookings.cancelledDay[i]!) return
      onBook[l]![day] = onBook[l]![day]! + units
      if (isKept) kept[l]![day] = kept[l]![day]! + units
    })
  }
  return { final, onBook, kept }
}

function* peers(
  final: Float64Array,
  onBook: Float64Array,
  origin: number,
  day: number,
  windows: readonly number[],
): Generator<[string, number]> {
  const now = onBook[day]!
  for (const window of windows)
    for (const stride of [1, 7]) {
      const past = { onBook: [] as number[], final: [] as number[] }
      const last = stride === 1 ? origin : day - 7 * Math.ceil((day - origin) / 7)
      for (let p = last; p > origin - window && p >= 0; p -= stride) {
        past.onBook.push(onBook[p]!)
        past.final.push(final[p]!)
      }
      if (past.final.length < 3) continue
      const name = `${window} days${stride === 7 ? ', same weekday' : ''}`
      const { intercept, slope } = regressionPickUp(past)
      yield [`additive ${name}`, additivePickUp(past, now)]
      yield [`multiplicative ${name}`, multiplicativePickUp(past, now)]
      yield [`regression ${name}`, Math.max(0, intercept + slope * now)]
      yield [`blind mean ${name}`, past.final.reduce((sum, value) => sum + value, 0) / past.final.length]
    }
  const lastYear = (reach: number) => {
    let sum = 0
    let count = 0
    for (let p = day - 364 - reach; p <= day - 364 + reach; p += 1)
      if (p >= 0 && p <= origin) {
        sum += final[p]!
        count += 1
      }
    return count > 0 ? sum / count : Number.NaN
  }
  if (day - 364 - 14 >= 0) {
    yield ['blind last year', lastYear(0)]
    yield ['blind last year, 15 days', lastYear(7)]
  }
}

function poissonFloor(
  final: Float64Array,
  onBook: Float64Array,
  kept: Float64Array,
  from: number,
  days: number,
): number {
  let floor = 0
  for (let day = from; day < days; day += 1) {
    let toCome = 0
    let leaving = 0
    let count = 0
    for (let near = Math.max(0, day - 10); near <= Math.min(days - 1, day + 10); near += 1) {
      toCome += final[near]! - kept[near]!
      leaving += onBook[near]! - kept[near]!
      count += 1
    }
    const book = onBook[day]!
    const leave = Math.min(1, leaving / count / Math.max(1, book))
    floor += Math.sqrt((2 * (toCome / count + book * leave * (1 - leave))) / Math.PI)
  }
  return floor
}
