import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { authoriseSupply, weekAuthorisation } from '#planning/order-policy/authorise-supply'
import { pegSupply } from '#planning/order-policy/peg-supply'

const units = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 6, maxLength: 6 })

describe('pegging arrivals to demand', () => {
  it('10 arriving serve 4 paid of this week, then 6 of the 8 the model expects next week', () => {
    const pegged = pegSupply(0, [10, 0], { paid: [4, 0], model: [0, 8] })
    expect([pegged.byRung.paid[0], pegged.byRung.model[0]]).toEqual([4, 6])
  })
  it('stock of 5 serves the first demand; overdue orders of 3 are served before anything else', () => {
    expect(pegSupply(5, [10], { paid: [5], deposit: [4] }).byRung.deposit[0]).toBe(4)
    expect(pegSupply(-3, [10], { model: [10] }).byRung).toMatchObject({
      paid: Float64Array.of(3),
      model: Float64Array.of(7),
    })
  })
  it('each week, rungs and what serves nothing add up to the arrivals', () => {
    fc.assert(
      fc.property(units, units, units, fc.integer({ min: -40, max: 40 }), (arrivals, paid, model, stock) => {
        const { byRung, unpegged } = pegSupply(stock, arrivals, { paid, model })
        arrivals.forEach((arriving, week) => {
          const served = Object.values(byRung).reduce((sum, rung) => sum + rung[week]!, 0)
          expect(served + unpegged[week]!).toBeCloseTo(arriving, 6)
        })
      }),
    )
  })
})

describe('authorisations', () => {
  const fences = { leadTimeWeeks: 1, frozenWeeks: 1, slushyWeeks: 2, materialWeeks: 1 }
  const liability = { liabilityFraction: 0.5, unitCost: 100, unitMargin: 50 }

  it('inside lead time and frozen weeks all is made; then paid is made and half of the rest reserved; then material; then look', () => {
    const arrivals = [10, 10, 10, 10, 10]
    const pegged = pegSupply(0, arrivals, { paid: [0, 0, 4, 0, 0], model: [10, 10, 6, 10, 10] })
    const authorised = authoriseSupply(arrivals, pegged, fences, liability)
    // Margin 50 against liability 0.5 × 100: the reserved share of 6 unsure units is 3.
    expect([...authorised.make]).toEqual([10, 20, 24, 24, 24])
    expect([...authorised.reserveAndMaterial]).toEqual([10, 20, 27, 27, 27])
    expect([...authorised.materialOnly]).toEqual([10, 20, 30, 40, 40])
  })
  it('make, reserve and material never fall and never cross; a week splits into parts that add up', () => {
    fc.assert(
      fc.property(units, units, units, (arrivals, paid, model) => {
        const authorised = authoriseSupply(
          arrivals,
          pegSupply(0, arrivals, { paid, model }),
          fences,
          liability,
        )
        for (let week = 0; week < 6; week += 1) {
          expect(authorised.reserveAndMaterial[week]).toBeGreaterThanOrEqual(authorised.make[week]!)
          expect(authorised.materialOnly[week]).toBeGreaterThanOrEqual(authorised.reserveAndMaterial[week]!)
          const parts = weekAuthorisation(week, arrivals[week]!, authorised)
          const all = Object.values(parts)
          expect(Math.min(...all)).toBeGreaterThanOrEqual(0)
          expect(all.reduce((sum, part) => sum + part, 0)).toBe(arrivals[week])
        }
      }),
    )
  })
})
