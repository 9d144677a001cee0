import { describe, expect, it } from 'vitest'
import {
  censoredLogLikelihood,
  fitCensoredNormal,
  fitCensoredPoisson,
  meanAtLeast,
} from '#planning/forecast/censored'

describe('demand of sold-out periods', () => {
  it('Poisson 7 9 10* 8 10* 6: mean 8.951549 (naive 8.333), log-likelihood −10.364019447, 11.854647 when sold out', () => {
    const demand = { quantity: [7, 9, 10, 8, 10, 6], isCensored: [0, 0, 1, 0, 1, 0] }
    const fitted = fitCensoredPoisson(demand)
    expect(fitted.mean).toBeCloseTo(8.9515490798, 9)
    expect(censoredLogLikelihood(demand, fitted)).toBeCloseTo(-10.364019447, 8)
    expect(meanAtLeast(10, fitted)).toBeCloseTo(11.854647, 6)
  })
  it('normal 18 22 25 20 27 24* 21* 26*: mean 24.119926, deviation 3.782182, imputed 27.06174 25.47003 28.42763', () => {
    const demand = { quantity: [18, 22, 25, 20, 27, 24, 21, 26], isCensored: [0, 0, 0, 0, 0, 1, 1, 1] }
    const fitted = fitCensoredNormal(demand)
    expect(fitted.mean).toBeCloseTo(24.1199259369, 9)
    expect(fitted.deviation).toBeCloseTo(3.7821818174, 9)
    expect(fitted.logLikelihood).toBeCloseTo(-15.69249283, 7)
    ;[27.06174, 25.47003, 28.42763].forEach((value, i) => {
      expect(fitted.unconstrained[5 + i]).toBeCloseTo(value, 5)
    })
  })
})
