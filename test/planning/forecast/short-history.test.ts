import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shortHistoryForecast } from '#planning/forecast/short-history'

describe('demand from a few past books', () => {
  it('demand always twice the book: 40 booked become 80, less a little doubt', () => {
    const line = shortHistoryForecast(
      { onBook: [10, 20, 30, 10, 20, 30], demand: [20, 40, 60, 20, 40, 60] },
      40,
    )!
    expect(line.mean).toBeGreaterThan(70)
    expect(line.mean).toBeLessThanOrEqual(80)
  })
  it('a book as usual brings the usual demand, whatever the slope', () => {
    const line = shortHistoryForecast({ onBook: [5, 5, 5, 5], demand: [9, 11, 10, 10] }, 5)!
    expect(line.mean).toBeCloseTo(10, 1)
  })
  it('two past buckets are too few', () => {
    expect(shortHistoryForecast({ onBook: [1, 2], demand: [3, 4] }, 2)).toBeNull()
  })
  it('is finite, never negative and never falls as the book fills', () => {
    const units = fc.integer({ min: 0, max: 200 })
    fc.assert(
      fc.property(fc.array(fc.tuple(units, units), { minLength: 3, maxLength: 30 }), units, (past, now) => {
        const history = { onBook: past.map(([book]) => book), demand: past.map(([, demand]) => demand) }
        const here = shortHistoryForecast(history, now)!
        const fuller = shortHistoryForecast(history, now + 1)!
        expect(here.mean).toBeGreaterThanOrEqual(0)
        expect(here.variance).toBeGreaterThanOrEqual(0)
        expect(Number.isFinite(here.mean + here.variance)).toBe(true)
        expect(fuller.mean).toBeGreaterThanOrEqual(here.mean - 1e-9)
      }),
    )
  })
})
