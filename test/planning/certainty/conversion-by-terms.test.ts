import { describe, expect, it } from 'vitest'
import { type CommitmentCohort, conversionByTerms } from '#planning/certainty/conversion-by-terms'
import { createRandom, drawBeta, drawBinomial } from '#planning/random'

function cohorts(count: number, committed: number, correlation: number): CommitmentCohort[] {
  const random = createRandom(4)
  return Array.from({ length: count }, (_, index) => {
    const depositShare = 0.05 * (1 + (index % 5))
    const discount = 0.1 * (1 + (index % 4))
    const rate = 1 / (1 + Math.exp(-(0.4 + 6 * depositShare - 1.5 * discount)))
    const spread = 1 / correlation - 1
    const own = correlation > 0 ? drawBeta(random, rate * spread, (1 - rate) * spread) : rate
    return { depositShare, discount, committed, completed: drawBinomial(random, committed, own) }
  })
}

describe('conversion as a function of deposit and discount', () => {
  it('120 cohorts recover a conversion of 1/(1+e^−(.4 + .9 − .3)) = .7311 at 15 % and 20 %', () => {
    const model = conversionByTerms(cohorts(120, 400, 0))
    const seen = model.predict({ depositShare: 0.15, discount: 0.2 })
    expect(Math.abs(seen.mean - 0.7311)).toBeLessThan(0.01)
    expect(model.dispersion).toBeLessThan(1.4)
    expect(seen.isExtrapolated).toBe(false)
  })
  it('cohorts that move together widen the range for the next campaign', () => {
    const alone = conversionByTerms(cohorts(60, 400, 0)).predict({ depositShare: 0.1, discount: 0.2 })
    const together = conversionByTerms(cohorts(60, 400, 0.02)).predict({ depositShare: 0.1, discount: 0.2 })
    expect(together.high - together.low).toBeGreaterThan(2 * (alone.high - alone.low))
  })
  it('one cohort, 45 of 50: stays near .9 there and admits what it has not tried', () => {
    const model = conversionByTerms([{ depositShare: 0.1, discount: 0.2, committed: 50, completed: 45 }])
    const seen = model.predict({ depositShare: 0.1, discount: 0.2 })
    expect(Math.abs(seen.mean - 0.892)).toBeLessThan(0.005)
    expect(model.predict({ depositShare: 0.3, discount: 0.2 }).isExtrapolated).toBe(true)
  })
  it('all converted gives a rate below 1 and finite bounds', () => {
    const seen = conversionByTerms([
      { depositShare: 0.1, discount: 0, committed: 20, completed: 20 },
    ]).predict({
      depositShare: 0.1,
      discount: 0,
    })
    expect(seen.mean).toBeGreaterThan(0.95)
    expect(seen.high).toBeLessThanOrEqual(1)
  })
  it('more completed than committed is refused', () => {
    const cohort = { depositShare: 0.1, discount: 0, committed: 20, completed: 21 }
    expect(() => conversionByTerms([cohort])).toThrow('completed must be in [0, 20]; got 21')
  })
})
