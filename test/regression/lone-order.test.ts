import { assert, integer, property } from 'fast-check'
import { expect, it } from 'vitest'
import { NOT_CANCELLED } from '#planning/forecast/bookings'
import { forecastFromBookings } from '#planning/forecast/known-orders'

const DAY = 20_604

function loneOrder(quantity: number, asOfDay: number, daysAhead: number) {
  const [forecast] = forecastFromBookings({
    seriesIds: ['new'],
    bookings: {
      series: Int32Array.of(0),
      needDay: Int32Array.of(asOfDay + daysAhead),
      placedDay: Int32Array.of(asOfDay - 1),
      quantity: Float64Array.of(quantity),
      cancelledDay: Int32Array.of(NOT_CANCELLED),
    },
    asOfDay,
    bucket: 'week',
    horizon: 12,
  })
  return forecast!
}

it('the only order an item ever had stands in the forecast, on whatever weekday one looks', () => {
  assert(
    property(
      integer({ min: 1, max: 10_000 }),
      integer({ min: DAY, max: DAY + 6 }),
      integer({ min: 8, max: 70 }),
      (quantity, asOfDay, daysAhead) => {
        const { mean, survivingOnBook } = loneOrder(quantity, asOfDay, daysAhead)
        const total = mean.reduce((sum, units) => sum + units, 0)
        expect(survivingOnBook.reduce((sum, units) => sum + units, 0)).toBeGreaterThan(0.5 * quantity)
        expect(total).toBeGreaterThanOrEqual(survivingOnBook.reduce((sum, units) => sum + units, 0) - 1e-6)
      },
    ),
    { numRuns: 40 },
  )
})
