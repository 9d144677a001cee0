import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explainedMean } from '#planning/forecast/explained-mean'

const steps = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 3 })

describe('a mean by cause', () => {
  test('without effects it is level, and trend where it moves', () => {
    expect(explainedMean(Float64Array.of(5, 7, 6), undefined)).toEqual({
      level: Float64Array.of(5, 5, 5),
      trend: Float64Array.of(0, 2, 1),
    })
    expect(explainedMean(Float64Array.of(5, 5, 5), undefined)).toEqual({ level: Float64Array.of(5, 5, 5) })
  })

  test('parts that added up before add up after, whatever they are', () => {
    fc.assert(
      fc.property(steps, steps, (level, season) => {
        const effects = { level: Float64Array.from(level), season: Float64Array.from(season) }
        const mean = effects.level.map((units, h) => units + effects.season[h]!)
        const parts = Object.values(explainedMean(mean, effects))
        mean.forEach((units, h) => {
          expect(parts.reduce((sum, part) => sum + part[h]!, 0)).toBeCloseTo(units, 4)
        })
      }),
    )
  })
})
