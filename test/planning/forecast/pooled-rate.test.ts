import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitPooledRates, pooledBelief, pooledRate } from '#planning/forecast/pooled-rate'
import { createRandom, drawBeta, drawBinomial } from '#planning/random'

describe('partially pooled rates', () => {
  it('a large group keeps its own rate, a group of two orders is drawn to the others', () => {
    const rates = fitPooledRates({
      events: [400, 100, 110, 90, 2],
      trials: [1000, 1000, 1000, 1000, 2],
      groups: [[0, 1, 2, 3, 4]],
    })
    expect(pooledRate(rates, [0])).toBeCloseTo(0.4, 1)
    expect(pooledRate(rates, [4])).toBeLessThan(0.7)
    expect(pooledRate(rates, [4])).toBeGreaterThan(0.15)
  })
  it('crossed groups: campaign doubles the odds, channel halves them', () => {
    const random = createRandom(2)
    const odds = [1, 2]
    const cells = [0, 1].flatMap((campaign) => [0, 1].map((channel) => ({ campaign, channel })))
    const rate = ({ campaign, channel }: (typeof cells)[number]) => {
      const ratio = (0.3 * odds[campaign]!) / odds[channel]!
      return ratio / (1 + ratio)
    }
    const rates = fitPooledRates({
      events: cells.map((cell) => drawBinomial(random, 5000, rate(cell))),
      trials: cells.map(() => 5000),
      groups: [cells.map(({ campaign }) => campaign), cells.map(({ channel }) => channel)],
    })
    for (const cell of cells)
      expect(Math.abs(pooledRate(rates, [cell.campaign, cell.channel]) - rate(cell))).toBeLessThan(0.02)
  })
  it('a group never seen has the rate of the whole, and the belief its mean', () => {
    const rates = fitPooledRates({ events: [20, 21], trials: [100, 100], groups: [[0, 1]] })
    expect(pooledRate(rates, [-1])).toBeCloseTo(0.205, 1)
    const { alpha, beta } = pooledBelief(rates, [-1])
    expect(alpha / (alpha + beta)).toBeCloseTo(pooledRate(rates, [-1]), 12)
  })
  it('campaigns whose orders leave together have a small concentration, independent ones a large', () => {
    const random = createRandom(6)
    const draw = (rateOf: () => number) => {
      const events = Array.from({ length: 200 }, () => drawBinomial(random, 200, rateOf()))
      return fitPooledRates({ events, trials: events.map(() => 200), groups: [] }).concentration
    }
    expect(draw(() => 0.2)).toBeGreaterThan(300)
    expect(Math.abs(draw(() => drawBeta(random, 4, 16)) - 20)).toBeLessThan(8)
  })
  it('rates stay inside (0, 1) whatever the cells', () => {
    const cell = fc.record({
      trials: fc.integer({ min: 0, max: 500 }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
      group: fc.integer({ min: 0, max: 5 }),
    })
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 20 }), (cells) => {
        const rates = fitPooledRates({
          events: cells.map(({ trials, part }) => Math.floor(trials * part)),
          trials: cells.map(({ trials }) => trials),
          groups: [cells.map(({ group }) => group)],
        })
        for (const { group } of cells) {
          expect(pooledRate(rates, [group])).toBeGreaterThan(0)
          expect(pooledRate(rates, [group])).toBeLessThan(1)
        }
        expect(rates.concentration).toBeGreaterThan(0)
      }),
      { numRuns: 50 },
    )
  })
})
