import { describe, expect, it } from 'vitest'
import { OBSERVED } from '#planning/demand/demand-history'
import { forecastSeries } from '#planning/forecast/forecast-series'
import { rareSeason } from '#planning/forecast/rare-season'
import { createRandom, drawPoisson } from '#planning/random'

const random = createRandom(8)
const rate = (t: number) => (t % 12 >= 5 && t % 12 < 8 ? 2.4 : 0.3)
const seasonal = Float64Array.from({ length: 72 }, (_, t) => drawPoisson(random, rate(t)))

describe('season of rare demand', () => {
  it('0 1 0 1 0 1 sells every second time: 0.05^1.5 against 2^1.5, with mean 1', () => {
    const [low, high] = rareSeason(Float64Array.of(0, 1, 0, 1, 0, 1), 2)
    expect(low! / high!).toBeCloseTo(0.05 ** 1.5 / 2 ** 1.5, 9)
    expect(low! + high!).toBeCloseTo(2, 9)
  })

  it('demand without a season shows one in at most a tenth of a hundred series', () => {
    let found = 0
    for (let k = 0; k < 100; k += 1)
      if (
        rareSeason(
          Float64Array.from({ length: 72 }, () => drawPoisson(random, 0.6)),
          12,
        ).length > 1
      )
        found += 1
    expect(found).toBeLessThanOrEqual(10)
  })

  it('a phase known once only tells nothing', () => {
    const y = seasonal.map((value, t) => (t % 12 === 3 && t > 12 ? Number.NaN : value))
    expect(Array.from(rareSeason(y, 12))).toEqual([1])
  })

  it('summer goods of six years are foretold for their summer: twice the mean of the other months at least', () => {
    const forecast = forecastSeries(
      {
        seriesId: 'fan',
        bucket: 'month',
        start: '2020-01-01',
        quantity: seasonal,
        status: new Uint8Array(72).fill(OBSERVED),
      },
      { horizon: 12 },
    )
    if ('problem' in forecast) throw new Error(forecast.detail)
    const mean = (months: number[]) => months.reduce((sum, h) => sum + forecast.mean[h]!, 0) / months.length
    expect(forecast.method).toBe('weighted counts')
    expect(mean([5, 6, 7])).toBeGreaterThan(2 * mean([0, 1, 2, 3, 4, 8, 9, 10, 11]))
    expect(forecast.reasons).toContainEqual({ kind: 'effects', isMultiplicative: true, causes: ['season'] })
  })

  it('steps without dates have no weekdays', () => {
    const y = Float64Array.from({ length: 70 }, (_, t) => (t % 7 === 3 ? drawPoisson(random, 4) : 0))
    const history = {
      seriesId: 's',
      bucket: 'day' as const,
      start: '2024-01-01',
      quantity: y,
      status: new Uint8Array(70).fill(OBSERVED),
    }
    const forecast = forecastSeries(history, { horizon: 7, season: 1, hasDates: false })
    if ('problem' in forecast) throw new Error(forecast.detail)
    expect(new Set(forecast.mean).size).toBe(1)
  })
})
