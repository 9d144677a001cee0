import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DemandHistory } from '#planning/demand/demand-history'
import { type Bookings, NOT_CANCELLED } from '#planning/forecast/bookings'
import { forecastFromBookings } from '#planning/forecast/known-orders'
import { createRandom, drawPoisson } from '#planning/random'
import { isoDate, isoWeekday } from '#planning/time-bucket'

/** A shop that is booked 1–20 days ahead at 2 units a lead day; one booking in five is cancelled five days before. */
function steadyBookings(days: number, seed: number): Bookings {
  const random = createRandom(seed)
  const rows: [number, number, number][] = []
  for (let need = 0; need < days; need += 1)
    for (let lead = 1; lead <= 20; lead += 1) {
      const units = drawPoisson(random, 2)
      for (let unit = 0; unit < units; unit += 1)
        rows.push([need, need - lead, random() < 0.2 && lead > 5 ? need - 5 : NOT_CANCELLED])
    }
  return {
    series: new Int32Array(rows.length),
    needDay: Int32Array.from(rows, (row) => row[0]),
    placedDay: Int32Array.from(rows, (row) => row[1]),
    quantity: new Float64Array(rows.length).fill(1),
    cancelledDay: Int32Array.from(rows, (row) => row[2]),
  }
}

const bookings = steadyBookings(400, 11)
const request = {
  seriesIds: ['shop'],
  bookings,
  asOfDay: 330,
  bucket: 'day',
  horizon: 30,
  sumSteps: [7, 14],
} as const

describe('forecast from bookings', () => {
  const [forecast] = forecastFromBookings(request)
  it('expects 2 · 20 − 0.2 · 2 · 15 = 34 units a day, near and far', () => {
    const mean = forecast!.mean.reduce((sum, value) => sum + value, 0) / 30
    expect(Math.abs(mean - 34)).toBeLessThan(2)
  })
  it('the book one day ahead is complete but for that day: nearly all stands on it', () => {
    expect(forecast!.survivingOnBook[0]! / forecast!.mean[0]!).toBeGreaterThan(0.9)
    expect(forecast!.survivingOnBook[25]).toBe(0)
  })
  it('rungs add up to the mean and quantiles never fall', () => {
    for (let step = 0; step < 30; step += 1) {
      const rungs = Object.values(forecast!.byRung).reduce((sum, values) => sum + values[step]!, 0)
      expect(rungs).toBeCloseTo(forecast!.mean[step]!, 9)
      for (let q = 1; q < forecast!.quantiles.length; q += 1)
        expect(forecast!.quantiles[q]![step]).toBeGreaterThanOrEqual(forecast!.quantiles[q - 1]![step]!)
    }
  })
  it('the near days are surer than the far ones', () => {
    const width = (step: number) => forecast!.quantiles.at(-1)![step]! - forecast!.quantiles[0]![step]!
    expect(width(0)).toBeLessThan(width(25))
  })
  it('demand summed over 14 days has the mean of its days, and less than their summed spread', () => {
    const sum = forecast!.sums[1]!
    const days = forecast!.mean.slice(0, 14).reduce((total, value) => total + value, 0)
    expect(sum.mean).toBeCloseTo(days, 9)
    const high = forecast!.quantiles
      .at(-1)!
      .slice(0, 14)
      .reduce((total, value) => total + value, 0)
    expect(sum.quantiles.at(-1)).toBeLessThan(high)
  })
  it('what is dated after the as-of day is unseen', () => {
    const hidden: Bookings = {
      ...bookings,
      cancelledDay: bookings.cancelledDay.map((day) => (day > 330 ? 331 : day)),
      quantity: bookings.quantity.map((units, i) => (bookings.placedDay[i]! > 330 ? 1000 : units)),
    }
    expect(forecastFromBookings({ ...request, bookings: hidden })[0]!.mean).toEqual(forecast!.mean)
  })
  it('the order of the bookings does not matter', () => {
    const order = Int32Array.from(
      { length: bookings.series.length },
      (_, i) => bookings.series.length - 1 - i,
    )
    const reversed: Bookings = {
      series: new Int32Array(order.length),
      needDay: order.map((i) => bookings.needDay[i]!),
      placedDay: order.map((i) => bookings.placedDay[i]!),
      quantity: Float64Array.from(order, (i) => bookings.quantity[i]!),
      cancelledDay: order.map((i) => bookings.cancelledDay[i]!),
    }
    expect(forecastFromBookings({ ...request, bookings: reversed })[0]!.quantiles).toEqual(
      forecast!.quantiles,
    )
  })
  it('a series without bookings or history forecasts zero, never NaN', () => {
    const [empty] = forecastFromBookings({ ...request, bookings: steadyBookings(0, 1) })
    expect([...empty!.mean, ...empty!.quantiles.flatMap((values) => [...values])].every((x) => x === 0)).toBe(
      true,
    )
  })
})

