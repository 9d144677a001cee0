import { describe, expect, it } from 'vitest'
import {
  fitBetaDiscreteWeibull,
  fitShiftedBetaGeometric,
  residualRenewals,
  retentionCounts,
  retentionLogLikelihood,
  survivalAfter,
} from '#planning/forecast/retention'
import {
  BETA_DISCRETE_WEIBULL_FITS,
  HIGH_END,
  POOLED_COHORTS,
  REGULAR,
  SHIFTED_BETA_GEOMETRIC_FITS,
} from './retention-cohorts.ts'

const counts = (cohort: readonly number[], years: number) => retentionCounts([cohort.slice(0, years + 1)])

describe('shifted beta-geometric', () => {
  it.each(SHIFTED_BETA_GEOMETRIC_FITS)('$name: $fit', ({ cohort, years, fit }) => {
    const found = fitShiftedBetaGeometric(counts(cohort, years))
    expect(found.alpha).toBeCloseTo(fit[0], 5)
    expect(found.beta).toBeCloseTo(fit[1], 4)
    expect(retentionLogLikelihood(found, counts(cohort, years))).toBeCloseTo(fit[3], 4)
  })
  it.each(POOLED_COHORTS)('pooled cohorts, $name: $fit', ({ cohorts, fit }) => {
    const pooled = retentionCounts(cohorts)
    const found = fitShiftedBetaGeometric(pooled)
    expect(found.alpha).toBeCloseTo(fit[0], 3)
    expect(found.beta).toBeCloseTo(fit[1], 3)
    expect(retentionLogLikelihood(found, pooled)).toBeCloseTo(fit[2], 4)
  })
  it('high-end, years 8–12 from 0–7: 46.044 43.578 41.417 39.506 37.800 %', () => {
    const found = fitShiftedBetaGeometric(counts(HIGH_END, 7))
    const years = [8, 9, 10, 11, 12].map((year) => 100 * survivalAfter(found, year))
    ;[46.044, 43.578, 41.417, 39.506, 37.8].forEach((percent, i) => {
      expect(years[i]).toBeCloseTo(percent, 3)
    })
  })
  it('residual renewals after 7 at 10 %: 7.5296 high-end, 6.8423 regular; lifetime 5.9223 and 3.6949', () => {
    const highEnd = fitShiftedBetaGeometric(counts(HIGH_END, 7))
    const regular = fitShiftedBetaGeometric(counts(REGULAR, 7))
    expect(residualRenewals(highEnd, 8, 0.1)).toBeCloseTo(7.5296, 3)
    expect(residualRenewals(regular, 8, 0.1)).toBeCloseTo(6.8423, 3)
    expect(residualRenewals(highEnd, 0, 0.1)).toBeCloseTo(5.9223, 3)
    expect(residualRenewals(regular, 0, 0.1)).toBeCloseTo(3.6949, 3)
  })
  it('alpha = beta = 1: survival 1 / (t + 1), so that 1/2, 1/6, 1/12, 1/20 leave', () => {
    const left = (t: number) => survivalAfter({ alpha: 1, beta: 1, shape: 1 }, t)
    expect([1, 2, 3, 4].map((t) => 1 / (left(t - 1) - left(t)))).toEqual(
      [2, 6, 12, 20].map((part) => expect.closeTo(part, 8)),
    )
    for (let t = 0; t < 6; t += 1)
      expect(survivalAfter({ alpha: 1, beta: 1, shape: 1 }, t)).toBeCloseTo(1 / (t + 1), 12)
  })
})

describe('beta-discrete-Weibull', () => {
  it.each(BETA_DISCRETE_WEIBULL_FITS)('$name: $fit', ({ cohort, years, fit }) => {
    const found = fitBetaDiscreteWeibull(counts(cohort, years))
    // The likelihood is flat near its top: four digits of the parameters, all of the likelihood.
    expect(found.alpha).toBeCloseTo(fit[0], 4)
    expect(found.beta).toBeCloseTo(fit[1], 4)
    expect(found.shape).toBeCloseTo(fit[2], 4)
    expect(retentionLogLikelihood(found, counts(cohort, years))).toBeCloseTo(fit[3], 4)
  })
  it('high-end, years 8–12 from 0–7: 46.775 44.834 43.158 41.692 40.393 %', () => {
    const found = fitBetaDiscreteWeibull(counts(HIGH_END, 7))
    ;[46.775, 44.834, 43.158, 41.692, 40.393].forEach((percent, i) => {
      expect(100 * survivalAfter(found, 8 + i)).toBeCloseTo(percent, 3)
    })
  })
})
