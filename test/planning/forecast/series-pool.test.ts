import { describe, expect, it } from 'vitest'
import { type DemandHistory, OBSERVED } from '#planning/demand/demand-history'
import { demandRate, pooledMean } from '#planning/forecast/count-demand'
import { countEvidence, learnCounts } from '#planning/forecast/count-evidence'
import { forecastSeries } from '#planning/forecast/forecast-series'
import { excessAt, fadeAt } from '#planning/forecast/launch-evidence'
import { gatherPool, learnPool, storablePool } from '#planning/forecast/series-pool'
import { defaultCounts } from '#planning/forecast/slow-movers'
import { createRandom, drawStandardNormal, type Random } from '#planning/random'
import { addDays } from '#planning/time-bucket'

const FIRST_WEEK = '2024-01-01'

function weekly(seriesId: string, values: readonly number[], launchedWeek = 0): DemandHistory {
  return {
    seriesId,
    bucket: 'week',
    start: addDays(FIRST_WEEK, 7 * launchedWeek),
    quantity: Float64Array.from(values),
    status: new Uint8Array(values.length).fill(OBSERVED),
  }
}

/** Launches that sell `first` a week for four weeks and then `later(first)`, one week after another. */
function launches(count: number, weeks: number, later: (first: number) => number): DemandHistory[] {
  const random = createRandom(11)
  return Array.from({ length: count }, (_, k) => {
    const first = 5 + 95 * random()
    const values = Array.from({ length: weeks }, (_, t) =>
      Math.round((t < 4 ? first : later(first)) * (0.9 + 0.2 * random())),
    )
    return weekly(`launch ${k}`, values, 10 + k)
  })
}

function pooled(histories: readonly DemandHistory[], horizon = 8) {
  const evidence = histories.flatMap((history) => gatherPool(history, { horizon }) ?? [])
  return learnPool(evidence, 'week')
}

const old = weekly('old', new Array(60).fill(20))

describe('rare demand pooled over series', () => {
  it('0 2 0 8: rate ½, mean size 5, typical size 4; with doubt 2 and ratio 1.5 the mean is ½ (2·5 + 2·6) / 4 = 2.75', () => {
    const rate = demandRate(Float64Array.of(0, 2, 0, 8), 1)
    expect(rate.rate).toBe(0.5)
    expect(rate.size).toBe(5)
    expect(rate.typicalSize).toBeCloseTo(4, 12)
    expect(rate.demands).toBe(2)
    expect(pooledMean(rate, { sizeDoubt: 2, sizeRatio: 1.5 })).toBeCloseTo(2.75, 12)
  })

  it('without doubt the mean is that of the buckets, unknown ones left out', () => {
    const y = Float64Array.of(0, 3, Number.NaN, 0, 6)
    expect(pooledMean(demandRate(y, 1), { sizeDoubt: 0, sizeRatio: 9 })).toBeCloseTo(9 / 4, 12)
  })

  it('sizes that differ by chance alone teach doubt in the mean of one series', () => {
    const random = createRandom(3)
    const evidence = Array.from({ length: 300 }, () =>
      countEvidence(
        Float64Array.from({ length: 60 }, () => heavyDemand(random)),
        12,
        'week',
      ),
    ).flatMap((entry) => entry ?? [])
    const settings = learnCounts(evidence, defaultCounts('week'))
    expect(settings.sizeDoubt).toBeGreaterThan(0)
    expect(settings.sizeRatio).toBeGreaterThan(1.3)
  })

  it('sizes that never differ leave the mean alone: ratio 1', () => {
    const y = Float64Array.from({ length: 60 }, (_, t) => (t % 3 === 0 ? 4 : 0))
    const evidence = new Array(40).fill(countEvidence(y, 12, 'week'))
    expect(learnCounts(evidence, defaultCounts('week')).sizeRatio).toBeCloseTo(1, 12)
  })
})

