import { mean, variance } from '#planning/bullwhip/order-variance'
import { dayNumber } from '#planning/time-bucket'
import { hotelBookings } from '#scripts/bench/known-orders-data'
import { costAtFillRate, orderStream } from './order-stream.ts'
import { percent, table } from './table.ts'

const LEAD_DAYS = 14
const FILL_RATE = 0.98
const AVERAGE_DAYS = 28
const COSTS = { holdingCost: 1, backorderCost: 9, regularCapacityCost: 4, overtimeCost: 6 }

/** Arrivals as demand, bookings on hand as known orders: what each day of notice is worth. */
export function* benchHotel(): Generator<string> {
  const { bookings, firstDay, days } = hotelBookings()
  const split = dayNumber('2016-09-01') - firstDay
  const demand = new Float64Array(days)
  const booked = Array.from({ length: LEAD_DAYS + 1 }, () => new Float64Array(days))
  bookings.needDay.forEach((need, i) => {
    const day = need - firstDay
    if (day < 0 || day >= days) return
    if (bookings.cancelledDay[i]! > need) demand[day] = demand[day]! + 1
    for (let ahead = 1; ahead <= LEAD_DAYS; ahead += 1)
      if (bookings.placedDay[i]! <= need - ahead && bookings.cancelledDay[i]! > need - ahead)
        booked[ahead]![day] = booked[ahead]![day]! + 1
  })
  const recent = recentMean(demand)
  const pickUp = booked.map((book) =>
    recentMean(Float64Array.from(demand, (arrived, day) => arrived - book[day]!)),
  )
  const blind = fits(demand, booked, recent, null, split)
  const seeing = fits(demand, booked, recent, pickUp, split)
  yield ''
  yield `hotel-resort: arrivals per day as demand, bookings as known orders; supply takes ${LEAD_DAYS} days; order-up-to.`
  yield `Forecasts fitted on arrivals before 2016-09-01, judged on the ${days - split - LEAD_DAYS} days after; safety stock gives a fill rate of ${percent(FILL_RATE)}.`
  const rows: (string | number)[][] = []
  let without = 0
  for (const notice of [0, 1, 3, 5, 7, 10, 14]) {
    const stream = orderStream({
      demand,
      leadTimePeriods: LEAD_DAYS,
      gapShare: 1,
      from: split,
      to: days - LEAD_DAYS,
      ahead: (t) =>
        Float64Array.from({ length: LEAD_DAYS }, (_, i) => {
          const weights = (i < notice ? seeing : blind)[i + 1]!
          const book = i < notice ? booked[i + 1]![t + i + 1]! : 0
          const late = i < notice ? pickUp[i + 1]![t]! : 0
          return Math.max(0, weights[0]! + weights[1]! * recent[t]! + weights[2]! * book + weights[3]! * late)
        }),
    })
    const cost = costAtFillRate(stream, COSTS, FILL_RATE)
    const total = cost.holding + cost.capacity
    if (notice === 0) without = total
    rows.push([
      notice === 0 ? 'none' : `${notice} days`,
      (variance(stream.orders) / variance(stream.demand)).toFixed(2),
      (variance(stream.netStock) / variance(stream.demand)).toFixed(2),
      cost.stock.toFixed(1),
      cost.capacity.toFixed(1),
      total.toFixed(1),
      percent(1 - total / without),
    ])
  }
  yield table(
    ['notice used', 'variance ratio', 'net stock', 'mean stock', 'capacity', 'cost per day', 'saved'],
    rows,
  )
}

function recentMean(series: Float64Array): Float64Array {
  return series.map((_, t) => mean(series.subarray(Math.max(0, t - AVERAGE_DAYS + 1), t + 1)))
}

/** Least squares of arrivals on recent level (and the book, and what came after it lately) for each number of days ahead. */
function fits(
  demand: Float64Array,
  booked: readonly Float64Array[],
  recent: Float64Array,
  pickUp: readonly Float64Array[] | null,
  split: number,
): Float64Array[] {
  return booked.map((book, ahead) => {
    const weights = new Float64Array(4)
    if (ahead === 0) return weights
    const size = pickUp ? 4 : 2
    const normal = Array.from({ length: size }, () => new Float64Array(size + 1))
    for (let day = AVERAGE_DAYS + ahead; day < split; day += 1) {
      const x = [1, recent[day - ahead]!, book[day]!, pickUp?.[ahead]?.[day - ahead] ?? 0]
      for (let i = 0; i < size; i += 1) {
        for (let j = 0; j < size; j += 1) normal[i]![j] = normal[i]![j]! + x[i]! * x[j]!
        normal[i]![size] = normal[i]![size]! + x[i]! * demand[day]!
      }
    }
    weights.set(solve(normal))
    return weights
  })
}

/** Gauss–Jordan without pivoting: the normal matrix is positive definite. */
function solve(normal: Float64Array[]): Float64Array {
  const size = normal.length
  for (let k = 0; k < size; k += 1) {
    const pivot = normal[k]![k]!
    for (let j = 0; j <= size; j += 1) normal[k]![j] = normal[k]![j]! / pivot
    for (let i = 0; i < size; i += 1) {
      if (i === k) continue
      const factor = normal[i]![k]!
      for (let j = 0; j <= size; j += 1) normal[i]![j] = normal[i]![j]! - factor * normal[k]![j]!
    }
  }
  return Float64Array.from({ length: size }, (_, k) => normal[k]![size]!)
}
