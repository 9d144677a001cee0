import { expect, test } from 'vitest'
import { OBSERVED } from '#planning/demand/demand-history'
import { forecastSeries } from '#planning/forecast/forecast-series'
import { createRandom, drawStandardNormal } from '#planning/random'
import { civilDate, dayNumber, isoDate } from '#planning/time-bucket'

const START = dayNumber('2023-01-02')
const WEEK = [1, 1.1, 1.1, 1.05, 1, 0.5, 0.3]

/** Once Mondays were foretold a fifth too low: seven closed ones a year counted in logarithms, where little is far away. */
test('a shop closed on the first Monday of every other month sells on other Mondays what it always does', () => {
  const random = createRandom(7)
  const quantity = Float64Array.from({ length: 7 * 120 }, (_, t) => {
    const { month, dayOfMonth } = civilDate(START + t)
    const isClosed = t % 7 === 0 && dayOfMonth <= 7 && month % 2 === 0
    return 1000 * WEEK[t % 7]! * (isClosed ? 0.1 : 1) * Math.exp(0.04 * drawStandardNormal(random))
  })
  const forecast = forecastSeries(
    {
      seriesId: 'shop',
      bucket: 'day',
      start: isoDate(START),
      quantity,
      status: new Uint8Array(quantity.length).fill(OBSERVED),
    },
    { horizon: 14 },
  )
  if ('problem' in forecast) throw new Error(forecast.detail)
  for (const step of [0, 7]) expect(forecast.mean[step]! / forecast.mean[step + 4]!).toBeCloseTo(1, 1)
})
