import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { demandBelief, demandStillToCome } from '#planning/forecast/booking-curve'
import { additivePickUp, multiplicativePickUp } from '#planning/forecast/pick-up'

describe('gamma–Poisson update', () => {
  it('more booked means more to come, a fuller curve means less', () => {
    const belief = demandBelief(100, 0.5)
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.98, noNaN: true }),
        fc.integer({ min: 0, max: 400 }),
        (fraction, booked) => {
          const here = demandStillToCome(belief, fraction, booked)
          expect(demandStillToCome(belief, fraction, booked + 1).mean).toBeGreaterThan(here.mean)
          expect(demandStillToCome(belief, fraction + 0.01, booked).mean).toBeLessThan(here.mean)
        },
      ),
    )
  })
})

describe('pick-up', () => {
  it('with one past period both pick-ups return it when the book is the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 900 }), (book, final) => {
        expect(additivePickUp({ onBook: [book], final: [final] }, book)).toBeCloseTo(final, 9)
        expect(multiplicativePickUp({ onBook: [book], final: [final] }, book)).toBeCloseTo(final, 9)
      }),
    )
  })
})