describe('launches pooled over series', () => {
  it('launches that fell to half after four weeks: 60 of them and ten that stay level give (60·½ + 10) / 70 = .571 of its level', () => {
    const pool = pooled([old, ...launches(60, 20, (first) => first / 2)])
    const level = 40
    expect(fadeAt(pool.fade!, 4, level)).toBeCloseTo(0.571, 1)
    const forecast = forecastSeries(weekly('new', [40, 41, 39, 40], 90), { horizon: 8, pool })
    if ('problem' in forecast) throw new Error(forecast.detail)
    for (const mean of forecast.mean) expect(mean / level).toBeCloseTo(0.571, 1)
    expect(forecast.reasons[0]).toMatchObject({ kind: 'launch' })
  })

  it('launches that all end near 30: what begins high falls, what begins low rises', () => {
    const pool = pooled([old, ...launches(60, 20, () => 30)])
    expect(fadeAt(pool.fade!, 4, 80)).toBeLessThan(0.6)
    expect(fadeAt(pool.fade!, 4, 12)).toBeGreaterThan(1.5)
  })

  it('series that begin with the data are no launches; fewer than twenty launches teach nothing', () => {
    const young = launches(40, 20, (first) => first / 2).map((history) => ({ ...history, start: FIRST_WEEK }))
    expect(pooled([old, ...young] as DemandHistory[]).fade).toBeNull()
    expect(pooled([old, ...launches(19, 20, (first) => first / 2)]).fade).toBeNull()
  })

  it('60 launches that go on at half or one and a half of their level and ten of ½: (60·¼ + 10·½) / 70 = .29, in sums too', () => {
    const pool = pooled([
      old,
      ...launches(60, 20, (first) => first * (Math.round(first) % 2 === 0 ? 0.5 : 1.5)),
    ])
    expect(excessAt(pool.fade!, 4, 1)).toBeCloseTo(0.29, 1)
    expect(excessAt(pool.fade!, 4, 8)).toBeCloseTo(0.29, 1)
  })

  it('the 80 % range of a launch is as wide as launches before it scattered, in weeks and in their sum', () => {
    const pool = pooled([
      old,
      ...launches(60, 20, (first) => first * (Math.round(first) % 2 === 0 ? 0.5 : 1.5)),
    ])
    const options = { horizon: 8, pool, quantileLevels: [0.1, 0.9], sums: [8] }
    const forecast = forecastSeries(weekly('new', [40, 41, 39, 40], 90), options)
    if ('problem' in forecast) throw new Error(forecast.detail)
    expect(forecast.quantiles[0]![0]).toBeLessThan(20)
    expect(forecast.quantiles[1]![0]).toBeGreaterThan(60)
    expect(forecast.sums[0]!.quantiles[0]).toBeLessThan(8 * 20)
    expect(forecast.sums[0]!.quantiles[1]).toBeGreaterThan(8 * 60)
  })

  it('four weeks are a launch, four years are not', () => {
    const pool = pooled([old, ...launches(60, 20, (first) => first / 2)])
    const reasons = (['week', 'year'] as const).map((bucket) => {
      const forecast = forecastSeries(
        { ...weekly('new', [40, 41, 39, 40], 80), bucket },
        { horizon: 4, pool },
      )
      if ('problem' in forecast) throw new Error(forecast.detail)
      return forecast.reasons[0]!.kind
    })
    expect(reasons).toEqual(['launch', 'demand-pattern'])
  })

  it('an item of thirteen weeks is new no more', () => {
    const pool = pooled([old, ...launches(60, 20, (first) => first / 2)])
    const forecast = forecastSeries(weekly('known', new Array(13).fill(40), 80), { horizon: 4, pool })
    if ('problem' in forecast) throw new Error(forecast.detail)
    expect(forecast.mean[0]).toBeCloseTo(40, 6)
  })
})

describe('whom to trust, learned over series', () => {
  const random = createRandom(7)
  const monthly = Array.from({ length: 40 }, (_, k): DemandHistory => {
    const quantity = Float64Array.from(
      { length: 60 },
      (_, t) => 100 + 40 * Math.sin((2 * Math.PI * t) / 12) + 8 * drawStandardNormal(random),
    )
    const status = new Uint8Array(60).fill(OBSERVED)
    return { seriesId: `monthly ${k}`, bucket: 'month', start: '2020-01-01', quantity, status }
  })
  const pool = learnPool(
    monthly.flatMap((history) => gatherPool(history, { horizon: 6 }) ?? []),
    'month',
  )

  it('forty series of one kind teach weights that sum to 1, and a forecast of another one follows them', () => {
    const [[signature, weights]] = Object.entries(pool.weights) as [[string, number[]]]
    expect(signature).toContain('seasonal regression')
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 4)
    const only = weights.map((_, k) => (k === 0 ? 1 : 0))
    const one = forecastSeries(monthly[0]!, {
      horizon: 6,
      pool: { ...pool, weights: { [signature]: only } },
    })
    const alone = forecastSeries(monthly[0]!, { horizon: 6, method: 'dynamic-theta' })
    if ('problem' in one || 'problem' in alone) throw new Error('no forecast')
    expect(one.method).toBe('dynamic Theta')
    one.mean.forEach((mean, h) => {
      expect(mean).toBeCloseTo(alone.mean[h]!, 9)
    })
  })

  it('forty series of sixty months, six ahead: 240 errors of step 1 … 6 from each of two origins, 40 sums of the latest', () => {
    const counts = pool.calibration.bands.map(({ count }) => count)
    expect(counts).toEqual([80, 80, 160, 160, 0, 0, 0, 40])
  })

  it('a pool is itself again after it was stored', () => {
    const stored = storablePool(pool)
    expect(JSON.parse(JSON.stringify(stored))).toEqual(stored)
  })
})

/** Demand in a third of the weeks, its size log-normal with standard deviation 1.2. */
function heavyDemand(random: Random): number {
  if (random() > 1 / 3) return 0
  return Math.max(1, Math.round(5 * Math.exp(1.2 * drawStandardNormal(random))))
}
