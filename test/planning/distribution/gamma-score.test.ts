import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { regularisedGamma } from '#planning/distribution/gamma-function'
import { gammaScore, gapOfGammaScore } from '#planning/distribution/gamma-score'
import { normalQuantile } from '#planning/distribution/normal'

describe('scores of a gamma variable', () => {
  it('without variation the score is the gap itself', () => {
    expect(gammaScore(1.7, 0)).toBe(1.7)
    expect(gapOfGammaScore(1.7, 0)).toBe(1.7)
  })

  it('5 and 95 % of an exponential variable (mean 1, variation 1), where the cube root is at its worst: within 1.2 points', () => {
    for (const level of [0.05, 0.95]) {
      const value = 1 + gapOfGammaScore(normalQuantile(level), 1)
      expect(Math.abs(regularisedGamma(1, value) - level)).toBeLessThan(0.012)
    }
  })

  it('10, 50, 90 % of a gamma variable of variation ½ (shape 4) to within .1 %', () => {
    for (const level of [0.1, 0.5, 0.9]) {
      const value = 4 * (1 + 0.5 * gapOfGammaScore(normalQuantile(level), 0.5))
      expect(Math.abs(regularisedGamma(4, value) - level)).toBeLessThan(0.001)
    }
  })

  it('the gap of a score has this score, unless it lies at zero', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.double({ min: 0, max: 3, noNaN: true }),
        (score, variation) => {
          const gap = gapOfGammaScore(score, variation)
          if (1 + Math.min(1, variation) * gap > 1e-6)
            expect(gammaScore(gap, variation)).toBeCloseTo(score, 4)
          else expect(gammaScore(gap, variation)).toBeGreaterThanOrEqual(score - 0.1)
        },
      ),
    )
  })

  it('a negative variation is refused with its value', () => {
    expect(() => gammaScore(0, -1)).toThrow('variation must be >= 0; got -1')
  })
})
