import { describe, expect, it } from 'vitest'
import { decomposedComponents, trustedSeason } from '#planning/forecast/decomposed-demand'
import { decomposeSeason } from '#planning/forecast/seasonal-decomposition'
import { createRandom, drawStandardNormal } from '#planning/random'
import { AIR_PASSENGERS } from '#test/published/classic-series'

describe('decomposed demand', () => {
  it('the last year of AirPassengers is forecast in logarithms with less than half the error of last year repeated', () => {
    const past = AIR_PASSENGERS.subarray(0, 132)
    const future = AIR_PASSENGERS.subarray(132)
    const components = decomposedComponents(past, 12, 12, 0)
    expect(components).toHaveLength(2)
    const error = (forecast: (h: number) => number) =>
      future.reduce((sum, value, h) => sum + Math.abs(value - forecast(h)), 0)
    const own = error((h) => (components[0]!.forecast[h]! + components[1]!.forecast[h]!) / 2)
    expect(own).toBeLessThan(0.5 * error((h) => past[120 + h]!))
  })

  it('demand that repeats its season exactly is repeated exactly', () => {
    const y = Float64Array.from({ length: 48 }, (_, t) => 10 + (t % 12))
    for (const { forecast } of decomposedComponents(y, 12, 12, null))
      forecast.forEach((value, h) => {
        expect(value).toBeCloseTo(10 + (h % 12), 6)
      })
  })

  it('scaling demand by 1000 scales the forecast in logarithms', () => {
    const scaled = decomposedComponents(
      AIR_PASSENGERS.map((value) => 1000 * value),
      12,
      6,
      0,
    )
    const plain = decomposedComponents(AIR_PASSENGERS, 12, 6, 0)
    plain[0]!.forecast.forEach((value, h) => {
      expect(scaled[0]!.forecast[h]! / value).toBeCloseTo(1000, 0)
    })
  })

  it('less than two seasons: nothing to repeat', () => {
    expect(decomposedComponents(AIR_PASSENGERS.subarray(0, 23), 12, 6, 0)).toEqual([])
  })

  it('three years of weeks without a season show less than a third of what decomposing makes of them', () => {
    const random = createRandom(4)
    const y = Float64Array.from({ length: 156 }, () => 100 + 10 * drawStandardNormal(random))
    const size = (season: Float64Array) => Math.sqrt(season.reduce((sum, value) => sum + value ** 2, 0) / 156)
    expect(size(decomposeSeason(y, 52, { seasonal: 11 }).seasonal)).toBeGreaterThan(5)
    expect(size(trustedSeason(y, 52))).toBeLessThan(5 / 3)
  })

  it('a season five times the noise is drawn in by a hundredth or two', () => {
    const random = createRandom(4)
    const y = Float64Array.from(
      { length: 156 },
      (_, t) => 100 + 50 * Math.sin((2 * Math.PI * t) / 52) + 7 * drawStandardNormal(random),
    )
    const raw = decomposeSeason(y, 52, { seasonal: 11 }).seasonal
    trustedSeason(y, 52).forEach((value, t) => {
      expect(value / raw[t]!).toBeGreaterThan(0.97)
      expect(value / raw[t]!).toBeLessThan(1)
    })
  })
})
