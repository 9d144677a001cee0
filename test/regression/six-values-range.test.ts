import { expect, test } from 'vitest'
import { OBSERVED } from '#planning/demand/demand-history'
import { forecastSeries } from '#planning/forecast/forecast-series'

/** Once six quarters near 1,000 had a median of 0 and a 90 % quantile of 8,477: the first fitted value counted as an error. */
test.each([
  [664, 687, 610, 796, 891, 995],
  [34, 29, 19, 17, 31, 35],
  [63, 47, 49, 43, 35],
])('a handful of values %d, %d, %d, %d, %d … is foretold within four times the most seen', (...values) => {
  const forecast = forecastSeries(
    {
      seriesId: 'young',
      bucket: 'quarter',
      start: '2025-01-01',
      quantity: Float64Array.from(values),
      status: new Uint8Array(values.length).fill(OBSERVED),
    },
    { horizon: 4, quantileLevels: [0.05, 0.5, 0.95] },
  )
  if ('problem' in forecast) throw new Error(forecast.detail)
  expect(forecast.quantiles[1]![0]).toBeGreaterThan(Math.min(...values) / 2)
  forecast.quantiles[2]!.forEach((units) => {
    expect(units).toBeLessThan(4 * Math.max(...values))
  })
})
