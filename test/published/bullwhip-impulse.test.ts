import { describe, expect, it } from 'vitest'
import { GOLDEN_GAP_SHARE } from '#planning/bullwhip/proportional-ratio'
import { chainSimulator } from '#planning/order-policy/chain-simulation'
import { type ChainStage, PLAIN_STAGE } from '#planning/order-policy/chain-stage'
import type { ForecastRule } from '#planning/order-policy/forecast-rule'
import { linearRatios } from '#test/support/impulse-response'

const stage = (change: Partial<ChainStage>): ChainStage => ({ ...PLAIN_STAGE, ...change })
const average = (periods: number): ForecastRule => ({ kind: 'moving-average', periods })

describe('one impulse through the simulator, order-up-to', () => {
  it.each([
    [1, 5, 1.48],
    [2, 5, 2.12],
    [4, 5, 3.88],
    [4, 10, 2.12],
    [1, 4, 1.625],
  ])('moving average, lead time %d, %d periods: %d', (leadTimePeriods, periods, expected) => {
    const [only] = linearRatios([stage({ leadTimePeriods, forecast: average(periods) })])
    expect(only?.orderVarianceRatio).toBeCloseTo(expected, 10)
    expect(only?.netStockAmplification).toBeCloseTo(leadTimePeriods + leadTimePeriods ** 2 / periods, 10)
  })
  it.each([
    [2, 4, 0.5, 2.40625],
    [2, 4, -0.5, 2.40625],
    [3, 6, 0.3, 2.4989065],
  ])(
    'moving average, lead time %d, %d periods, autocorrelation %d: %d',
    (leadTimePeriods, periods, rho, expected) => {
      const [only] = linearRatios([stage({ leadTimePeriods, forecast: average(periods) })], {
        autocorrelation: rho,
      })
      expect(only?.orderVarianceRatio).toBeCloseTo(expected, 6)
    },
  )
  it.each([
    [1, 0.2, 0, 1.444444],
    [2, 0.2, 0, 1.977778],
    [4, 0.2, 0, 3.311111],
    [4, 1 / 3, 0, 5.8],
    [2, 0.2, 0.5, 1.814815],
    [2, 0.4, -0.3, 3.644068],
    [3, 0.1, 0.7, 1.5633],
  ])(
    'exponential smoothing, lead time %d, α %d, autocorrelation %d: %d',
    (leadTimePeriods, smoothing, rho, expected) => {
      const forecast = { kind: 'exponential-smoothing', smoothing } as const
      const [only] = linearRatios([stage({ leadTimePeriods, forecast })], { autocorrelation: rho })
      expect(only?.orderVarianceRatio).toBeCloseTo(expected, 6)
    },
  )
  it.each([
    [1, 0.5, 1.75],
    [2, 0.7, 2.56366],
    [3, 0.5, 2.640625],
    [2, 0.9, 1.92682],
    [5, 0.7, 4.425587],
    [2, -0.4, 0.48928],
  ])('conditional mean, lead time %d, autocorrelation %d: %d', (leadTimePeriods, rho, expected) => {
    const forecast = { kind: 'autoregressive', autocorrelation: rho } as const
    const [only] = linearRatios([stage({ leadTimePeriods, forecast })], { autocorrelation: rho })
    expect(only?.orderVarianceRatio).toBeCloseTo(expected, 6)
  })
  it.each([
    [1, [1.492737, 2.151128, 4.097207]],
    [0.9, [1.4883, 2.130121, 3.954597]],
    [0.8, [1.483617, 2.10916, 3.828928]],
    [0.5, [1.469083, 2.051405, 3.551335]],
  ])('Holt with damping %d at lead times 1, 2, 4: %j', (damping, expected) => {
    const forecast = { kind: 'damped-trend', smoothing: 0.2, trendSmoothing: 0.1, damping } as const
    const seen = [1, 2, 4].map(
      (tau) => linearRatios([stage({ leadTimePeriods: tau, forecast })])[0]?.orderVarianceRatio,
    )
    seen.forEach((ratio, index) => {
      expect(ratio).toBeCloseTo(expected[index] ?? Number.NaN, 6)
    })
  })
})

