import { describe, expect, it } from 'vitest'
import {
  type CalibrationEvidence,
  calibrate,
  calibrationEvidence,
  errorQuantile,
} from '#planning/forecast/calibration'
import { regressOnInnovations } from '#planning/forecast/innovation-regression'
import { createRandom, drawStandardNormal } from '#planning/random'

describe('regression with a drifting level', () => {
  it('recovers the effect 2 of a driver under a random-walk level, with a tenth of the data missing', () => {
    const random = createRandom(3)
    const driver = Float64Array.from({ length: 300 }, () => (random() < 0.3 ? 1 : 0))
    let level = 10
    const y = driver.map((on) => {
      level += 0.1 * drawStandardNormal(random)
      return random() < 0.1 ? Number.NaN : level + 2 * on + 0.3 * drawStandardNormal(random)
    })
    const fitted = regressOnInnovations({
      y,
      terms: [driver],
      priorDeviation: Float64Array.of(3),
      priorMean: Float64Array.of(0),
      groups: Uint8Array.of(0),
      alphas: [0.05, 0.2, 0.4, 0.8],
      spreads: [[0.3], [3]],
    })
    expect(Math.abs(fitted.coefficients[0]! - 2)).toBeLessThan(0.15)
    expect(Math.abs(fitted.level - level)).toBeLessThan(0.6)
  })
})

describe('calibration of error quantiles', () => {
  it('past errors twice as wide as claimed widen the 90 % quantile about twofold', () => {
    const random = createRandom(4)
    const calibration = calibrate(told('linear', () => 2 * drawStandardNormal(random)))
    expect(errorQuantile(calibration, 1, 0.9)).toBeGreaterThan(2.3)
    expect(errorQuantile(calibration, 1, 0.9)).toBeLessThan(2.7)
  })

  it('quantiles rise with the level, with and without past errors', () => {
    const few = [0.1, -1, 2, 0.4, 1, -3]
    for (const calibration of [null, calibrate(told('linear', (k) => few[k]!, few.length))])
      for (const step of [1, 4, 40, 'sum'] as const) {
        const values = [0.05, 0.25, 0.5, 0.75, 0.95].map((level) => errorQuantile(calibration, step, level))
        expect(values).toEqual([...values].sort((a, b) => a - b))
      }
  })

  it('all series one deviation too high at the past origin: the middle stays, both sides widen alike', () => {
    const random = createRandom(5)
    const calibration = calibrate(told('linear', () => 1 + drawStandardNormal(random)))
    expect(errorQuantile(calibration, 1, 0.5)).toBeCloseTo(0, 1)
    const upper = errorQuantile(calibration, 1, 0.9)
    expect(errorQuantile(calibration, 1, 0.1)).toBeCloseTo(-upper, 1)
    expect(upper).toBeGreaterThan(1.6)
  })

  it('errors of logarithms with their middle at −.5 at all steps keep it there, and their skew', () => {
    const random = createRandom(6)
    const skewed = () => -0.5 + (random() < 0.5 ? -3 * random() : random())
    const calibration = calibrate(told('logarithmic', skewed))
    expect(errorQuantile(calibration, 1, 0.5)).toBeCloseTo(-0.5, 1)
    expect(errorQuantile(calibration, 1, 0.9)).toBeLessThan(0.5)
    expect(errorQuantile(calibration, 1, 0.1)).toBeLessThan(-2.5)
  })
})

function told(
  scale: keyof CalibrationEvidence,
  error: (k: number) => number,
  count = 4000,
): CalibrationEvidence {
  const evidence = calibrationEvidence()
  for (const errors of evidence[scale]) for (let k = 0; k < count; k += 1) errors.push(error(k))
  return evidence
}
