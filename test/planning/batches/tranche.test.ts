import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guessedCorrelation, type TrancheTerms, trancheAdvice } from '#planning/batches/tranche'
import { normalQuantile } from '#planning/distribution/normal'

/** Price 100, cost 40, later 48, salvage 15; demand of mean 1,000 and deviation 300. */
const terms: TrancheTerms = {
  marginPerUnit: 60,
  costPerUnit: 40,
  salvageFraction: 15 / 40,
  secondCostPremium: 0.2,
  secondSetupCost: 0,
  signalCorrelation: 0.9,
}
const shape = Array.from({ length: 50 }, (_, k) => normalQuantile((k + 0.5) / 50))
const spread = Math.sqrt(shape.reduce((sum, z) => sum + z * z, 0) / 50)
const outcomes = shape.map((z) => 1000 + (300 * z) / spread)

describe('a batch in two tranches', () => {
  it('with a signal of .9 and no cap that binds: 933.46 units now, 53,896.77 expected (Donohue)', () => {
    const advice = trancheAdvice({ outcomes, make: 3000, mustBeNow: 0 }, terms)
    // 100 first tranches are compared: the best of them is within a step of 30 units.
    expect(Math.abs(advice.first - 933.46)).toBeLessThan(30)
    expect(Math.abs(advice.profitInTwo - 53_896.77)).toBeLessThan(30)
    expect(advice.first + advice.rest).toBe(3000)
  })
  it('1,162 at once earn 51,213.77; the choice not to make the rest earns more', () => {
    const advice = trancheAdvice({ outcomes, make: 1162, mustBeNow: 0 }, terms)
    expect(advice.profitAtOnce).toBeCloseTo(51_213.77, 0)
    expect(advice.profitInTwo).toBeGreaterThan(advice.profitAtOnce)
    expect(advice.profitInTwo).toBeLessThan(53_896.77)
  })
  it('a batch far below the least demand is made at once: there is nothing to wait for', () => {
    expect(trancheAdvice({ outcomes, make: 100, mustBeNow: 0 }, terms).rest).toBe(0)
  })
  it('a second setup dearer than the signal is worth: all at once', () => {
    const advice = trancheAdvice({ outcomes, make: 1162, mustBeNow: 0 }, { ...terms, secondSetupCost: 1e6 })
    expect(advice).toMatchObject({ first: 1162, rest: 0 })
    expect(advice.profitInTwo).toBe(advice.profitAtOnce)
  })
  it('what cannot wait is in the first tranche', () => {
    expect(trancheAdvice({ outcomes, make: 1162, mustBeNow: 1000 }, terms).first).toBeGreaterThanOrEqual(1000)
    expect(trancheAdvice({ outcomes, make: 1162, mustBeNow: 1162 }, terms).first).toBe(1162)
  })
  it('two tranches never earn less than all at once, and a dearer second setup never makes them earn more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        fc.double({ min: 0, max: 0.95, noNaN: true }),
        fc.integer({ min: 0, max: 20_000 }),
        (make, signalCorrelation, secondSetupCost) => {
          const given = { ...terms, signalCorrelation, secondSetupCost }
          const advice = trancheAdvice({ outcomes, make, mustBeNow: 0 }, given)
          expect(advice.profitInTwo).toBeGreaterThanOrEqual(advice.profitAtOnce)
          const dearer = trancheAdvice(
            { outcomes, make, mustBeNow: 0 },
            { ...given, secondSetupCost: 2 * secondSetupCost },
          )
          expect(dearer.profitInTwo).toBeLessThanOrEqual(advice.profitInTwo + 1e-6)
        },
      ),
      { numRuns: 25 },
    )
  })
  it.each([
    [{ outcomes: [1], make: 5, mustBeNow: 0 }, 'outcomes must be at least 2; got 1'],
    [{ outcomes, make: 0, mustBeNow: 0 }, 'make must be a whole number >= 1; got 0'],
    [{ outcomes, make: 5, mustBeNow: 6 }, 'mustBeNow must be in [0, 5]; got 6'],
  ])('what is out of range is refused: %#', (given, sentence) => {
    expect(() => trancheAdvice(given, terms)).toThrow(sentence)
  })
})

describe('what the book tells of demand', () => {
  it('a quarter booked is guessed as a correlation of .5, all of it as .95, nothing demanded as 0', () => {
    const units = (paid: number, model: number) => [
      { purpose: 'paid', quantity: paid },
      { purpose: 'model', quantity: model },
      { purpose: 'safety', quantity: 40 },
    ]
    expect(guessedCorrelation(units(25, 75))).toBe(0.5)
    expect(guessedCorrelation(units(10, 0))).toBe(0.95)
    expect(guessedCorrelation(units(0, 0))).toBe(0)
  })
})