describe('one impulse, proportional order-up-to', () => {
  it.each([0.1, 0.25, 0.5, 0.8])('β %d: β/(2−β) and τ + (1−β)²/(β(2−β)) at τ = 1, 2, 3, 5', (gapShare) => {
    for (const leadTimePeriods of [1, 2, 3, 5]) {
      const [only] = linearRatios([stage({ leadTimePeriods, gapShare })])
      expect(only?.orderVarianceRatio).toBeCloseTo(gapShare / (2 - gapShare), 8)
      expect(only?.netStockAmplification).toBeCloseTo(
        leadTimePeriods + (1 - gapShare) ** 2 / (gapShare * (2 - gapShare)),
        8,
      )
    }
  })
  it.each([
    [0.7, 2, 1, 2.56366, 1.9839],
    [0.7, 2, 0.5, 1.384985, 2.4752],
    [0.7, 2, 0.25, 0.897847, 3.878914],
    [0.5, 3, 1, 2.640625, 4.734375],
    [0.5, 3, 0.5, 1, 5.5],
    [0.5, 3, 0.25, 0.475, 7.6875],
  ])(
    'autocorrelation %d, τ %d, β %d: ratio %d, net stock %d',
    (rho, leadTimePeriods, gapShare, ratio, netStock) => {
      const forecast = { kind: 'autoregressive', autocorrelation: rho } as const
      const [only] = linearRatios([stage({ leadTimePeriods, gapShare, forecast })], { autocorrelation: rho })
      expect(only?.orderVarianceRatio).toBeCloseTo(ratio, 6)
      expect(only?.netStockAmplification).toBeCloseTo(netStock, 6)
    },
  )
  it.each([
    [0.5, [0.333333, 0.185185, 0.135802, 0.112026]],
    [0.25, [0.142857, 0.072886, 0.054323, 0.045201]],
  ])('four stages, β %d: %j', (gapShare, expected) => {
    const chain = linearRatios(Array.from({ length: 4 }, () => stage({ gapShare })))
    expect(chain.map((one) => Number(one.orderVarianceRatio.toFixed(6)))).toEqual(expected)
  })
  it('golden share .618034: ratio .447214, net stock τ + .170820, less in sum than its neighbours', () => {
    expect(GOLDEN_GAP_SHARE).toBeCloseTo(0.618034, 6)
    for (const leadTimePeriods of [1, 2, 3, 5]) {
      const at = (gapShare: number) => linearRatios([stage({ leadTimePeriods, gapShare })])[0]!
      const sum = (gapShare: number) => at(gapShare).orderVarianceRatio + at(gapShare).netStockAmplification
      expect(at(GOLDEN_GAP_SHARE).orderVarianceRatio).toBeCloseTo(0.447214, 6)
      expect(at(GOLDEN_GAP_SHARE).netStockAmplification).toBeCloseTo(leadTimePeriods + 0.17082, 6)
      for (const beside of [-0.01, 0.01])
        expect(sum(GOLDEN_GAP_SHARE + beside)).toBeGreaterThan(sum(GOLDEN_GAP_SHARE))
    }
  })
})

describe('one impulse through four stages', () => {
  it.each([
    [1, 5, 'received-orders', [1.48, 2.3056, 3.75328, 6.331763]],
    [2, 10, 'received-orders', [1.48, 2.3056, 3.75328, 6.331763]],
    [2, 5, 'received-orders', [2.12, 5.1216, 13.51712, 37.703027]],
    [1, 5, 'consumer-demand', [1.48, 2.12, 2.92, 3.88]],
    [2, 10, 'consumer-demand', [1.48, 2.12, 2.92, 3.88]],
    [2, 5, 'consumer-demand', [2.12, 3.88, 6.28, 9.32]],
  ] as const)(
    'lead time %d, %d periods, forecast from %s: %j',
    (leadTimePeriods, periods, forecastsFrom, expected) => {
      const one = stage({ leadTimePeriods, forecastsFrom, forecast: average(periods) })
      const chain = linearRatios([one, one, one, one])
      expect(chain.map((each) => Number(each.orderVarianceRatio.toFixed(6)))).toEqual(expected)
    },
  )
})

