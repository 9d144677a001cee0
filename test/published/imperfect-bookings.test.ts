import { assert, double, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { survivingOrders } from '#planning/certainty/surviving-orders'
import { betaBinomialMoments } from '#planning/distribution/beta-binomial'
import { demandStillToCome } from '#planning/forecast/booking-curve'

/** Variance of the bookings of a gamma–Poisson demand of mean 100 that are kept with .8, before one is seen. */
function keptUnseen(shape: number): number {
  const { mean, size } = demandStillToCome({ shape, rate: shape / 100 / 0.8 }, 0, 0)
  return mean + mean ** 2 / size
}

describe('bookings that may be cancelled', () => {
  it('100 Poisson bookings kept with .8: seeing them takes the variance from 80 to 16, exactly the share .8', () => {
    const after = survivingOrders(100, 0.8, 0)
    expect(keptUnseen(1e12)).toBeCloseTo(80, 6)
    expect(after).toEqual({ mean: 80, variance: expect.closeTo(16, 10) })
    expect(1 - after.variance / keptUnseen(1e12)).toBeCloseTo(0.8, 6)
  })
  it('over-dispersed bookings (negative binomial, r = 10): 720 to 16', () => {
    expect(keptUnseen(10)).toBeCloseTo(720, 9)
  })
  it('1,000 bookings of one campaign, correlation .02: the deviation grows 4.6 times', () => {
    const growth = survivingOrders(1000, 0.8, 0.02).variance / survivingOrders(1000, 0.8, 0).variance
    expect(Math.sqrt(growth)).toBeCloseTo(4.6, 1)
  })
  it('is the beta-binomial with α + β = 1/ρ − 1', () => {
    assert(
      property(
        integer({ min: 1, max: 5000 }),
        double({ min: 0.01, max: 0.99, noNaN: true }),
        double({ min: 0.001, max: 0.5, noNaN: true }),
        (orders, keptShare, correlation) => {
          const total = 1 / correlation - 1
          const exact = betaBinomialMoments({
            trials: orders,
            alpha: keptShare * total,
            beta: (1 - keptShare) * total,
          })
          const seen = survivingOrders(orders, keptShare, correlation)
          expect(seen.mean / exact.mean).toBeCloseTo(1, 9)
          expect(seen.variance / exact.variance).toBeCloseTo(1, 9)
        },
      ),
    )
  })
  it('refuses shares outside 0 to 1 and fewer than no orders', () => {
    expect(() => survivingOrders(1, 1.2, 0)).toThrow('keptShare must be in [0, 1]; got 1.2')
    expect(() => survivingOrders(-1, 0.5, 0)).toThrow('orders must be >= 0; got -1')
  })
})
