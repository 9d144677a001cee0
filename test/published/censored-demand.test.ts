import { describe, expect, it } from 'vitest'
import { unconstrainCounts, unconstrainSmooth } from '#planning/demand/unconstrain'
import { countCumulative, logCountProbability } from '#planning/distribution/negative-binomial'
import { normalCumulative, normalDensity } from '#planning/distribution/normal'
import { meanAtLeast } from '#planning/distribution/truncation'

const average = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length

/** With memory 1 and no season the local mean is the mean of all: the textbook's likelihood. */
describe('demand of sold-out periods', () => {
  it('Poisson 7 9 10* 8 10* 6: mean 8.951548964 (naive 8.333), log-likelihood −10.364019447, 11.854647 when sold out', () => {
    const quantity = Float64Array.of(7, 9, 10, 8, 10, 6)
    const isCensored = [0, 0, 1, 0, 1, 0]
    const expected = unconstrainCounts({ quantity, isCensored }, 1)
    const fitted = { mean: average(expected), size: Number.POSITIVE_INFINITY }
    expect(fitted.mean).toBeCloseTo(8.9515490798, 9)
    expect(expected[2]).toBeCloseTo(11.854647, 6)
    expect(meanAtLeast(10, fitted)).toBeCloseTo(11.854647, 6)
    let logLikelihood = 0
    quantity.forEach((count, i) => {
      logLikelihood += isCensored[i]
        ? Math.log(1 - countCumulative(count - 1, fitted))
        : logCountProbability(count, fitted)
    })
    expect(logLikelihood).toBeCloseTo(-10.364019447, 9)
  })
  it('normal 18 22 25 20 27 24* 21* 26*: mean 24.11992599, deviation 3.78218187, imputed 27.06174 25.47003 28.42763', () => {
    const quantity = Float64Array.of(18, 22, 25, 20, 27, 24, 21, 26)
    const isCensored = [0, 0, 0, 0, 0, 1, 1, 1]
    const { expected, deviation } = unconstrainSmooth({ quantity, isCensored }, { memory: 1, period: 1 })
    const mean = average(expected)
    expect(mean).toBeCloseTo(24.1199259369, 9)
    expect(deviation).toBeCloseTo(3.7821818174, 9)
    ;[27.06174, 25.47003, 28.42763].forEach((value, i) => {
      expect(expected[5 + i]).toBeCloseTo(value, 5)
    })
    let logLikelihood = 0
    quantity.forEach((value, i) => {
      const z = (value - mean) / deviation
      logLikelihood += Math.log(isCensored[i] ? normalCumulative(-z) : normalDensity(z) / deviation)
    })
    expect(logLikelihood).toBeCloseTo(-15.69249283, 8)
  })
})
