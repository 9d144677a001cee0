import { describe, expect, it } from 'vitest'
import { countQuantile, logCountProbability } from '#planning/distribution/negative-binomial'
import { normalQuantile } from '#planning/distribution/normal'
import { addAccuracy, noAccuracy } from '#planning/forecast/accuracy'

const spread = { mean: 3.2, size: 1.5 }

/** Twice the pinball loss, mean over levels (k − ½) / n, as the accuracy screen adds it up. */
function score(quantile: (level: number) => number, outcome: number, count: number): number {
  const levels = Array.from({ length: count }, (_, k) => (k + 0.5) / count)
  const sums = noAccuracy()
  addAccuracy(
    sums,
    {
      said: Float64Array.of(outcome),
      happened: Float64Array.of(outcome),
      quantiles: levels.map((level) => Float64Array.of(quantile(level))),
      naiveScale: 1,
    },
    levels,
    [levels[0]!, levels.at(-1)!],
  )
  return sums.quantileLoss
}

/** Levels without end make quantile loss the continuous ranked probability score. */
describe('quantile loss over many levels is the continuous ranked probability score', () => {
  it('N(0, 1) at 0 and 1: .2336949773, .6024413576', () => {
    expect(score(normalQuantile, 0, 400_000)).toBeCloseTo(0.2336949773, 10)
    expect(score(normalQuantile, 1, 400_000)).toBeCloseTo(0.6024413576, 10)
  })
  it('samples 1 2 4 8 at 3: .8125', () => {
    expect(score((level) => [1, 2, 4, 8][Math.floor(4 * level)]!, 3, 4)).toBe(0.8125)
  })
  // Counts jump between levels, so that their score comes to about one in the number of levels.
  it.each([
    ['Poisson(3.2)', { mean: 3.2, size: Number.POSITIVE_INFINITY }, 5, 1.1611051878],
    ['NegBin(3.2, size 1.5)', spread, 5, 1.4749571453],
    ['NegBin(3.2, size 1.5)', spread, 0, 1.5700478381],
  ])('%s at %4$d: %5$d', (_, distribution, outcome, expected) => {
    expect(score((level) => countQuantile(level, distribution), outcome, 100_000)).toBeCloseTo(expected, 4)
  })
  it('pinball at .9, outcome 10: forecast 7 loses 2.7, forecast 12 loses .2', () => {
    const loss = (said: number) => {
      const sums = noAccuracy()
      const series = { said: Float64Array.of(10), happened: Float64Array.of(10), naiveScale: 1 }
      addAccuracy(sums, { ...series, quantiles: [Float64Array.of(said)] }, [0.9], [0.9, 0.9])
      return sums.quantileLoss / 2
    }
    expect(loss(7)).toBeCloseTo(2.7, 12)
    expect(loss(12)).toBeCloseTo(0.2, 12)
  })
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
