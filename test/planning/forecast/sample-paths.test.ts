import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countQuantile } from '#planning/distribution/negative-binomial'
import {
  countOutcomes,
  demandOutcomes,
  outcomeQuantile,
  outcomesFromQuantiles,
  samplePaths,
  summedOutcomes,
} from '#planning/forecast/sample-paths'

const moments = (values: Float64Array) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length }
}

describe('outcomes', () => {
  it.each([
    [0.4, 0.3],
    [37, 200],
    [37, Number.POSITIVE_INFINITY],
    [2000, 40],
  ])('of NegBin(mean %d, size %d) are its quantiles at (i + ½) / 50', (mean, size) => {
    const outcomes = countOutcomes({ mean, size }, 50)
    for (let i = 0; i < 50; i += 1) expect(outcomes[i]).toBe(countQuantile((i + 0.5) / 50, { mean, size }))
  })
  it('mean 40 with variance 10 is possible: what is booked does not vary', () => {
    const { mean, variance } = moments(demandOutcomes(40, 10, 2000))
    expect(mean).toBeCloseTo(40, 1)
    expect(variance).toBeCloseTo(10, 0)
  })
  it('any mean and variance: outcomes never negative, rising, with about that mean', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.double({ min: 0.001, max: 1, noNaN: true }),
        (mean, relative) => {
          const outcomes = demandOutcomes(mean, (relative * mean) ** 2, 200)
          for (let i = 0; i < 200; i += 1)
            expect(outcomes[i]).toBeGreaterThanOrEqual(i === 0 ? 0 : outcomes[i - 1]!)
          // 200 points miss the far tail of a wide gamma: up to a tenth of its mean.
          expect(Math.abs(moments(outcomes).mean - mean)).toBeLessThanOrEqual(0.1 * mean + 0.6)
        },
      ),
      { numRuns: 60 },
    )
  })
  it('quantiles 10 20 40 at .1 .5 .9 come back', () => {
    const outcomes = outcomesFromQuantiles([0.1, 0.5, 0.9], [10, 20, 40], 1000)
    expect(outcomeQuantile(outcomes, 0.1)).toBeCloseTo(10, 1)
    expect(outcomeQuantile(outcomes, 0.5)).toBeCloseTo(20, 1)
    expect(outcomeQuantile(outcomes, 0.9)).toBeCloseTo(40, 1)
  })
})

describe('sample paths', () => {
  const step = demandOutcomes(100, 400, 2000)
  const sumVariance = (shared: number) =>
    moments(summedOutcomes(samplePaths([step, step, step, step], { shared, autocorrelation: 0 }, 5), 4))
      .variance
  it('each step keeps exactly its outcomes', () => {
    const paths = samplePaths([step, demandOutcomes(5, 9, 2000)], { shared: 0.5, autocorrelation: 0.5 }, 3)
    expect(paths[0]!.slice().sort()).toEqual(step)
  })
  it('independent steps: variances add, 4 · 400 = 1600', () => {
    expect(Math.abs(sumVariance(0) / 1600 - 1)).toBeLessThan(0.1)
  })
  it('correlation .5 between steps: 4 · 400 + 12 · .5 · 400 = 4000', () => {
    expect(Math.abs(sumVariance(0.5) / 4000 - 1)).toBeLessThan(0.1)
  })
  it('the same seed gives the same paths', () => {
    const draw = () => samplePaths([step, step], { shared: 0.2, autocorrelation: 0.3 }, 9)
    expect(draw()).toEqual(draw())
  })
})
