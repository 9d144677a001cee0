import { describe, expect, it } from 'vitest'
import { countScore, normalScore, sampleScore } from '#planning/distribution/crps'
import { countQuantile, logCountProbability } from '#planning/distribution/negative-binomial'

const spread = { mean: 3.2, size: 1.5 }

describe('continuous ranked probability score', () => {
  it('N(0, 1) at 0 and 1: .2336949773, .6024413576', () => {
    expect(normalScore(0, 1, 0)).toBeCloseTo(0.2336949773, 10)
    expect(normalScore(0, 1, 1)).toBeCloseTo(0.6024413576, 10)
  })
  it('Poisson(3.2) at 5: 1.1611051878', () => {
    expect(countScore({ mean: 3.2, size: Number.POSITIVE_INFINITY }, 5)).toBeCloseTo(1.1611051878, 9)
  })
  it('NegBin(3.2, size 1.5) at 5 and 0: 1.4749571453, 1.5700478381', () => {
    expect(countScore(spread, 5)).toBeCloseTo(1.4749571453, 9)
    expect(countScore(spread, 0)).toBeCloseTo(1.5700478381, 9)
  })
  it('samples 1 2 4 8 at 3: .8125', () => expect(sampleScore([8, 1, 4, 2], 3)).toBe(0.8125))
})

describe('negative binomial, mean 3.2, size 1.5', () => {
  it('quantiles 10 25 50 75 90 95 99 %: 0 1 2 5 7 9 14', () => {
    const levels = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99]
    expect(levels.map((level) => countQuantile(level, spread))).toEqual([0, 1, 2, 5, 7, 9, 14])
  })
  it('P(0) = .18029766', () => {
    expect(Math.exp(logCountProbability(0, spread))).toBeCloseTo(0.18029766474, 10)
  })
})
