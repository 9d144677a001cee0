import { describe, expect, it } from 'vitest'
import { mixConcentration, openChoiceVariance, optionMix } from '#planning/forecast/option-mix'
import { createRandom, drawBeta, drawBinomial } from '#planning/random'

describe('open options', () => {
  it('no choice yet: like items 30 to 10 count for 8 units', () => {
    const mix = optionMix([0, 0], [29.5, 9.5], 8)
    expect(mix[0]).toBeCloseTo(6, 12)
    expect(mix[1]).toBeCloseTo(2, 12)
  })
  it('100 open of mix 6 : 2: variance 100 · .75 · .25 · 108 / 9 = 225, as drawn mixes and choices scatter', () => {
    expect(openChoiceVariance(100, 0.75, 8)).toBeCloseTo(225, 9)
    const random = createRandom(5)
    const units = Array.from({ length: 20_000 }, () => drawBinomial(random, 100, drawBeta(random, 6, 2)))
    const mean = units.reduce((sum, value) => sum + value, 0) / units.length
    const variance = units.reduce((sum, value) => sum + (value - mean) ** 2, 0) / units.length
    // Four standard errors of 20,000 draws.
    expect(Math.abs(mean - 75)).toBeLessThan(0.45)
    expect(Math.abs(variance / 225 - 1)).toBeLessThan(0.06)
  })
  it('a share above one and a weight of nothing are refused', () => {
    expect(() => openChoiceVariance(1, 1.5, 8)).toThrow('share must be in [0, 1]; got 1.5')
    expect(() => openChoiceVariance(1, 0.5, 0)).toThrow('weight must be > 0; got 0')
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
})
