import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalQuantile } from '#planning/distribution/normal'
import type { ErrorDependence } from '#planning/forecast/error-dependence'
import {
  addPaths,
  groupDemand,
  type ItemOutlook,
  jointDemand,
  noDemand,
} from '#planning/forecast/joint-demand'

const LEVELS = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]
const HORIZON = 6
const APART: ErrorDependence = { all: 0, category: 0, product: 0 }

function outlook(seriesId: string, mean: number, deviation: number, groups = { product: -1, category: -1 }) {
  return {
    seriesId,
    ...groups,
    mean: new Float64Array(HORIZON).fill(mean),
    quantiles: Float64Array.from(
      LEVELS.flatMap((level) => {
        const units = Math.max(0, mean + deviation * normalQuantile(level))
        return new Array<number>(HORIZON).fill(units)
      }),
    ),
  } satisfies ItemOutlook
}

function total(items: readonly ItemOutlook[], dependence: ErrorDependence) {
  const draw = jointDemand(LEVELS, HORIZON, dependence, 7)
  const group = noDemand(HORIZON)
  for (const item of items) draw(item, [group])
  return group
}

const at = (level: number) => LEVELS.indexOf(level)

describe('demand of many items drawn together', () => {
  it('one item alone keeps its mean and its quantiles', () => {
    const { mean, quantiles } = groupDemand(total([outlook('a', 100, 20)], APART), LEVELS, [])
    expect(mean[3]).toBe(100)
    LEVELS.forEach((level, k) => {
      expect(Math.abs(quantiles[k]![3]! - (100 + 20 * normalQuantile(level)))).toBeLessThan(0.6)
    })
  })

  it('errors apart from one another widen a total with the root of their number, shared ones with the number', () => {
    const items = Array.from({ length: 400 }, (_, i) => outlook(`i${i}`, 100, 20))
    const width = (dependence: ErrorDependence) => {
      const { quantiles } = groupDemand(total(items, dependence), LEVELS, [])
      return (quantiles[at(0.9)]![2]! - quantiles[at(0.1)]![2]!) / (2 * normalQuantile(0.9))
    }
    expect(width(APART) / (20 * Math.sqrt(400))).toBeGreaterThan(0.85)
    expect(width(APART) / (20 * Math.sqrt(400))).toBeLessThan(1.15)
    const half = Math.sqrt(0.5 * 400 ** 2 + 0.5 * 400) * 20
    expect(width({ all: 0.5, category: 0, product: 0 }) / half).toBeGreaterThan(0.93)
    expect(width({ all: 0.5, category: 0, product: 0 }) / half).toBeLessThan(1.07)
  })

  it('rare demand is not lost: its mean and its chance stand above the highest quantile', () => {
    const rare = { ...outlook('rare', 0.04, 0), quantiles: new Float64Array(LEVELS.length * HORIZON) }
    const items = Array.from({ length: 2500 }, (_, i) => ({ ...rare, seriesId: `rare${i}` }))
    const { mean, quantiles } = groupDemand(total(items, APART), LEVELS, [])
    expect(mean[0]).toBeCloseTo(100, 6)
    const width = quantiles[at(0.9)]![0]! - quantiles[at(0.1)]![0]!
    expect(width / (2 * normalQuantile(0.9))).toBeGreaterThan(8)
    expect(width / (2 * normalQuantile(0.9))).toBeLessThan(25)
  })

  const item = fc.record({
    mean: fc.double({ min: 0, max: 1e5, noNaN: true }),
    deviation: fc.double({ min: 0, max: 1e5, noNaN: true }),
    category: fc.integer({ min: -1, max: 2 }),
    product: fc.integer({ min: -1, max: 3 }),
  })
  const dependence = fc
    .tuple(fc.double({ min: 0, max: 0.3, noNaN: true }), fc.double({ min: 0, max: 0.3, noNaN: true }))
    .map(([all, category]) => ({ all, category, product: 0.2 }))

  it('adds up path by path, keeps means, never falls below zero, and does not care for order or portions', () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 12 }), dependence, (drawn, shared) => {
        const items = drawn.map(({ mean, deviation, ...groups }, i) =>
          outlook(`i${i}`, mean, deviation, groups),
        )
        const draw = jointDemand(LEVELS, HORIZON, shared, 3)
        const whole = noDemand(HORIZON)
        const parts = [noDemand(HORIZON), noDemand(HORIZON)]
        items.forEach((each, i) => {
          draw(each, [whole, parts[i % 2]!])
        })
        const again = jointDemand(LEVELS, HORIZON, shared, 3)
        const backwards = noDemand(HORIZON)
        for (const each of items.toReversed()) again(each, [backwards])
        const joined = noDemand(HORIZON)
        for (const part of parts) addPaths(joined, part)
        const scale = 1e-9 * (1 + Math.max(...whole.values))
        whole.values.forEach((units, p) => {
          expect(units).toBeGreaterThanOrEqual(0)
          expect(Math.abs(units - joined.values[p]!)).toBeLessThan(scale)
          expect(Math.abs(units - backwards.values[p]!)).toBeLessThan(scale)
        })
        const { mean, quantiles, sums } = groupDemand(whole, LEVELS, [1, HORIZON])
        const expected = items.reduce((sum, each) => sum + each.mean[0]!, 0)
        expect(Math.abs(mean[0]! - expected)).toBeLessThan(1e-9 * (1 + expected))
        const ofPaths =
          whole.values.subarray(0, whole.paths).reduce((sum, units) => sum + units, 0) / whole.paths
        expect(Math.abs(ofPaths - expected)).toBeLessThan(1e-7 * (1 + expected))
        expect(sums[0]!.quantiles[5]).toBeCloseTo(quantiles[5]![0]!, 6)
        for (let k = 1; k < LEVELS.length; k += 1)
          expect(quantiles[k]![0]!).toBeGreaterThanOrEqual(quantiles[k - 1]![0]!)
      }),
      { numRuns: 30 },
    )
  })

  it('refuses an outlook of another horizon and names it', () => {
    const draw = jointDemand(LEVELS, HORIZON + 1, APART, 1)
    expect(() => draw(outlook('a', 1, 1), [])).toThrow('a: mean and quantiles must cover 7 steps; got 6, 66')
    expect(() => jointDemand([0.5], 1, APART, 1)).toThrow('levels must hold two or more; got 1')
  })
})
