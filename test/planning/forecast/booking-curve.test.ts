import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { completionCurves, demandBelief, demandStillToCome } from '#planning/forecast/booking-curve'
import { additivePickUp, multiplicativePickUp } from '#planning/forecast/pick-up'

describe('completion curves', () => {
  it('classes with much demand keep their own curve, small ones the pooled', () => {
    const curve = completionCurves(
      {
        classOf: [0, 1, 2],
        final: [10_000, 10_000, 1],
        booked: [10_000, 8000, 10_000, 4000, 1, 0],
        leads: 2,
      },
      3,
      50,
    )
    expect(curve[1]).toBeCloseTo(0.8, 2)
    expect(curve[3]).toBeCloseTo(0.4, 2)
    expect(curve[5]).toBeCloseTo(0.59, 1)
  })
  it('never rise with the lead and stay in 0 … 1', () => {
    const period = fc.record({
      ofClass: fc.integer({ min: 0, max: 2 }),
      final: fc.integer({ min: 0, max: 300 }),
      parts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
    })
    fc.assert(
      fc.property(fc.array(period, { maxLength: 12 }), (periods) => {
        const curve = completionCurves(
          {
            classOf: periods.map(({ ofClass }) => ofClass),
            final: periods.map(({ final }) => final),
            booked: periods.flatMap(({ final, parts }) => parts.map((part) => part * final)),
            leads: 4,
          },
          3,
          20,
        )
        for (let ofClass = 0; ofClass < 3; ofClass += 1)
          for (let lead = 0; lead < 4; lead += 1) {
            const here = curve[ofClass * 4 + lead]!
            expect(here).toBeGreaterThanOrEqual(0)
            expect(here).toBeLessThanOrEqual(lead === 0 ? 1 : curve[ofClass * 4 + lead - 1]!)
          }
      }),
    )
  })
})

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
