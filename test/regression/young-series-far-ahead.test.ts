import { expect, test } from 'vitest'
import { OBSERVED } from '#planning/demand/demand-history'
import { forecastSeries } from '#planning/forecast/forecast-series'
import { createRandom, drawPoisson } from '#planning/random'

/** Once a jacket sold for half a year had a 95 % quantile of 84 million a year ahead, and its orders followed. */
test('an item that climbed for 28 weeks is foretold within ten times its mean a year ahead', () => {
  for (let seed = 1; seed <= 12; seed += 1) {
    const random = createRandom(seed)
    const quantity = Float64Array.from({ length: 28 }, (_, week) =>
      drawPoisson(random, 200 / (1 + Math.exp(-(week - 6) / 1.3))),
    )
    const forecast = forecastSeries(
      {
        seriesId: `jacket ${seed}`,
        bucket: 'week',
        start: '2026-05-18',
        quantity,
        status: new Uint8Array(quantity.length).fill(OBSERVED),
      },
      {
        horizon: 52,
        quantileLevels: [0.5, 0.95],
        holidays: [20_606, 20_607, 20_608, 20_728, 20_729],
        festivals: 'chinese',
      },
    )
    if ('problem' in forecast) throw new Error(forecast.detail)
    forecast.quantiles[1]!.forEach((units, step) => {
      expect(units).toBeLessThan(10 * Math.max(1, forecast.mean[step]!))
    })
  }
})
