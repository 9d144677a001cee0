import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { costPerDeviation, smoothingCost } from '#planning/order-policy/smoothing-cost'
import { isSteady } from '#planning/order-policy/steady-smoothing'
import {
  chooseSupplierSmoothing,
  isSame,
  KEEP_TOLERANCE,
  type SmoothedItem,
  totalOf,
} from '#planning/order-policy/supplier-smoothing'
import { createRandom, drawStandardNormal } from '#planning/random'

/** Units around 100 a week; spread 20 unless told otherwise, never below zero. */
function item(seed: number, part: Partial<SmoothedItem> = {}, spread = 20, periods = 104): SmoothedItem {
  const random = createRandom(seed)
  const total = Float64Array.from({ length: periods }, () =>
    Math.max(0, Math.round(100 + spread * drawStandardNormal(random))),
  )
  return {
    demand: { total, known: null, noticePeriods: 0, initialMean: null },
    leadTimePeriods: 3,
    lotSize: null,
    holdingCost: 1,
    serviceFraction: 0.9,
    overtimePerUnit: 6,
    ...part,
  }
}

const usual = {
  regularShareOfOvertime: 2 / 3,
  windows: [1],
  before: null,
  alsoPriced: [],
}

describe('smoothing of one supplier', () => {
  it('steady demand: cost and choice are those of the closed form', () => {
    const one = item(5, {}, 15, 208)
    expect(isSteady(one.demand)).toBe(true)
    const { method, choice, costs } = chooseSupplierSmoothing({ ...usual, items: [one], itemCount: 1 })
    expect(method).toBe('closed-form')
    const center = one.demand.total.reduce((sum, units) => sum + units, 0) / 208
    const deviation = Math.sqrt(one.demand.total.reduce((sum, units) => sum + (units - center) ** 2, 0) / 208)
    const closed = (gapShare: number) =>
      smoothingCost({
        costs: { holdingCost: 1, backorderCost: 9, regularCapacityCost: 4, overtimeCost: 6 },
        leadTimePeriods: 3,
        mean: center,
        deviation,
        knownShare: 0,
        levellingPeriods: 1,
        gapShare,
        earlyStock: 'reserved',
      })
    for (const cost of costs) {
      expect(cost.holding + cost.backorder).toBeCloseTo(closed(cost.gapShare).stock, 6)
      expect(cost.capacity).toBeCloseTo(closed(cost.gapShare).capacity, 6)
    }
    // The optimum of τ = 3, h 1, b 9, u 4, v 6 is β .353519.
    expect([0.3, 0.4]).toContain(choice.gapShare)
  })

  it('free capacity is hardly smoothed for; dear capacity is', () => {
    const shares = [0, 1, 6, 60].map((overtimePerUnit) => {
      const items = [1, 2, 3].map((seed) => item(seed, { overtimePerUnit }, 35))
      return chooseSupplierSmoothing({ ...usual, items, itemCount: 3 }).choice.gapShare
    })
    // Some smoothing also calms what an updated forecast does to stock.
    expect(shares[0]).toBeGreaterThanOrEqual(0.8)
    expect(shares).toEqual([...shares].sort((a, b) => b - a))
    expect(shares[3]).toBeLessThan(0.5)
  })

  it('capacity belongs to the supplier: twelve items that swing apart need less smoothing than one', () => {
    const choiceOf = (count: number) =>
      chooseSupplierSmoothing({
        ...usual,
        items: Array.from({ length: count }, (_, seed) => item(seed + 1, { overtimePerUnit: 2 }, 40)),
        itemCount: count,
      }).choice.gapShare
    expect(choiceOf(12)).toBeGreaterThan(choiceOf(1))
  })

  it('a sample of 24 of 96 items prices every candidate within a tenth of all 96', () => {
    const all = Array.from({ length: 96 }, (_, seed) => item(seed + 1, {}, 35))
    const whole = chooseSupplierSmoothing({ ...usual, items: all, itemCount: 96 })
    const sampled = chooseSupplierSmoothing({ ...usual, items: all.slice(0, 24), itemCount: 96 })
    whole.costs.forEach((cost, k) => {
      expect(totalOf(sampled.costs[k]!) / totalOf(cost)).toBeGreaterThan(0.9)
      expect(totalOf(sampled.costs[k]!) / totalOf(cost)).toBeLessThan(1.1)
    })
  })

  it('known orders are levelled when swinging capacity costs more than their early stock', () => {
    const known = item(7, { overtimePerUnit: 400, holdingCost: 0.1 }, 45)
    const given = { ...known, demand: { ...known.demand, known: known.demand.total, noticePeriods: 6 } }
    const cheap = { ...given, overtimePerUnit: 0.01 }
    const windowOf = (one: SmoothedItem) =>
      chooseSupplierSmoothing({ ...usual, windows: [1, 2, 3, 4], items: [one], itemCount: 1 }).choice
        .levellingPeriods
    expect(windowOf(given)).toBe(4)
    expect(windowOf(cheap)).toBe(1)
  })

  it('the choice of before stays within a hundredth of the least cost; else it stays or gives way to the least', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0, max: 40, noNaN: true }),
        (seed, overtimePerUnit) => {
          const items = [item(seed, { overtimePerUnit }, 30), item(seed + 1000, { overtimePerUnit }, 30)]
          const given = { ...usual, items, itemCount: 2 }
          const fresh = chooseSupplierSmoothing(given)
          const least = Math.min(...fresh.costs.map(totalOf))
          for (const before of fresh.costs) {
            const again = chooseSupplierSmoothing({ ...given, before })
            const isNear = totalOf(before) <= least * (1 + KEEP_TOLERANCE)
            expect(isSame(again.choice, before) || (!isNear && isSame(again.choice, fresh.choice))).toBe(true)
            expect(
              isSame(chooseSupplierSmoothing({ ...given, before: again.choice }).choice, again.choice),
            ).toBe(true)
          }
        },
      ),
      { numRuns: 15 },
    )
  })

  it('a saving of every quarter moves the choice; one made by a single week does not', () => {
    const dear = [item(1, { overtimePerUnit: 60 }, 40)]
    const before = { gapShare: 1, levellingPeriods: 1 }
    expect(chooseSupplierSmoothing({ ...usual, items: dear, itemCount: 1, before }).reason).toBe('least-cost')
    const total = new Float64Array(104).fill(100)
    total[60] = 900
    const shocked = [
      item(1, { overtimePerUnit: 3, demand: { total, known: null, noticePeriods: 0, initialMean: null } }),
    ]
    const fresh = chooseSupplierSmoothing({ ...usual, items: shocked, itemCount: 1 })
    expect(fresh.choice.gapShare).toBe(1)
    const calm = { gapShare: 0.2, levellingPeriods: 1 }
    const kept = chooseSupplierSmoothing({ ...usual, items: shocked, itemCount: 1, before: calm })
    expect(kept).toMatchObject({ choice: calm, reason: 'kept' })
    const costOf = (gapShare: number) => totalOf(fresh.costs.find((each) => each.gapShare === gapShare)!)
    expect(costOf(0.2)).toBeGreaterThan(costOf(1) * (1 + KEEP_TOLERANCE))
  })

  it('a share set by hand is priced besides and not chosen', () => {
    const one = item(3, {}, 40)
    const fixed = { gapShare: 0.37, levellingPeriods: 1 }
    const { choice, costs } = chooseSupplierSmoothing({
      ...usual,
      items: [one],
      itemCount: 1,
      alsoPriced: [fixed],
    })
    expect(costs.some((cost) => isSame(cost, fixed))).toBe(true)
    expect(isSame(choice, fixed)).toBe(false)
  })

  it('refuses what has no price or no past', () => {
    const choose = (items: SmoothedItem[]) => chooseSupplierSmoothing({ ...usual, items, itemCount: 1 })
    expect(() => choose([])).toThrow('items must hold demand of more than 13 periods; got 0')
    expect(() => choose([item(1, { holdingCost: 0 })])).toThrow('holdingCost must be > 0; got 0')
    expect(() => choose([item(1, { serviceFraction: 1 })])).toThrow(
      'serviceFraction must be in (0, 1); got 1',
    )
    expect(() => choose([item(1), item(2, {}, 20, 52)])).toThrow('items must have 104 periods each; got 52')
  })
})

describe('steady demand', () => {
  it('a trend, weeks that follow one another, rare demand and wild demand are not', () => {
    const noise = item(5, {}, 15, 208).demand.total
    const steady = (total: Float64Array) => isSteady({ total, known: null })
    expect(steady(noise)).toBe(true)
    expect(steady(noise.map((units, t) => units + t / 4))).toBe(false)
    expect(steady(noise.map((units, t) => (units + (noise[t - 1] ?? units)) / 2))).toBe(false)
    expect(steady(noise.map((units, t) => (t % 4 === 0 ? units : 0)))).toBe(false)
    expect(
      costPerDeviation({ holdingCost: 1, backorderCost: 9, regularCapacityCost: 4, overtimeCost: 6 }).orders,
    ).toBeGreaterThan(0)
  })
})