describe('forecast from bookings that are a small part of demand', () => {
  /** Walk-ins of 20 a day, 40 at weekends, and 0–12 units reserved three days ahead. */
  function shop(days: number) {
    const random = createRandom(3)
    const reserved = Float64Array.from({ length: days }, () => Math.floor(13 * random()))
    const demand = reserved.map((units, day) => units + drawPoisson(random, isoWeekday(day) >= 6 ? 40 : 20))
    return { reserved, demand }
  }
  const days = 300
  const { reserved, demand } = shop(days)
  const asOfDay = 279
  const known: Bookings = {
    series: new Int32Array(days),
    needDay: Int32Array.from({ length: days }, (_, day) => day),
    placedDay: Int32Array.from({ length: days }, (_, day) => day - 3),
    quantity: reserved,
    cancelledDay: new Int32Array(days).fill(NOT_CANCELLED),
  }
  const empty: Bookings = { ...known, series: new Int32Array(0) }
  const history: DemandHistory = {
    seriesId: 'walk-in',
    bucket: 'day',
    start: isoDate(0),
    quantity: demand.slice(0, asOfDay + 1),
    status: new Uint8Array(asOfDay + 1),
  }
  const ask = (bookings: Bookings) =>
    forecastFromBookings({
      seriesIds: ['walk-in'],
      bookings,
      asOfDay,
      bucket: 'day',
      horizon: 20,
      history: [history],
    })[0]!
  it('knows the weekend without any book: twice the weekday', () => {
    const blind = ask(empty)
    const mean = (isWeekend: boolean) => {
      const chosen = [...blind.mean].filter((_, step) => isoWeekday(asOfDay + 1 + step) >= 6 === isWeekend)
      return chosen.reduce((sum, value) => sum + value, 0) / chosen.length
    }
    expect(Math.abs(mean(false) - 26)).toBeLessThan(6)
    expect(Math.abs(mean(true) - 46)).toBeLessThan(6)
  })
  it('with the reservations of the next three days it comes closer to what happened', () => {
    const error = (bookings: Bookings) => {
      let sum = 0
      for (let origin = 200; origin < 290; origin += 1) {
        const cut = { ...history, quantity: demand.slice(0, origin + 1), status: new Uint8Array(origin + 1) }
        const [forecast] = forecastFromBookings({
          seriesIds: ['walk-in'],
          bookings,
          asOfDay: origin,
          bucket: 'day',
          horizon: 2,
          history: [cut],
        })
        sum += Math.abs(forecast!.mean[1]! - demand[origin + 2]!)
      }
      return sum
    }
    expect(error(known)).toBeLessThan(0.95 * error(empty))
  })
})

describe('whatever the bookings', () => {
  const row = fc.record({
    need: fc.integer({ min: 0, max: 140 }),
    lead: fc.integer({ min: -2, max: 40 }),
    quantity: fc.oneof(fc.integer({ min: -3, max: 20 }), fc.constantFrom(0.25, 1e9)),
    cancelledAfter: fc.option(fc.integer({ min: 0, max: 60 })),
  })
  it('forecasts are finite and not negative, quantiles rise, rungs add up', () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 40 }),
        fc.constantFrom('day', 'week', 'month', 'quarter', 'year'),
        (rows, bucket) => {
          const placed = rows.map(({ need, lead }) => need - lead)
          const [forecast] = forecastFromBookings({
            seriesIds: ['any'],
            bookings: {
              series: new Int32Array(rows.length),
              needDay: Int32Array.from(rows, ({ need }) => need),
              placedDay: Int32Array.from(placed),
              quantity: Float64Array.from(rows, ({ quantity }) => quantity),
              cancelledDay: Int32Array.from(rows, ({ cancelledAfter }, i) =>
                cancelledAfter === null ? NOT_CANCELLED : placed[i]! + cancelledAfter,
              ),
            },
            asOfDay: 100,
            bucket,
            horizon: 6,
            sumSteps: [3],
          })
          const { mean, quantiles, byRung, sums } = forecast!
          for (let step = 0; step < 6; step += 1) {
            expect(mean[step]).toBeGreaterThanOrEqual(0)
            expect(mean[step]).toBeLessThan(1e12)
            let before = 0
            for (const values of quantiles) {
              expect(values[step]).toBeGreaterThanOrEqual(before)
              before = values[step]!
            }
            const rungs = Object.values(byRung).reduce((sum, values) => sum + values[step]!, 0)
            expect(Math.abs(rungs - mean[step]!)).toBeLessThanOrEqual(1e-9 * (1 + mean[step]!))
          }
          expect(sums[0]!.quantiles.every(Number.isFinite)).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })
})
