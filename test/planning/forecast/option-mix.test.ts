import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  explodedOptions,
  mixConcentration,
  optionMix,
  optionPaths,
  shareDraws,
} from '#planning/forecast/option-mix'

describe('open options', () => {
  it('no choice yet: like items 30 to 10 count for 8 units', () => {
    const mix = optionMix([0, 0], [29.5, 9.5], 8)
    expect(mix[0]).toBeCloseTo(6, 12)
    expect(mix[1]).toBeCloseTo(2, 12)
  })
  it('100 open of mix 6 : 2: 75 and 25, variance 100 · .75 · .25 · 108 / 9 = 225', () => {
    const { mean, variance } = explodedOptions(Float64Array.of(6, 2), 100)
    expect([...mean]).toEqual([75, 25])
    expect(variance[0]).toBeCloseTo(225, 9)
  })
  it('paths of options add up to the open units', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.1, max: 50, noNaN: true }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 20 }),
        (weights, open) => {
          const paths = optionPaths(Float64Array.from(weights), open, 7)
          open.forEach((units, path) => {
            expect(paths.reduce((sum, option) => sum + option[path]!, 0)).toBe(units)
          })
        },
      ),
      { numRuns: 60 },
    )
  })
  it('paths have the mean and variance of the Dirichlet-multinomial', () => {
    const [first] = optionPaths(Float64Array.of(6, 2), new Array(20_000).fill(100), 5)
    const mean = first!.reduce((sum, value) => sum + value, 0) / 20_000
    const variance = first!.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 20_000
    // Four standard errors of 20,000 draws.
    expect(Math.abs(mean - 75)).toBeLessThan(0.45)
    expect(Math.abs(variance / 225 - 1)).toBeLessThan(0.06)
  })
  it('items that all sell the same mix make it worth many units, unlike items few', () => {
    const alike = mixConcentration([
      [60, 40],
      [59, 41],
      [61, 39],
    ])
    const unlike = mixConcentration([
      [90, 10],
      [20, 80],
      [60, 40],
    ])
    expect(alike).toBeGreaterThan(100)
    expect(unlike).toBeLessThan(10)
  })
  it('draws of a share spread around it: 6 of 8 is .75', () => {
    const draws = shareDraws(Float64Array.of(6, 2), 0, 4000, 3)
    expect(draws[2000]).toBeGreaterThan(0.72)
    expect(draws[2000]).toBeLessThan(0.82)
  })
})
