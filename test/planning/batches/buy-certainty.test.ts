import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boughtCertainty, breakEvenStep } from '#planning/batches/buy-certainty'

const terms = { marginPerUnit: 10, costPerUnit: 20, salvageFraction: 0.5 }
const ninety = { outcomes: new Array<number>(50).fill(90), paid: 0 }
const offer = {
  deposits: 50,
  referencePrice: 30,
  steps: [
    { discount: 0, conversion: 0.8 },
    { discount: 0.1, conversion: 0.9 },
  ],
}

describe('buying certainty with a discount', () => {
  it('50 deposits, 9 in 10 instead of 8 in 10 complete: 5 units less left over save 5·(10 + 20·.5) = 100; 30·50·.1·.9 = 135 given away', () => {
    const bought = boughtCertainty(ninety, 100, terms, offer, 1)
    expect(bought).toMatchObject({ discount: 0.1, extraUnits: 5 })
    expect(bought.saved).toBeCloseTo(100, 9)
    expect(bought.cost).toBeCloseTo(135, 9)
    expect(breakEvenStep(ninety, 100, terms, offer)).toBeNull()
  })
  it('at a third of the price the same step pays: 45 given away for 100', () => {
    expect(breakEvenStep(ninety, 100, terms, { ...offer, referencePrice: 10 })).toBe(1)
  })
  it('where conversion does not rise, or nothing would be left over, nothing is bought', () => {
    const flat = { ...offer, steps: offer.steps.map((step) => ({ ...step, conversion: 0.8 })) }
    expect(boughtCertainty(ninety, 100, terms, flat, 1)).toMatchObject({ extraUnits: 0, saved: 0 })
    expect(boughtCertainty(ninety, 60, terms, offer, 1).saved).toBe(0)
    expect(breakEvenStep(ninety, 60, terms, { ...offer, referencePrice: 0.01 })).toBeNull()
  })
  it('a step that is not offered is refused with the value seen', () => {
    expect(() => boughtCertainty(ninety, 100, terms, offer, 2)).toThrow(
      'step must be an integer from 0 to 1; got 2',
    )
  })
  it('any offer: the break-even step pays and every higher one does not; the present discount costs nothing', () => {
    const anyOffer = fc.record({
      deposits: fc.nat(400),
      referencePrice: fc.integer({ min: 1, max: 300 }),
      steps: fc
        .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 12 })
        .map((rates) => rates.map((conversion, at) => ({ discount: at / 20, conversion }))),
    })
    const anyOutcomes = fc
      .array(fc.nat(300), { minLength: 50, maxLength: 50 })
      .map((outcomes) => ({ outcomes: outcomes.sort((a, b) => a - b), paid: 0 }))
    fc.assert(
      fc.property(anyOffer, anyOutcomes, fc.nat(400), (drawn, of, make) => {
        const at = (step: number) => boughtCertainty(of, make, terms, drawn, step)
        expect(at(0)).toMatchObject({ extraUnits: 0, saved: 0, cost: 0 })
        const step = breakEvenStep(of, make, terms, drawn)
        drawn.steps.forEach((_, each) => {
          const { saved, cost } = at(each)
          expect(saved).toBeGreaterThanOrEqual(0)
          if (each > (step ?? 0)) expect(saved > 0 && saved >= cost).toBe(false)
        })
        if (step !== null) expect(at(step).saved).toBeGreaterThanOrEqual(at(step).cost)
      }),
    )
  })
})
