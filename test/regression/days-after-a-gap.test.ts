import { expect, test } from 'vitest'
import { OBSERVED } from '#planning/demand/demand-history'
import { forecastSeries } from '#planning/forecast/forecast-series'
import { createRandom, drawPoisson } from '#planning/random'

/** Once the mean lay a sixth low and the 80 % range was wider than demand itself: 1.1 times it next day, 4.7 times two weeks on. */
test('a shop back for five days after ten closed ones sells what it did, with ranges as of days it was open', () => {
  const random = createRandom(9)
  const quantity = Float64Array.from({ length: 120 }, (_, t) =>
    t >= 105 && t < 115 ? 0 : drawPoisson(random, 100 * (t % 7 < 5 ? 1 : 0.7)),
  )
  const forecast = forecastSeries(
    {
      seriesId: 'shop',
      bucket: 'day',
      start: '2024-01-01',
      quantity,
      status: new Uint8Array(quantity.length).fill(OBSERVED),
    },
    { horizon: 14, quantileLevels: [0.1, 0.9] },
  )
  if ('problem' in forecast) throw new Error(forecast.detail)
  forecast.mean.forEach((mean, h) => {
    expect(Math.abs(mean / (100 * ((120 + h) % 7 < 5 ? 1 : 0.7)) - 1)).toBeLessThan(0.1)
    expect(forecast.quantiles[1]![h]! - forecast.quantiles[0]![h]!).toBeLessThan(0.5 * mean)
  })
})
