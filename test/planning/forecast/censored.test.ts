import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  censoredLogLikelihood,
  fitCensoredNegativeBinomial,
  fitCensoredNormal,
  fitCensoredPoisson,
  meanAtLeast,
} from '#planning/forecast/censored'
import { createRandom, drawGamma, drawPoisson } from '#planning/random'

describe('censored demand', () => {
  it('nothing censored: the Poisson mean is the average', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 20 }), (quantity) => {
        const average = quantity.reduce((sum, units) => sum + units, 0) / quantity.length
        const { mean } = fitCensoredPoisson({ quantity, isCensored: quantity.map(() => 0) })
        expect(Math.abs(mean - average)).toBeLessThan(1e-6 + 1e-9 * average)
      }),
    )
  })
  it('censoring an entry never lowers the mean', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 3, maxLength: 12 }),
        fc.nat(),
        (quantity, pick) => {
          const open = quantity.map(() => 0)
          const sold = quantity.map((_, i) => (i === pick % quantity.length ? 1 : 0))
          const before = fitCensoredPoisson({ quantity, isCensored: open }).mean
          expect(fitCensoredPoisson({ quantity, isCensored: sold }).mean).toBeGreaterThanOrEqual(
            before - 1e-9,
          )
        },
      ),
      { numRuns: 40 },
    )
  })
  it('600 negative binomial days capped at 12 give back mean 10 and size 3', () => {
    const random = createRandom(8)
    const demand = Array.from({ length: 600 }, () => drawPoisson(random, drawGamma(random, 3, 10 / 3)))
    const fitted = fitCensoredNegativeBinomial({
      quantity: demand.map((units) => Math.min(12, units)),
      isCensored: demand.map((units) => (units >= 12 ? 1 : 0)),
    })
    expect(Math.abs(fitted.mean - 10)).toBeLessThan(0.9)
    expect(Math.abs(fitted.size - 3)).toBeLessThan(0.9)
  })
  it('the negative binomial is never less likely than the Poisson', () => {
    const demand = { quantity: [0, 9, 1, 7, 0, 12, 3], isCensored: [0, 0, 0, 1, 0, 1, 0] }
    const wide = censoredLogLikelihood(demand, fitCensoredNegativeBinomial(demand))
    expect(wide).toBeGreaterThanOrEqual(censoredLogLikelihood(demand, fitCensoredPoisson(demand)))
  })
  it('demand that is at least c is at least c', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.double({ min: 0.1, max: 50, noNaN: true }),
        fc.constantFrom(0.5, 4, Number.POSITIVE_INFINITY),
        (count, mean, size) => {
          expect(meanAtLeast(count, { mean, size })).toBeGreaterThanOrEqual(count - 1e-6 * count)
        },
      ),
    )
  })
  it('a normal with all entries censored cannot be fitted and says so', () => {
    expect(() => fitCensoredNormal({ quantity: [3, 4], isCensored: [1, 1] })).toThrow(RangeError)
  })
})
