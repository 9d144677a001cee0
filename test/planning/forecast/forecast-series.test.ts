import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CENSORED, type DemandHistory, NO_DATA, OBSERVED } from '#planning/demand/demand-history'
import { prepareHistory } from '#planning/demand/prepare-history'
import type { Forecast } from '#planning/forecast/forecast'
import { METHODS } from '#planning/forecast/forecast'
import { forecastSeries } from '#planning/forecast/forecast-series'
import { createRandom, drawStandardNormal } from '#planning/random'
import type { Bucket } from '#planning/time-bucket'
import { AIR_PASSENGERS } from '#test/published/classic-series'

function history(values: ArrayLike<number>, bucket: Bucket = 'month', start = '2020-01-06'): DemandHistory {
  const quantity = Float64Array.from(values)
  return {
    seriesId: 's',
    bucket,
    start,
    quantity,
    status: Uint8Array.from(quantity, (v) => (Number.isNaN(v) ? NO_DATA : OBSERVED)),
  }
}

function sound(result: ReturnType<typeof forecastSeries>, horizon: number, isNonNegative = true): Forecast {
  if ('problem' in result) throw new Error(result.detail)
  expect(result.mean).toHaveLength(horizon)
  for (const values of [result.mean, ...result.quantiles, ...result.sums.map((sum) => sum.quantiles)])
    for (const value of values) {
      expect(Number.isFinite(value)).toBe(true)
      if (isNonNegative) expect(value).toBeGreaterThanOrEqual(0)
    }
  for (let h = 0; h < horizon; h += 1)
    for (let q = 1; q < result.quantiles.length; q += 1)
      expect(result.quantiles[q]![h]).toBeGreaterThanOrEqual(result.quantiles[q - 1]![h]!)
  return result
}

const awkward: readonly [string, number[]][] = [
  ['one point', [5]],
  ['two points', [5, 7]],
  ['all zero', new Array(30).fill(0)],
  ['constant', new Array(40).fill(12)],
  ['a gap in every second bucket', Array.from({ length: 40 }, (_, t) => (t % 2 ? Number.NaN : 10 + t))],
  ['leading zeros', [...new Array(50).fill(0), 5, 6, 7, 5]],
  ['died long ago', [...Array.from({ length: 30 }, (_, t) => 5 + (t % 3)), ...new Array(60).fill(0)]],
  ['huge values', Array.from({ length: 40 }, (_, t) => 1e15 * (1 + (t % 5)))],
  ['one huge value', Array.from({ length: 40 }, (_, t) => (t === 20 ? 1e15 : 1))],
  ['tiny values', Array.from({ length: 40 }, (_, t) => 1e-12 * (1 + (t % 5)))],
  ['exponential growth', Array.from({ length: 40 }, (_, t) => 2 ** t)],
  ['collapse to near zero', Array.from({ length: 40 }, (_, t) => 1000 / 2 ** t)],
]

