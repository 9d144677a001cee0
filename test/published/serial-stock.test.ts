import { array, assert, double, integer, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newsvendorStock, serialStock } from '#planning/certainty/serial-stock'
import { normalQuantile } from '#planning/distribution/normal'

/**
 * Snyder & Shen 2019, example 6.1: three stages in series, N(5, 1) a period, b 37.12. Published by stockpyl:
 * S* 6.514439, 12.012332, 22.700237, cost 47.668653, on a grid; a coarser grid gives 6.50, 12.01, 22.72 and 47.661.
 */
const STAGES = [
  { echelonHoldingCost: 3, leadTimePeriods: 1 },
  { echelonHoldingCost: 2, leadTimePeriods: 1 },
  { echelonHoldingCost: 2, leadTimePeriods: 2 },
]
const DEMAND = { mean: 5, deviation: 1 }
const PUBLISHED = { levels: [6.514439, 12.012332, 22.700237], cost: 47.668653, newsvendorCost: 47.680099 }

describe('serial chain (Clark & Scarf)', () => {
  const solved = serialStock(STAGES, DEMAND, 37.12)
  it('levels within .03 of the published ones, whose grid differs by .02 from its coarser self', () => {
    solved.echelonLevels.forEach((level, stage) => {
      expect(Math.abs(level - PUBLISHED.levels[stage]!)).toBeLessThan(0.03)
    })
  })
  it('cost within .05 % of 47.668653', () => {
    expect(Math.abs(solved.cost / PUBLISHED.cost - 1)).toBeLessThan(0.0005)
  })
  it('the first level is that of one stage with ratio (b + h2 + h3)/(b + h1 + h2 + h3)', () => {
    expect(solved.echelonLevels[0]).toBeCloseTo(5 + normalQuantile(41.12 / 44.12), 5)
  })
  it('one stage is a newsvendor: h 2, b 18, N(120, 10²): 132.815516, cost 35.099666', () => {
    const one = serialStock([{ echelonHoldingCost: 2, leadTimePeriods: 1 }], { mean: 120, deviation: 10 }, 18)
    expect(one.echelonLevels[0]).toBeCloseTo(132.815516, 4)
    expect(one.cost).toBeCloseTo(35.099666, 5)
  })
  it('levels of newsvendors (Shang & Song) 6.490881, 12.027435, 22.634032', () => {
    const levels = newsvendorStock(STAGES, DEMAND, 37.12).echelonLevels
    expect(levels.map((level) => Number(level.toFixed(6)))).toEqual([6.490881, 12.027435, 22.634032])
  })
  it('they cost 47.680099 within the .05 % of the published grid, and less than .05 % above the best', () => {
    const { cost } = newsvendorStock(STAGES, DEMAND, 37.12)
    expect(Math.abs(cost / PUBLISHED.newsvendorCost - 1)).toBeLessThan(0.0005)
    expect(cost).toBeGreaterThan(solved.cost)
    expect(cost / solved.cost - 1).toBeLessThan(0.0005)
  })
  it('one stage has one newsvendor, so nothing is lost', () => {
    const one = [{ echelonHoldingCost: 2, leadTimePeriods: 1 }]
    const demand = { mean: 120, deviation: 10 }
    expect(newsvendorStock(one, demand, 18).cost).toBeCloseTo(serialStock(one, demand, 18).cost, 6)
  })
  it('whatever the chain, newsvendors never cost less than the best levels', () => {
    const stage = record({
      echelonHoldingCost: double({ min: 0.2, max: 5, noNaN: true }),
      leadTimePeriods: integer({ min: 1, max: 4 }),
    })
    assert(
      property(array(stage, { minLength: 1, maxLength: 3 }), integer({ min: 5, max: 60 }), (stages, b) => {
        const demand = { mean: 20, deviation: 3 }
        const best = serialStock(stages, demand, b).cost
        const { cost } = newsvendorStock(stages, demand, b)
        expect(cost).toBeGreaterThan(best * (1 - 1e-5))
      }),
      { numRuns: 10 },
    )
  })
  it('a week less at the top saves more than nothing, half the deviation saves half of what uncertainty costs', () => {
    const shorter = serialStock(STAGES.with(2, { echelonHoldingCost: 2, leadTimePeriods: 1 }), DEMAND, 37.12)
    expect(shorter.cost).toBeLessThan(solved.cost)
    const pipeline = serialStock(STAGES, { mean: 5, deviation: 1e-6 }, 37.12).cost
    const half = serialStock(STAGES, { mean: 5, deviation: 0.5 }, 37.12).cost
    expect(half - pipeline).toBeCloseTo((solved.cost - pipeline) / 2, 3)
  })
  it('a lead time of nothing is refused', () => {
    expect(() => serialStock([{ echelonHoldingCost: 1, leadTimePeriods: 0 }], DEMAND, 9)).toThrow(
      'leadTimePeriods must be > 0; got 0',
    )
  })
})
