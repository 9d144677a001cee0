import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lifeCycleCurve } from '#planning/forecast/life-cycle'
import { lookAlikeWeights, updatedWeights } from '#planning/forecast/look-alike'

const complete = (orders: number[], weight = 1) => ({ orders, isComplete: true, weight })

describe('life-cycle curve', () => {
  it('of one life 10 20 10: a quarter, a half, a quarter', () => {
    expect([...lifeCycleCurve([complete([10, 20, 10])], 0)]).toEqual([0.25, 0.5, 0.25])
  })
  it('a life still running agrees with the complete one and changes nothing: 5 10 of 10 20 10', () => {
    const curve = lifeCycleCurve(
      [complete([10, 20, 10]), { orders: [5, 10], isComplete: false, weight: 1 }],
      0,
    )
    ;[0.25, 0.5, 0.25].forEach((share, bucket) => {
      expect(curve[bucket]).toBeCloseTo(share, 4)
    })
  })
  it('lives that are still running keep the curve from ending early', () => {
    const short = complete([10, 10])
    const long = { orders: [10, 10, 10, 10], isComplete: false, weight: 1 }
    expect(lifeCycleCurve([short, long], 0)[3]).toBeGreaterThan(0)
  })
  it('sums to one, is never negative, whatever the launches', () => {
    const orders = fc.array(fc.integer({ min: -2, max: 50 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(orders, fc.boolean()), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 0, max: 3 }),
        (lives, reach) => {
          const launches = [
            complete([1]),
            ...lives.map(([life, isComplete]) => ({ orders: life, isComplete, weight: 0.5 })),
          ]
          const curve = lifeCycleCurve(launches, reach)
          expect(curve.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
          expect(Math.min(...curve)).toBeGreaterThanOrEqual(0)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('look-alikes', () => {
  const item = { labels: ['jacket'], measures: [1], launchDay: 1000 }
  const scale = { differentLabel: 0.2, seasonDays: 30, memoryDays: Number.POSITIVE_INFINITY, floor: 0 }
  it('the same item is fully alike; another label leaves a fifth', () => {
    const weights = lookAlikeWeights(item, [item, { ...item, labels: ['shirt'] }], scale)
    expect(weights[0]).toBe(1)
    expect(weights[1]).toBeCloseTo(0.2, 12)
  })
  it('the same season a year before is alike, half a year before is not', () => {
    const weights = lookAlikeWeights(
      item,
      [
        { ...item, launchDay: 635 },
        { ...item, launchDay: 818 },
      ],
      scale,
    )
    expect(weights[0]).toBeGreaterThan(0.99)
    expect(weights[1]).toBeLessThan(0.01)
  })
  it('first orders 10 30 favour the launch that tripled', () => {
    const weights = updatedWeights(
      [10, 30],
      [
        [1, 3, 2],
        [3, 1, 2],
      ],
      Float64Array.of(1, 1),
      0.3,
    )
    expect(weights[0]).toBeGreaterThan(5 * weights[1]!)
  })
})
