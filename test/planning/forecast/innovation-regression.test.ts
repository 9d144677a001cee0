import { describe, expect, it } from 'vitest'
import { calibrate, errorQuantile } from '#planning/forecast/calibration'
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
    const errors = Array.from({ length: 8 }, () =>
      Array.from({ length: 4000 }, () => 2 * drawStandardNormal(random)),
    )
    const calibration = calibrate({ errors })
    expect(errorQuantile(calibration, 1, 0.9)).toBeGreaterThan(2.3)
    expect(errorQuantile(calibration, 1, 0.9)).toBeLessThan(2.7)
  })

  it('quantiles rise with the level, with and without past errors', () => {
    for (const calibration of [
      null,
      calibrate({ errors: Array.from({ length: 8 }, () => [0.1, -1, 2, 0.4, 1, -3]) }),
    ])
      for (const step of [1, 4, 40, 'sum'] as const) {
        const values = [0.05, 0.25, 0.5, 0.75, 0.95].map((level) => errorQuantile(calibration, step, level))
        expect(values).toEqual([...values].sort((a, b) => a - b))
      }
  })
})
