import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bookingTriangle, bucketGrid } from '#planning/forecast/booking-triangle'
import { type Bookings, knownBookings, NOT_CANCELLED } from '#planning/forecast/bookings'
import { bookingClass, fitCancellationCurves, stayProbability } from '#planning/forecast/cancellation-curve'
import { createRandom } from '#planning/random'
import { isoDate } from '#planning/time-bucket'

type Row = { need: number; lead: number; quantity: number; keptDays: number | null }

function bookingsOf(rows: readonly Row[]): Bookings {
  return {
    series: new Int32Array(rows.length),
    needDay: Int32Array.from(rows, ({ need }) => need),
    placedDay: Int32Array.from(rows, ({ need, lead }) => need - lead),
    quantity: Float64Array.from(rows, ({ quantity }) => quantity),
    cancelledDay: Int32Array.from(rows, ({ need, lead, keptDays }) =>
      keptDays === null ? NOT_CANCELLED : need - lead + keptDays,
    ),
  }
}

const row = fc.record({
  need: fc.integer({ min: 0, max: 70 }),
  lead: fc.integer({ min: 0, max: 30 }),
  quantity: fc.integer({ min: 1, max: 9 }),
  keptDays: fc.option(fc.integer({ min: 0, max: 30 })),
})

describe('bucket grid', () => {
  it('weeks as of a Wednesday: the running week is neither complete nor a step', () => {
    const grid = bucketGrid(0, 13, 'week', 2)
    expect(isoDate(13)).toBe('1970-01-14')
    expect([grid.pastCount, grid.completeCount]).toEqual([3, 2])
    expect(isoDate(grid.starts[grid.pastCount]!)).toBe('1970-01-19')
    expect([...grid.leads]).toEqual([5, 12])
  })
  it('weeks as of a Sunday: all past weeks are complete and the next starts tomorrow', () => {
    const grid = bucketGrid(0, 17, 'week', 1)
    expect([grid.pastCount, grid.completeCount, grid.leads[0]]).toEqual([3, 3, 1])
  })
})

describe('booking triangle', () => {
  it('rebuilds the book of every past day at every lead exactly', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), fc.constantFrom('day', 'week'), (rows, bucket) => {
        const asOfDay = 52
        const known = knownBookings(bookingsOf(rows), 1, asOfDay)
        const grid = bucketGrid(0, asOfDay, bucket, 5)
        const triangle = bookingTriangle(known, 0, fitCancellationCurves(known), grid)
        for (let at = 0; at < grid.completeCount; at += 1)
          for (let step = 0; step < 5; step += 1) {
            const origin = grid.starts[at]! - grid.leads[step]!
            let onBook = 0
            for (const { need, lead, quantity, keptDays } of rows) {
              const placed = need - lead
              const isHere = need >= grid.starts[at]! && need < grid.ends[at]!
              const isCancelled = keptDays !== null && placed + keptDays <= Math.min(origin, asOfDay, need)
              if (isHere && placed <= origin && !isCancelled) onBook += quantity
            }
            expect(triangle.onBook[at * 5 + step]).toBe(onBook)
            expect(triangle.expected[at * 5 + step]).toBeLessThanOrEqual(onBook + 1e-9)
          }
      }),
      { numRuns: 40 },
    )
  })
  it('a no-show on its need day does not materialise; a cancellation after it does', () => {
    const rows = [
      { need: 10, lead: 5, quantity: 1, keptDays: 5 },
      { need: 10, lead: 5, quantity: 1, keptDays: 6 },
    ]
    const known = knownBookings(bookingsOf(rows), 1, 30)
    const grid = bucketGrid(10, 30, 'day', 1)
    expect(bookingTriangle(known, 0, fitCancellationCurves(known), grid).materialised[0]).toBe(1)
  })
})

describe('cancellation curves', () => {
  /** One unit a day booked 40 days ahead, leaving with probability .01 a day. */
  const random = createRandom(5)
  const rows: Row[] = []
  for (let need = 0; need < 900; need += 1)
    for (let unit = 0; unit < 3; unit += 1) {
      let kept = 1
      while (kept < 40 && random() > 0.01) kept += 1
      rows.push({ need, lead: 40, quantity: 1, keptDays: kept < 40 ? kept : null })
    }
  const curves = fitCancellationCurves(knownBookings(bookingsOf(rows), 1, 950))
  it('a hazard of .01 a day leaves .99^30 = .740 after 30 days', () => {
    const stay = stayProbability(curves, 0, bookingClass(40, 3), 30)
    expect(Math.abs(stay - 0.99 ** 30)).toBeLessThan(0.03)
  })
  it('staying falls with the days that remain, and nothing is lost on the need day', () => {
    let before = 1
    for (let remaining = 0; remaining <= 40; remaining += 1) {
      const stay = stayProbability(curves, 0, bookingClass(40, 3), remaining)
      expect(stay).toBeLessThanOrEqual(before)
      before = stay
    }
    expect(stayProbability(curves, 0, bookingClass(40, 3), 0)).toBe(1)
  })
  it('units that leave independently show almost no dependence', () => {
    expect(curves.dependence).toBeLessThan(0.05)
  })
})
