import { describe, expect, it } from 'vitest'
import { decomposeSeason } from '#planning/forecast/seasonal-decomposition'
import { MAUNA_LOA, NOTTINGHAM } from '#test/published/classic-series'

describe('seasonal decomposition by local regression against R 4.2.2', () => {
  const { trend, seasonal } = decomposeSeason(NOTTINGHAM, 12, { seasonal: 7 })

  it.each([
    [0, -7.925187, 48.899381],
    [1, -9.140111, 48.935924],
    [2, -6.197634, 48.972468],
    [3, -3.368283, 49.009011],
  ])('stl(nottem, s.window = 7), month %d: season %d, trend %d', (month, season, level) => {
    expect(seasonal[month]).toBeCloseTo(season, 6)
    expect(trend[month]).toBeCloseTo(level, 6)
  })

  it.each([
    [0, -0.00016974, 5.75348852],
    [1, 0.00177573, 5.75377932],
    [2, 0.00394666, 5.75407013],
  ])('stl(log(co2), "periodic"), month %d: season %d, trend %d', (month, season, level) => {
    const parts = decomposeSeason(MAUNA_LOA.map(Math.log), 12, { seasonal: 'periodic' })
    expect(parts.seasonal[month]).toBeCloseTo(season, 8)
    expect(parts.trend[month]).toBeCloseTo(level, 8)
  })

  it('a periodic season is the same every year; doubling the series doubles its parts', () => {
    const once = decomposeSeason(NOTTINGHAM, 12, { seasonal: 'periodic' })
    const twice = decomposeSeason(
      NOTTINGHAM.map((value) => 2 * value),
      12,
      { seasonal: 'periodic' },
    )
    for (let t = 0; t < NOTTINGHAM.length; t += 1) {
      expect(once.seasonal[t]).toBeCloseTo(once.seasonal[t % 12]!, 9)
      expect(twice.trend[t]).toBeCloseTo(2 * once.trend[t]!, 9)
    }
  })

  it('1 3 1 3 …: the season is −1, 1 about a level of 2', () => {
    const parts = decomposeSeason(Float64Array.of(1, 3, 1, 3, 1, 3, 1, 3), 2, { seasonal: 'periodic' })
    expect(parts.seasonal[0]).toBeCloseTo(-1, 9)
    expect(parts.trend[4]).toBeCloseTo(2, 9)
  })

  it('one season, or an even window, is refused', () => {
    expect(() => decomposeSeason(NOTTINGHAM.subarray(0, 13), 12, { seasonal: 7 })).toThrow(
      'the series two seasons long; got 12 with 13',
    )
    expect(() => decomposeSeason(NOTTINGHAM, 12, { seasonal: 8 })).toThrow(
      'windows must be odd and >= 3; got 8',
    )
  })
})
