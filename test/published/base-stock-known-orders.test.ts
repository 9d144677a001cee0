import { describe, expect, it } from 'vitest'
import { normalSafetyStock } from '#planning/order-policy/safety-stock'
import { costPerDeviation } from '#planning/order-policy/smoothing-cost'

/** Base stock and cost when `periods` of the lead time are left after the notice of the orders. */
function baseStock(h: number, b: number, mean: number, deviation: number, periods: number) {
  const spread = deviation * Math.sqrt(periods)
  const target = { kind: 'cost', holdingCost: h, backorderCost: b } as const
  const costs = { holdingCost: h, backorderCost: b, regularCapacityCost: 0, overtimeCost: 0 }
  return {
    level: periods * mean + normalSafetyStock(target, spread, mean),
    cost: costPerDeviation(costs).netStock * spread,
  }
}

describe('base stock with orders known early (lead time less notice)', () => {
  it.each([
    [5, 264.766894, 4.466781],
    [4, 213.207912, 3.99521],
    [3, 161.438387, 3.459954],
    [2, 109.339404, 2.82504],
    [1, 56.603956, 1.997605],
    [0, 0, 0],
  ])('h .18, b .7, N(50, 8²), %d periods left: level %d, cost %d', (periods, level, cost) => {
    const seen = baseStock(0.18, 0.7, 50, 8, periods)
    expect(seen.level).toBeCloseTo(level, 5)
    expect(seen.cost).toBeCloseTo(cost, 6)
  })
  it('h 2, b 18, N(120, 10²): 132.815516, cost 35.099666', () => {
    const seen = baseStock(2, 18, 120, 10, 1)
    expect(seen.level).toBeCloseTo(132.815516, 6)
    expect(seen.cost).toBeCloseTo(35.099666, 6)
  })
})
