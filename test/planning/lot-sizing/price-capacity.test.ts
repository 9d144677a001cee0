import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkLotSizes, type MultiItemInstance } from '#planning/lot-sizing/multi-item-instance'
import { priceCapacity } from '#planning/lot-sizing/price-capacity'
import { smoothProduction } from '#planning/lot-sizing/smooth-production'

function oneItem(capacity: number): MultiItemInstance {
  return {
    itemCount: 1,
    bucketCount: 4,
    capacity: new Float64Array(4).fill(capacity),
    unitTime: Float64Array.of(1),
    setupTime: Float64Array.of(0),
    setupCost: Float64Array.of(500),
    holdingCost: Float64Array.of(2),
    demand: Float64Array.of(90, 120, 80, 70),
  }
}

const BUCKETS = 6
const anyInstance = fc
  .record({
    items: fc.array(
      fc.record({
        demand: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: BUCKETS, maxLength: BUCKETS }),
        unitTime: fc.integer({ min: 1, max: 3 }),
        setupTime: fc.integer({ min: 0, max: 20 }),
        setupCost: fc.integer({ min: 0, max: 300 }),
        holdingCost: fc.integer({ min: 0, max: 4 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    capacity: fc.array(fc.integer({ min: 0, max: 400 }), { minLength: BUCKETS, maxLength: BUCKETS }),
  })
  .map(({ items, capacity }): MultiItemInstance => {
    const of = (key: 'unitTime' | 'setupTime' | 'setupCost' | 'holdingCost') =>
      Float64Array.from(items, (item) => item[key])
    return {
      itemCount: items.length,
      bucketCount: BUCKETS,
      capacity: Float64Array.from(capacity),
      unitTime: of('unitTime'),
      setupTime: of('setupTime'),
      setupCost: of('setupCost'),
      holdingCost: of('holdingCost'),
      demand: Float64Array.from(items.flatMap(({ demand }) => demand)),
    }
  })

describe('pricing capacity', () => {
  test.each([
    [210, 1380],
    [200, 1580],
    [150, 1640],
    [120, 1760],
  ])(
    '90, 120, 80, 70 at capacity %d: a plan within 10 %% of the optimum %d, and a bound below it',
    (capacity, optimum) => {
      const { plan, lowerBound } = priceCapacity(oneItem(capacity), 100)
      expect(plan?.cost).toBeGreaterThanOrEqual(optimum - 1e-6)
      expect(plan?.cost).toBeLessThanOrEqual(1.1 * optimum)
      expect(lowerBound).toBeLessThanOrEqual(optimum + 1e-6)
    },
  )

  test('capacity 80 cannot make 90 in the first bucket: no plan', () => {
    expect(priceCapacity(oneItem(80), 50).plan).toBeNull()
  })

  test('no rounds: refused with the range and the value seen', () => {
    expect(() => priceCapacity(oneItem(210), 0)).toThrow('iterations must be an integer >= 1; got 0')
  })

  test('every plan keeps its instance, costs what it says and is never below the bound', () => {
    fc.assert(
      fc.property(anyInstance, (instance) => {
        const { plan, lowerBound } = priceCapacity(instance, 30)
        if (!plan) return
        expect(checkLotSizes(instance, plan.production, plan.setups)).toEqual({ cost: plan.cost, faults: [] })
        expect(lowerBound).toBeLessThanOrEqual(plan.cost + 1e-6)
      }),
      { numRuns: 300, seed: 4 },
    )
  })

  test('smoothing keeps demand and capacity and leaves its input alone', () => {
    fc.assert(
      fc.property(anyInstance, (instance) => {
        const production = Object.freeze(Array.from(instance.demand))
        const given = Float64Array.from(production)
        const smoothed = smoothProduction(instance, given, new Float64Array(BUCKETS))
        expect(Array.from(given)).toEqual(production)
        if (!smoothed) return
        const setups = Uint8Array.from(smoothed, (units) => (units > 0 ? 1 : 0))
        expect(checkLotSizes(instance, smoothed, setups).faults).toEqual([])
      }),
      { numRuns: 300, seed: 5 },
    )
  })
})
