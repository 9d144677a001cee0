import { describe, expect, it } from 'vitest'
import { closedPhases } from '#planning/demand/closed-phases'
import { OBSERVED } from '#planning/demand/demand-history'
import { forecastSeries } from '#planning/forecast/forecast-series'
import { createRandom, drawPoisson } from '#planning/random'
import type { Bucket } from '#planning/time-bucket'

function phases(y: readonly number[], period: number): number[] | null {
  const closed = closedPhases(Float64Array.from(y), period)
  return closed ? Array.from(closed) : null
}

function history(bucket: Bucket, values: readonly number[]) {
  const quantity = Float64Array.from(values)
  return {
    seriesId: 's',
    bucket,
    start: '2023-01-02',
    quantity,
    status: new Uint8Array(quantity.length).fill(OBSERVED),
  }
}

const random = createRandom(5)
const about = (mean: number) => drawPoisson(random, mean)

describe('closed phases of a season', () => {
  it('3 0 4 0 2 0 is closed every second time; 3 0 4 1 2 0 is not', () => {
    expect(phases([3, 0, 4, 0, 2, 0], 2)).toEqual([0, 1])
    expect(phases([3, 0, 4, 1, 2, 0], 2)).toBeNull()
  })

  it('two empty buckets in two seasons may be chance', () => {
    expect(phases([3, 0, 4, 5, 2, 0, 6, 7], 4)).toBeNull()
  })

  it('rare demand is rare, not closed: one open bucket of four empty', () => {
    expect(phases([3, 0, 0, 4, 1, 0, 2, 5, 3, 0, 6, 7], 4)).toBeNull()
  })

  it('over a year of 52 weeks the edges of a gap stay open', () => {
    const weeks = Array.from({ length: 156 }, (_, t) => (t % 52 < 40 ? 5 : 0))
    expect(phases(weeks, 52)!.lastIndexOf(0)).toBe(51)
    expect(phases(weeks, 52)!.reduce((sum, closed) => sum + closed, 0)).toBe(10)
  })
})

describe('forecasts of what closes', () => {
  it('a shop closed at weekends sells nothing there and its usual on Mondays, with ranges to match', () => {
    const days = Array.from({ length: 140 }, (_, t) => (t % 7 < 5 ? about(400) : 0))
    const forecast = forecastSeries(history('day', days), {
      horizon: 14,
      sums: [7],
      quantileLevels: [0.1, 0.5, 0.9],
    })
    if ('problem' in forecast) throw new Error(forecast.detail)
    forecast.mean.forEach((mean, h) => {
      if (h % 7 < 5) {
        expect(mean).toBeGreaterThan(360)
        expect(forecast.quantiles[0]![h]).toBeGreaterThan(300)
        expect(forecast.quantiles[2]![h]).toBeLessThan(500)
      } else expect([mean, ...forecast.quantiles.map((values) => values[h])]).toEqual([0, 0, 0, 0])
      const parts = Object.values(forecast.effects ?? { level: forecast.mean })
      expect(parts.reduce((sum, part) => sum + part[h]!, 0)).toBeCloseTo(mean, 9)
    })
    expect(forecast.sums[0]!.mean / 2000).toBeCloseTo(1, 1)
    expect(forecast.sums[0]!.quantiles[0]).toBeGreaterThan(1700)
  })

  it('goods of October to February, seen three times, are foreseen for October to February', () => {
    const months = Array.from({ length: 41 }, (_, t) => (t % 12 < 5 ? about(300) : 0))
    const forecast = forecastSeries(history('month', months), { horizon: 12 })
    if ('problem' in forecast) throw new Error(forecast.detail)
    forecast.mean.forEach((mean, h) => {
      if ((41 + h) % 12 < 5) expect(mean / 300).toBeCloseTo(1, 0)
      else expect(mean).toBe(0)
    })
  })
})