describe('one impulse known early, τ 4, 5 periods', () => {
  const early = stage({ leadTimePeriods: 4, forecast: average(5), seesKnownOrders: true })
  it.each([
    [0, 0, 3.88, 7.2, 4],
    [1, 1, 2.92, 4.8, 3],
    [1, 2, 2.12, 2.8, 2],
    [1, 3, 1.48, 1.2, 1],
    [1, 4, 1, 0, 0],
    [1, 7, 1, 0, 0],
    [0.5, 4, 2.44, 3.6, 2],
    [0.3, 4, 3.016, 5.04, 2.8],
    [0.5, 2, 3, 5, 3],
  ])(
    'share %d known %d ahead: ratio %d, net stock %d, with known mean %d',
    (knownShare, noticePeriods, ratio, netStock, withKnownMean) => {
      const [only] = linearRatios([early], { knownShare, noticePeriods })
      expect(only?.orderVarianceRatio).toBeCloseTo(ratio, 10)
      expect(only?.netStockAmplification).toBeCloseTo(netStock, 10)
      const [constant] = linearRatios([{ ...early, forecast: { kind: 'constant' } }], {
        knownShare,
        noticePeriods,
      })
      expect(constant?.netStockAmplification).toBeCloseTo(withKnownMean, 10)
    },
  )
  it('levelled over 4, demand 10 a period: 15 units of early stock, 1.5 periods', () => {
    const total = new Float64Array(40).fill(10)
    const [only] = chainSimulator(
      [{ ...early, levellingPeriods: 4 }],
      40,
    )({
      total,
      known: total,
      noticePeriods: 7,
      initialMean: 10,
    })
    expect(only!.netStock[30]).toBeCloseTo(15, 10)
  })
  it('levelled over 4 of 7 periods notice: ratio .25, variance of early stock .875', () => {
    const [only] = linearRatios([{ ...early, levellingPeriods: 4 }], { knownShare: 1, noticePeriods: 7 })
    expect(only?.orderVarianceRatio).toBeCloseTo(0.25, 12)
    expect(only?.netStockAmplification).toBeCloseTo(0.875, 12)
  })
  it('notice of 4 leaves no window: levelling over 4 is cut to 1', () => {
    const [only] = linearRatios([{ ...early, levellingPeriods: 4 }], { knownShare: 1, noticePeriods: 4 })
    expect(only?.orderVarianceRatio).toBeCloseTo(1, 12)
  })
  it.each([
    [2, 5, 5 / 12, 0.25],
    [4, 7, 0.5 / 4 + 0.5 / 3, 0.875],
  ])(
    'combined rule, half known, W %d, β .5: ratio .5/W + .5/3, net stock .5·(4 + 1/3) + .5·Σ((W−s)/W)²',
    (levellingPeriods, noticePeriods, ratio, early) => {
      const combined = stage({ leadTimePeriods: 4, gapShare: 0.5, seesKnownOrders: true, levellingPeriods })
      const [only] = linearRatios([combined], { knownShare: 0.5, noticePeriods })
      expect(only?.orderVarianceRatio).toBeCloseTo(ratio, 8)
      expect(only?.netStockAmplification).toBeCloseTo(0.5 * (4 + 1 / 3) + 0.5 * early, 8)
    },
  )
  it.each([2, 3, 4])('one impulse levelled over %d is net stock made early and nothing else', (window) => {
    const impulse = new Float64Array(30)
    impulse[15] = 1
    const [only] = chainSimulator(
      [{ ...early, levellingPeriods: window }],
      30,
    )({ total: impulse, known: impulse, noticePeriods: 7, initialMean: 0 })
    expect(Array.from(only!.earlyStock)).toEqual(
      Array.from(only!.netStock, (units) => expect.closeTo(units, 12)),
    )
    expect(only!.earlyStock[14]).toBeCloseTo((window - 1) / window, 12)
  })
  it('two stages, both see them: notice 8 covers both lead times and nothing amplifies', () => {
    const chain = linearRatios([early, early], { knownShare: 1, noticePeriods: 8 })
    expect(chain.map((one) => one.orderVarianceRatio)).toEqual([1, 1])
    expect(chain.map((one) => one.netStockAmplification)).toEqual([0, 0])
  })
})
