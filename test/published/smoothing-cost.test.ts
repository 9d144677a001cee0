import { describe, expect, it } from 'vitest'
import { PLAIN_STAGE } from '#planning/order-policy/chain-stage'
import { chooseSmoothing } from '#planning/order-policy/choose-smoothing'
import {
  bestGapShare,
  bestSmoothing,
  costPerDeviation,
  smoothingCost,
} from '#planning/order-policy/smoothing-cost'
import { createRandom, drawStandardNormal } from '#planning/random'

const costs = { holdingCost: 1, backorderCost: 9, regularCapacityCost: 4, overtimeCost: 6 }

/** Cost in units of stock cost × σ at share β. */
const unitCost = (kappa: number, tau: number, beta: number) =>
  Math.sqrt(tau + (1 - beta) ** 2 / (beta * (2 - beta))) + kappa * Math.sqrt(beta / (2 - beta))

describe('cost-optimal share of the gap', () => {
  it.each([
    [1, 0.25, 0.8, 1.224745, 2.02],
    [1, 1, 0.5, Math.sqrt(3), 13.4],
    [1, 4, 0.2, 3, 40],
    [3, 1, 0.39859, 2.387455, 12.61],
    [3, 2, 0.265161, 2.824909, 24.31],
    [5, 0.5, 0.5, 2.598076, 5.04],
  ])('τ %d, κ %d: β* %d, cost %d, saves %d %%', (tau, kappa, beta, cost, saving) => {
    const best = bestGapShare(kappa, tau)
    expect(best).toBeCloseTo(beta, 6)
    expect(unitCost(kappa, tau, best)).toBeCloseTo(cost, 6)
    expect(100 * (1 - unitCost(kappa, tau, best) / unitCost(kappa, tau, 1))).toBeCloseTo(saving, 2)
  })
  it('free capacity: no smoothing', () => {
    expect(bestGapShare(0, 3)).toBeCloseTo(1, 12)
    expect(costPerDeviation({ ...costs, regularCapacityCost: 0, overtimeCost: 0 }).orders).toBe(0)
  })
  it.each([
    [1, 78.732, 0.445814, 65.536],
    [3, 104.426, 0.353519, 87.898],
  ])('h 1, b 9, u 4, v 6, σ 20, τ %d: order-up-to %d, β* %d costs %d', (tau, orderUpTo, beta, cost) => {
    const per = costPerDeviation(costs)
    expect(per.orders / per.netStock).toBeCloseTo(1.243088, 6)
    expect(per.netStock).toBeCloseTo(1.754983, 6)
    expect(per.orders).toBeCloseTo(2.181599, 6)
    const best = bestGapShare(per.orders / per.netStock, tau)
    expect(best).toBeCloseTo(beta, 6)
    const at = (gapShare: number) =>
      smoothingCost({
        costs,
        leadTimePeriods: tau,
        mean: 100,
        deviation: 20,
        knownShare: 0,
        levellingPeriods: 1,
        gapShare,
        earlyStock: 'reserved',
      }).total
    expect(at(1)).toBeCloseTo(orderUpTo, 3)
    expect(at(best)).toBeCloseTo(cost, 3)
  })
  it.each([
    [0, 1, 1, 113.831],
    [0, 1, 0.5, 98.257],
    [0.5, 1, 0.5, 87.291],
    [1, 1, 0.5, 43.632],
    [0.5, 2, 0.5, 104.83],
    [0.5, 4, 0.5, 150.229],
  ])('τ 4: share %d known, W %d, β %d costs %d', (knownShare, levellingPeriods, gapShare, expected) => {
    const given = {
      costs,
      leadTimePeriods: 4,
      mean: 100,
      deviation: 20,
      knownShare,
      levellingPeriods,
      gapShare,
      earlyStock: 'reserved' as const,
    }
    expect(smoothingCost(given).total).toBeCloseTo(expected, 3)
  })
  it.each([
    [2, 81.299],
    [4, 80.206],
  ])('τ 4, half known, β .5, goods made early serve anyone: W %d costs %d', (levellingPeriods, expected) => {
    const given = { costs, leadTimePeriods: 4, mean: 100, deviation: 20, knownShare: 0.5, levellingPeriods }
    const pooled = smoothingCost({ ...given, gapShare: 0.5, earlyStock: 'pooled' })
    expect(pooled.total).toBeCloseTo(expected, 3)
    expect(pooled.early).toBe(0)
  })
  it.each([
    [0, 1, 1, 'reserved', 113.831],
    [0, 1, 0.5, 'reserved', 98.257],
    [0.5, 1, 0.5, 'reserved', 87.291],
    [1, 1, 0.5, 'reserved', 43.632],
    [0.5, 2, 0.5, 'reserved', 104.83],
    [0.5, 4, 0.5, 'reserved', 150.229],
    [0.5, 2, 0.5, 'pooled', 81.299],
    [0.5, 4, 0.5, 'pooled', 80.206],
  ] as const)(
    'simulated, τ 4: share %d known, W %d, β %d, goods made early %s, costs %d',
    (knownShare, levellingPeriods, gapShare, earlyStock, expected) => {
      const random = createRandom(5)
      const periods = 40_000
      const part = (share: number) =>
        Float64Array.from({ length: periods }, () =>
          share > 0 ? 100 * share + 20 * Math.sqrt(share) * drawStandardNormal(random) : 0,
        )
      const known = part(knownShare)
      const spot = part(1 - knownShare)
      const [only] = chooseSmoothing({
        stage: { ...PLAIN_STAGE, leadTimePeriods: 4, seesKnownOrders: true },
        items: [
          {
            total: known.map((units, t) => units + spot[t]!),
            known: knownShare > 0 ? known : null,
            noticePeriods: 8,
            initialMean: 100,
          },
        ],
        costs,
        gapShares: [gapShare],
        windows: [levellingPeriods],
        goal: { kind: 'cost' },
        earlyStock,
        warmUpPeriods: 100,
      })
      expect(Math.abs(only!.total / expected - 1)).toBeLessThan(0.02)
    },
  )
  it('the joint choice keeps W = 1 when early stock is dear and finds the same β as the root', () => {
    const best = bestSmoothing({
      costs,
      leadTimePeriods: 3,
      mean: 100,
      deviation: 20,
      knownShare: 0,
      noticePeriods: 0,
      earlyStock: 'reserved',
    })
    expect(best.gapShare).toBeCloseTo(0.353519, 5)
    const half = bestSmoothing({
      costs,
      leadTimePeriods: 4,
      mean: 100,
      deviation: 20,
      knownShare: 0.5,
      noticePeriods: 8,
      earlyStock: 'reserved',
    })
    expect(half.levellingPeriods).toBe(1)
    expect(half.total).toBeLessThanOrEqual(87.2911)
  })
  it('negative costs are refused by name', () => {
    expect(() => costPerDeviation({ ...costs, holdingCost: -1 })).toThrow('holdingCost must be > 0; got -1')
    expect(() => costPerDeviation({ ...costs, overtimeCost: 3 })).toThrow(
      'overtimeCost must be >= regularCapacityCost 4; got 3',
    )
  })
})
