import { describe, expect, it } from 'vitest'
import { smoothingForms } from '#planning/forecast/exponential-smoothing'
import { minimiseSimplex, simplexMemory } from '#planning/forecast/simplex-search'
import { filterGradient, filterMemory, filterSeries, formName } from '#planning/forecast/smoothing-model'
import { AIR_PASSENGERS } from '#test/published/classic-series'

const y = AIR_PASSENGERS.slice(0, 60).map((value) => value / 200)

describe('gradient of the smoothing likelihood', () => {
  it.each(smoothingForms(true, 12, true).map((form) => [formName(form), form] as const))(
    '%s equals central differences to 1e-4',
    (_, form) => {
      const memory = filterMemory()
      const isMultiplicativeTrend = form.trend === 2
      const state = {
        alpha: 0.4,
        slopeShare: 0.2,
        gamma: 0.1,
        phi: form.damped ? 0.9 : 1,
        level: 0.6,
        slope: isMultiplicativeTrend ? 1.01 : 0.005,
        seasonal: Float64Array.from(
          { length: 12 },
          (__, k) => (form.season === 2 ? 1 : 0) + 0.1 * Math.sin(k),
        ),
      }
      const gradient = { ...state, seasonal: new Float64Array(12) }
      filterSeries(y, form, state, memory)
      filterGradient(y, form, state, memory, gradient)
      for (const key of ['alpha', 'slopeShare', 'gamma', 'level', 'slope'] as const) {
        if ((key === 'slopeShare' || key === 'slope') && form.trend === 0) continue
        if (key === 'gamma' && form.season === 0) continue
        const at = (shift: number) => filterSeries(y, form, { ...state, [key]: state[key] + shift }, memory)
        const slope = (at(1e-6) - at(-1e-6)) / 2e-6
        expect(Math.abs(gradient[key] - slope) / (1 + Math.abs(slope))).toBeLessThan(1e-4)
      }
    },
  )
})

describe('simplex search', () => {
  it('finds the minimum (1, 1) of the Rosenbrock valley', () => {
    const point = Float64Array.of(-1.2, 1)
    const valley = (x: Float64Array) => 100 * (x[1]! - x[0]! ** 2) ** 2 + (1 - x[0]!) ** 2
    minimiseSimplex(valley, point, [0.5, 0.5], simplexMemory(2), 2000, 1e-12)
    expect(point[0]).toBeCloseTo(1, 3)
    expect(point[1]).toBeCloseTo(1, 3)
  })
})
