import { describe, expect, it } from 'vitest'
import { serialStock } from '#planning/certainty/serial-stock'
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
const PUBLISHED = { levels: [6.514439, 12.012332, 22.700237], cost: 47.668653 }

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