describe('forecast of one series', () => {
  it('sold-out buckets show no error: the range is wider than if their expected demand had been sold', () => {
    const random = createRandom(11)
    const values = Array.from({ length: 60 }, () => 100 + 15 * drawStandardNormal(random))
    const isSoldOut = (t: number) => t % 2 === 1 && values[t]! > 100
    const soldOut = {
      ...history(values.map((units, t) => (isSoldOut(t) ? 100 : units))),
      status: Uint8Array.from(values, (_, t) => (isSoldOut(t) ? CENSORED : OBSERVED)),
    }
    const prepared = prepareHistory(soldOut, 1, 100)
    if ('fault' in prepared) throw new Error(prepared.detail)
    const widthOf = (series: DemandHistory) => {
      const { quantiles, quantileLevels } = sound(forecastSeries(series, { horizon: 1, season: 1 }), 1)
      const at = (level: number) => quantiles[quantileLevels.indexOf(level)]![0]!
      return at(0.9) - at(0.1)
    }
    expect(widthOf(soldOut) / widthOf(history(prepared.observed))).toBeGreaterThan(1.01)
  })
  it('a series of many gaps whose level was once foreseen below nothing: its range stays within reason', () => {
    // Department 45 of store 4 in walmart-weekly, gaps unknown, sold-out spells left out.
    const text = `
      8 3 _ 15 _ _ 6 13 _ 3 3 _ _ _ _ _ _ _ _ _ _ _ _ 56 66 _ _ _ 2 _ 1 _ 10 _ 10 10 _ _ _ _ 10 10 _ _
      _ _ 10 _ _ 2 _ 10 10 _ 10 10 10 _ 10 _ _ _ 10 10 _ 10 _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _
      20 12 _ _ 12 _ 12 44 _ 36 _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ 10 _
      10 10 _
    `
    const values = text.trim().split(/\s+/).map(Number)
    const holidays = Float64Array.from({ length: values.length + 8 }, (_empty, t) =>
      Number([1, 31, 42, 47, 53, 94, 135].includes(t)),
    )
    const options = { horizon: 8, regressors: [{ name: 'holiday', values: holidays }] }
    const { quantiles, quantileLevels } = sound(forecastSeries(history(values, 'week'), options), 8)
    const high = quantiles[quantileLevels.indexOf(0.95)]!
    expect(Math.max(...high)).toBeLessThan(4 * 66)
  })
  for (const bucket of ['day', 'week', 'month', 'year'] as const)
    it.each(awkward)(`${bucket}: %s gives finite, non-decreasing, non-negative quantiles`, (_, values) => {
      sound(forecastSeries(history(values, bucket), { horizon: 14, sums: [7, 14] }), 14)
    })

  it('negative history may go below zero and stays finite', () => {
    const values = Array.from({ length: 60 }, (_, t) => Math.sin(t) * 10)
    sound(forecastSeries(history(values, 'day'), { horizon: 5 }), 5, false)
  })

  it('names a series without observations, with NaN, or beyond 1e100', () => {
    expect(forecastSeries(history([Number.NaN, Number.NaN]), { horizon: 3 })).toMatchObject({
      problem: 'no-observations',
    })
    const broken = history([1, 2, 3])
    broken.quantity[1] = Number.NaN
    expect(forecastSeries(broken, { horizon: 3 })).toMatchObject({
      problem: 'not-a-number',
      detail: 'bucket 2 of 3 holds NaN',
    })
    expect(forecastSeries(history([1, 1e200]), { horizon: 3 })).toMatchObject({ problem: 'too-large' })
  })

  it('100,000 points are cut to the latest and forecast', () => {
    sound(
      forecastSeries(
        history(
          Array.from({ length: 100_000 }, (_, t) => 100 + (t % 7)),
          'day',
        ),
        { horizon: 7 },
      ),
      7,
    )
  })

  it.each(METHODS.map((method) => [method]))(
    'method %s works by name on smooth and on rare demand',
    (method) => {
      sound(forecastSeries(history(AIR_PASSENGERS), { horizon: 3, method }), 3)
      const rare = history(
        [0, 2, 0, 0, 3, 0, 1, 0, 0, 0, 4, 0],
        method === 'regression' ? 'quarter' : 'month',
      )
      sound(forecastSeries(rare, { horizon: 3, method }), 3)
    },
  )

  it('sold-out buckets are "at least": the forecast does not fall below that of the same sales uncapped', () => {
    const values = Array.from({ length: 30 }, (_, t) => (t > 24 ? 4 : 20))
    const open = sound(forecastSeries(history(values), { horizon: 1 }), 1)
    const capped = history(values)
    capped.status.fill(CENSORED, 25)
    expect(sound(forecastSeries(capped, { horizon: 1 }), 1).mean[0]).toBeGreaterThan(open.mean[0]! + 5)
  })

  it('a promotion known ahead lifts the forecast by what it lifted before, and the effects add up to the mean', () => {
    const isOn = (t: number) => (t % 6 === 3 ? 1 : 0)
    const values = Array.from({ length: 80 }, (_, t) => (100 + (t % 5)) * (isOn(t) ? 2 : 1))
    const result = sound(
      forecastSeries(history(values, 'week'), {
        horizon: 6,
        regressors: [{ name: 'promotion', values: Float64Array.from({ length: 86 }, (_, t) => isOn(t)) }],
      }),
      6,
    )
    const on = [80, 81, 82, 83, 84, 85].findIndex((t) => isOn(t) === 1)
    expect(result.mean[on]! / result.mean[(on + 1) % 6]!).toBeGreaterThan(1.8)
    const parts = Object.values(result.effects!)
    for (const [h, mean] of result.mean.entries())
      expect(parts.reduce((sum, part) => sum + part[h]!, 0)).toBeCloseTo(mean, 8)
  })

  it('where demand is four times as high its 80 % range is about twice as wide', () => {
    const random = createRandom(8)
    const values = Array.from({ length: 96 }, (_, t) => {
      const level = t % 12 < 6 ? 100 : 400
      return level + Math.sqrt(level) * drawStandardNormal(random)
    })
    const forecast = sound(forecastSeries(history(values, 'month', '2020-01-01'), { horizon: 12 }), 12)
    const width = (h: number) => forecast.quantiles[9]![h]! - forecast.quantiles[1]![h]!
    const high = width(6) + width(7) + width(8)
    const low = width(3) + width(4) + width(5)
    expect(high / low).toBeGreaterThan(1.7)
    expect(high / low).toBeLessThan(2.4)
  })

  it('demand in other units gives the forecast in these units', () => {
    const small = sound(forecastSeries(history(AIR_PASSENGERS), { horizon: 4 }), 4)
    const large = sound(
      forecastSeries(history(AIR_PASSENGERS.map((value) => value * 1000)), { horizon: 4 }),
      4,
    )
    for (const [h, mean] of small.mean.entries()) expect(large.mean[h]! / mean / 1000).toBeCloseTo(1, 3)
    for (const [q, values] of small.quantiles.entries())
      for (const [h, value] of values.entries())
        expect(large.quantiles[q]![h]! / value / 1000).toBeCloseTo(1, 3)
  })

  it('any series of counts and gaps: finite, non-negative, non-decreasing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.nat(20), fc.constant(0), fc.constant(Number.NaN), fc.nat(1_000_000)), {
          minLength: 1,
          maxLength: 60,
        }),
        fc.constantFrom<Bucket>('day', 'week', 'month', 'quarter', 'year'),
        (values, bucket) => {
          fc.pre(values.some((value) => !Number.isNaN(value)))
          sound(forecastSeries(history(values, bucket), { horizon: 8, sums: [3] }), 8)
        },
      ),
      { numRuns: 40, seed: 7 },
    )
  })

  it('method regression: a driver that doubles demand when it is on doubles the forecast, by regression alone', () => {
    const promotion = Float64Array.from({ length: 52 }, (_, t) => (t % 7 === 1 ? 1 : 0))
    const demand = Array.from({ length: 48 }, (_, t) => (promotion[t] ? 200 : 100) + (t % 3) - 1)
    const options = { horizon: 4, season: 1, method: 'regression' as const }
    const forecast = sound(
      forecastSeries(history(demand), { ...options, regressors: [{ name: 'promotion', values: promotion }] }),
      4,
    )
    expect(forecast.method).toBe('regression')
    for (let h = 0; h < 4; h += 1)
      expect(forecast.mean[h]! / (promotion[48 + h] ? 200 : 100)).toBeCloseTo(1, 1)
  })

  it.each([
    ['seven weeks', history([1, 2, 3, 4, 5, 6, 7], 'week')],
    [
      'a driverless year',
      history(
        new Array(30).fill(0).map((_, t) => 5 + (t % 4)),
        'year',
      ),
    ],
  ])('method regression with nothing to regress on (%s) is refused', (_, past) => {
    expect(forecastSeries(past, { horizon: 2, method: 'regression' })).toMatchObject({
      problem: 'nothing-to-regress-on',
      detail: expect.stringContaining('regression needs at least 8 known buckets'),
    })
  })
})
