import { expect, test } from 'vitest'
import { OBSERVED } from '#planning/demand/demand-history'
import { forecastSeries } from '#planning/forecast/forecast-series'
import { createRandom, drawStandardNormal } from '#planning/random'

/** Once Sunday's half-hours were foretold as another Saturday, as long as the season named was a day of 48. */
test('a Sunday of half-hours is foretold as a Sunday where the season named is the day', () => {
  const random = createRandom(5)
  const levels = [1, 1, 1, 1, 1, 0.75, 0.5]
  const demand = (t: number) =>
    900 * levels[Math.floor(t / 48) % 7]! * Math.exp(0.4 * Math.sin((2 * Math.PI * t) / 48))
  const quantity = Float64Array.from(
    { length: 48 * 20 },
    (_, t) => demand(t) * Math.exp(0.03 * drawStandardNormal(random)),
  )
  const forecast = forecastSeries(
    {
      seriesId: 'half-hours',
      bucket: 'day',
      start: '2024-01-01',
      quantity,
      status: new Uint8Array(quantity.length).fill(OBSERVED),
    },
    { horizon: 48, season: 48, hasDates: false },
  )
  if ('problem' in forecast) throw new Error(forecast.detail)
  let off = 0
  forecast.mean.forEach((mean, h) => {
    off += Math.abs(mean / demand(48 * 20 + h) - 1) / 48
  })
  expect(off).toBeLessThan(0.1)
})
