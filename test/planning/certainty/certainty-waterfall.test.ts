import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { certaintyWaterfall, type WaterfallTerms } from '#planning/certainty/certainty-waterfall'
import { remainingDeviation } from '#planning/certainty/equal-profit-discount'
import { uncertaintyCost } from '#planning/certainty/newsvendor'

const terms: WaterfallTerms = Object.freeze<WaterfallTerms>({
  listPrice: 100,
  realisedFraction: 1,
  unitCost: 40,
  salvageFraction: 0.375,
  mean: 2000,
  deviation: 700,
  commitments: 1000,
  conversion: 1,
  wouldBuyAnyway: 1,
  residual: { kind: 'market-factor' },
  depositFraction: 0.1,
  countsForfeits: false,
  offSeasonSaving: 0,
  channelSaving: 0,
})

describe('certainty waterfall, p 100, c 40, s 15, N(2000, 700²)', () => {
  it('sold from stock at list price, 1,000 sure pre-orders: certainty alone pays .10251', () => {
    const waterfall = certaintyWaterfall(terms)
    expect(waterfall.discount).toBeCloseTo(0.10251, 5)
    expect(waterfall).toMatchObject({ markdownsAvoided: 0, offSeasonCapacity: 0, channel: 0, forfeits: 0 })
  })
  it('at 90 realised, 10 of the list price is markdown avoided and K is taken at 90', () => {
    const waterfall = certaintyWaterfall({ ...terms, realisedFraction: 0.9 })
    expect(waterfall.markdownsAvoided).toBeCloseTo(0.1, 12)
    const cost = uncertaintyCost({ price: 90, cost: 40, salvage: 15 })
    expect(waterfall.certainty).toBeCloseTo((cost * 350) / (1000 * 100), 10)
  })
  it('forfeits stay out unless asked for: then a(1 − q)/q of the list price, .1 · .2/.8 = .025', () => {
    const given = { ...terms, conversion: 0.8, commitments: 1250 }
    expect(certaintyWaterfall(given).forfeits).toBe(0)
    expect(certaintyWaterfall({ ...given, countsForfeits: true }).forfeits).toBeCloseTo(0.025, 12)
  })
  it('whatever the conditions, profit at the discount equals profit from stock, and the parts add up', () => {
    fc.assert(
      fc.property(
        fc.record({
          realisedFraction: fc.double({ min: 0.6, max: 1, noNaN: true }),
          conversion: fc.double({ min: 0.3, max: 1, noNaN: true }),
          wouldBuyAnyway: fc.double({ min: 0, max: 1, noNaN: true }),
          commitments: fc.integer({ min: 10, max: 1500 }),
          offSeasonSaving: fc.double({ min: 0, max: 10, noNaN: true }),
          channelSaving: fc.double({ min: 0, max: 20, noNaN: true }),
          countsForfeits: fc.boolean(),
        }),
        (drawn) => {
          const given = { ...terms, ...drawn }
          const { discount, ...parts } = certaintyWaterfall(given)
          expect(Object.values(parts).reduce((a, b) => a + b, 0)).toBeCloseTo(discount, 10)
          const completed = given.conversion * given.commitments
          const realised = 100 * given.realisedFraction
          const unit = { price: realised, cost: 40, salvage: 15 }
          const left = remainingDeviation({
            ...given,
            unit,
            depositShare: 0.1,
            depositBase: 'reference-price',
            savings: { offSeasonCapacity: 0, channel: 0, material: 0 },
          })
          const kept = given.countsForfeits ? 0.1 * 100 * (given.commitments - completed) : 0
          const ahead =
            (100 * (1 - discount) - 40 + given.offSeasonSaving + given.channelSaving) * completed +
            kept +
            (realised - 40) * (2000 - given.wouldBuyAnyway * completed) -
            uncertaintyCost(unit) * left
          expect(ahead).toBeCloseTo((realised - 40) * 2000 - uncertaintyCost(unit) * 700, 5)
        },
      ),
    )
  })
  it('a realised price of nothing is refused with its range', () => {
    expect(() => certaintyWaterfall({ ...terms, realisedFraction: 0 })).toThrow(
      'realisedFraction must be in (0, 1]; got 0',
    )
  })
})
