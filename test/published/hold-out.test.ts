import { describe, expect, it } from 'vitest'
import { OBSERVED } from '#planning/demand/demand-history'
import { prepareHistory } from '#planning/demand/prepare-history'
import { accuracyFigures, addAccuracy, naiveScale, noAccuracy } from '#planning/forecast/accuracy'
import type { Method } from '#planning/forecast/forecast'
import { forecastSeries } from '#planning/forecast/forecast-series'
import { measure } from '#scripts/bench/forecast/measures'
import { LEVELS } from '#scripts/bench/forecast/panel'
import { AIR_PASSENGERS } from '#test/published/classic-series'

/** Accuracy of a forecast of one series, as the bench of public data measures it. */
function measured(history: Float64Array, actual: Float64Array, mean: Float64Array, season: number) {
  const outcome = { seriesId: 's', history, actual, mean, quantiles: LEVELS.map(() => mean), sums: new Map() }
  return measure([outcome], season, [])
}

describe('accuracy on worked examples', () => {
  const history = Float64Array.of(0, 0, 2, 1, 0, 3)
  const actual = Float64Array.of(1, 0)
  const mean = Float64Array.of(1, 1)

  it('history 0 0 2 1 0 3, then 1 0, forecast 1 1: RMSSE √(½ / 3) = .4082483, MASE ½ / 1.4 = .3571429', () => {
    const { rmsse, mase } = measured(history, actual, mean, 1)
    expect(rmsse).toBeCloseTo(0.4082483, 7)
    expect(mase).toBeCloseTo(0.3571429, 7)
  })

  it('from the first sale on, as in the M5 contest: RMSSE √(½ / 3.667) = .3692745', () => {
    const prepared = prepareHistory(
      { seriesId: 's', bucket: 'week', start: '2026-01-05', quantity: history, status: new Uint8Array(6) },
      1,
      100,
    )
    if ('fault' in prepared) throw new Error(prepared.detail)
    expect(measured(prepared.observed, actual, mean, 1).rmsse).toBeCloseTo(0.3692745, 7)
  })

  it('MASE of the accuracy screen is the same: .3571429', () => {
    const sums = noAccuracy()
    const scale = naiveScale(history, history.length)
    addAccuracy(sums, { said: mean, happened: actual, quantiles: null, naiveScale: scale }, [], null)
    expect(accuracyFigures(sums).mase).toBeCloseTo(0.3571429, 7)
  })
})

describe('AirPassengers, last twelve months held out, against R forecast 8.20; MASE by changes from month to month', () => {
  const history = AIR_PASSENGERS.subarray(0, 132)
  const actual = AIR_PASSENGERS.subarray(132)

  function heldOut(method: Method): { rmse: number; mase: number } {
    const forecast = forecastSeries(
      {
        seriesId: 's',
        bucket: 'month',
        start: '1949-01-01',
        quantity: history,
        status: new Uint8Array(132).fill(OBSERVED),
      },
      { horizon: 12, method },
    )
    if ('problem' in forecast) throw new Error(forecast.detail)
    const squares = actual.reduce((sum, value, h) => sum + (value - forecast.mean[h]!) ** 2, 0)
    return { rmse: Math.sqrt(squares / 12), mase: measured(history, actual, forecast.mean, 1).mase }
  }

  it.each([
    ['seasonal-naive', 50.708, 1.9861],
    ['theta', 30.718, 1.0934],
  ] as const)('%s: RMSE %f, MASE %f', (method, rmse, mase) => {
    const result = heldOut(method)
    expect(Math.abs(result.rmse - rmse)).toBeLessThan(0.001)
    expect(Math.abs(result.mase - mase)).toBeLessThan(0.0001)
  })

  // Optimisers differ; ours errs less here.
  it('exponential smoothing errs no more than RMSE 27.398, MASE .9469', () => {
    const result = heldOut('ets')
    expect(result.rmse).toBeLessThanOrEqual(27.398)
    expect(result.mase).toBeLessThanOrEqual(0.9469)
  })
})
