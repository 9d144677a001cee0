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

describe('how much of what is still to be made is sure', () => {
  const known = (pegged: ReturnType<typeof pegSupply>) => (week: number) =>
    pegged.byRung.paid[week]! + pegged.byRung.deposit[week]! + pegged.byRung.subscription[week]!
  it('170 in stock and 200 on their way before 160 deposits of week 5: what arrives after them is for the model alone', () => {
    const sure = known(
      pegSupply(170, [0, 200, 0, 0, 0, 120], {
        deposit: [0, 0, 0, 0, 0, 160],
        model: [30, 30, 30, 30, 30, 30],
      }),
    )
    expect([1, 5].map(sure)).toEqual([140, 0])
  })
  it('model demand of week 3 that came short does not take the unit that a paid order of week 5 waits for', () => {
    const pegged = pegSupply(14, [0, 0, 0, 0, 0, 1], {
      paid: [13, 1, 0, 0, 0, 1],
      model: [0, 0, 0, 44, 0, 0],
    })
    expect(pegged.byRung.paid[5]).toBe(1)
  })
  it('is never less than what sure demand alone would need beyond stock and earlier arrivals', () => {
    fc.assert(
      fc.property(
        units,
        units,
        units,
        units,
        fc.integer({ min: 0, max: 60 }),
        (arrivals, paid, deposit, model, stock) => {
          const sure = known(pegSupply(stock, arrivals, { paid, deposit, model }))
          let wanted = 0
          let there = stock
          arrivals.forEach((arriving, week) => {
            wanted += paid[week]! + deposit[week]!
            const needed = Math.min(arriving, Math.max(0, wanted - there))
            expect(sure(week)).toBeGreaterThanOrEqual(needed - 1e-6)
            there += arriving
          })
        },
      ),
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
