import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logGamma, regularisedBeta, regularisedGamma } from '#planning/distribution/gamma-function'
import { normalCumulative, normalLoss, normalQuantile } from '#planning/distribution/normal'

describe('normal distribution', () => {
  it('the 97.5 % quantile is 1.959963984540054', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 13)
  })
  it('the loss at z = 1.644854 is 0.020893', () => {
    expect(normalLoss(1.644854)).toBeCloseTo(0.020893, 6)
  })
  it('quantile inverts the distribution function', () => {
    fc.assert(
      fc.property(fc.double({ min: -7, max: 7, noNaN: true }), (z) => {
        const back = normalQuantile(normalCumulative(z))
        expect(Math.abs(back - z)).toBeLessThan(z > 0 ? 1e-3 * Math.exp((z * z) / 2) * 1e-12 + 1e-11 : 1e-11)
      }),
    )
  })
  it('a probability above one is refused with its value', () => {
    expect(() => normalQuantile(1.5)).toThrow('probability must be in [0, 1]; got 1.5')
  })
})

describe('gamma and beta functions', () => {
  it('ln Γ(5) = ln 24', () => expect(logGamma(5)).toBeCloseTo(Math.log(24), 12))
  it('P(1, 1) = 1 − 1/e', () => expect(regularisedGamma(1, 1)).toBeCloseTo(1 - Math.exp(-1), 14))
  it('P(50, 60) agrees with a Poisson tail: P(X ≥ 50 | mean 60)', () => {
    let below = 0
    let term = Math.exp(-60)
    for (let k = 0; k < 50; k += 1) {
      below += term
      term *= 60 / (k + 1)
    }
    expect(regularisedGamma(50, 60)).toBeCloseTo(1 - below, 11)
  })
  it('I_x(2, 3) at 0.4 = 0.5248', () => expect(regularisedBeta(2, 3, 0.4)).toBeCloseTo(0.5248, 12))
})
