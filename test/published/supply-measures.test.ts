import { describe, expect, it } from 'vitest'
import { planNervousness } from '#planning/batches/nervousness'
import { normalLoss } from '#planning/distribution/normal'
import { quantileAt } from '#planning/order-policy/quantile-curve'
import { normalSafetyStock, spreadSafetyStock } from '#planning/order-policy/safety-stock'
import { grossMarginReturn, planAdherence, stockTurns } from '#planning/order-policy/service-measures'

describe('supply measures', () => {
  it('1.2 m over 150 k: 8 turns, 45.625 days; margin 400 k: 2.6667', () => {
    expect(stockTurns(1_200_000, 150_000)).toEqual({ turns: 8, daysOfSupply: 45.625 })
    expect(grossMarginReturn(400_000, 150_000)).toBeCloseTo(2.6667, 4)
  })
  it('plan 100, 50, 80, made 90, 60, 80: adherence 220/230', () => {
    expect(planAdherence([100, 50, 80], [90, 60, 80])).toBeCloseTo(0.956522, 6)
  })
  it('nervousness 220/210; 1.807229 with ω .5; setup flips 3 of 5', () => {
    const old = [0, 80, 0, 60, 70]
    const now = [50, 30, 40, 0, 90]
    expect(planNervousness(old, now, 1).ratio).toBeCloseTo(1.047619, 6)
    expect(planNervousness(old, now, 0.5).ratio).toBeCloseTo(1.807229, 6)
    expect(planNervousness(old, now, 1).setupFlips).toBe(0.6)
  })
  it('z 1.644854 loses .020893 deviations; σ 20 per 100 ordered: fill rate .995821', () => {
    expect(normalLoss(1.644854)).toBeCloseTo(0.020893, 6)
    expect(1 - (20 * normalLoss(1.644854)) / 100).toBeCloseTo(0.995821, 6)
    const stock = normalSafetyStock({ kind: 'fill-rate', fraction: 0.995821 }, 20, 100)
    expect(stock / 20).toBeCloseTo(1.6449, 3)
  })
  it('safety stock from normal quantiles equals the normal one, for cycle service and fill rate', () => {
    const levels = [0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95]
    const z = [-1.6448536, -1.2815516, -0.5244005, 0, 0.5244005, 1.2815516, 1.6448536]
    const demand = { mean: 100, levels, quantiles: z.map((deviate) => 100 + 20 * deviate) }
    expect(quantileAt(demand, 0.99)).toBeCloseTo(100 + 20 * 2.326348, 4)
    for (const target of [
      { kind: 'cycle-service', fraction: 0.97 },
      { kind: 'fill-rate', fraction: 0.98 },
      { kind: 'cost', holdingCost: 1, backorderCost: 9 },
    ] as const)
      expect(spreadSafetyStock(target, demand, 50)).toBeCloseTo(normalSafetyStock(target, 20, 50), 4)
  })
})
