import { describe, expect, it } from 'vitest'
import {
  combinedRule,
  levelledKnownOrders,
  orderUpToWithKnownOrders,
} from '#planning/bullwhip/known-order-ratio'
import {
  aggregatedRatio,
  chainRatios,
  conditionalMeanRatio,
  exponentialSmoothingRatio,
  movingAverageRatio,
} from '#planning/bullwhip/order-up-to-ratio'
import { variance } from '#planning/bullwhip/order-variance'
import {
  GOLDEN_GAP_SHARE,
  proportionalChainRatios,
  proportionalNetStock,
  proportionalRatio,
} from '#planning/bullwhip/proportional-ratio'
import { staggerOrderDays } from '#planning/order-policy/stagger'

const rounded = (values: readonly number[]) => values.map((value) => Number(value.toFixed(6)))

describe('order-up-to in closed form', () => {
  it.each([
    [1, 5, 0, 1.48],
    [2, 5, 0, 2.12],
    [4, 5, 0, 3.88],
    [4, 10, 0, 2.12],
    [1, 4, 0, 1.625],
    [2, 4, 0.5, 2.40625],
    [2, 4, -0.5, 2.40625],
    [3, 6, 0.3, 2.4989065],
  ])('moving average, lead time %d, %d periods, autocorrelation %d: %d', (l, p, rho, expected) => {
    const ratio = movingAverageRatio({ leadTimePeriods: l, averagePeriods: p, autocorrelation: rho })
    expect(ratio).toBeCloseTo(expected, 6)
  })
  it.each([
    [1, 0.2, 0, 1.444444],
    [2, 0.2, 0, 1.977778],
    [4, 0.2, 0, 3.311111],
    [4, 1 / 3, 0, 5.8],
    [2, 0.2, 0.5, 1.814815],
    [2, 0.4, -0.3, 3.644068],
    [3, 0.1, 0.7, 1.5633],
  ])('exponential smoothing, lead time %d, α %d, autocorrelation %d: %d', (l, alpha, rho, expected) => {
    const ratio = exponentialSmoothingRatio({ leadTimePeriods: l, smoothing: alpha, autocorrelation: rho })
    expect(ratio).toBeCloseTo(expected, 6)
  })
  it.each([
    [1, 0.5, 1.75],
    [2, 0.7, 2.56366],
    [3, 0.5, 2.640625],
    [2, 0.9, 1.92682],
    [5, 0.7, 4.425587],
    [2, -0.4, 0.48928],
  ])('conditional mean, lead time %d, autocorrelation %d: %d', (l, rho, expected) => {
    expect(conditionalMeanRatio({ leadTimePeriods: l, autocorrelation: rho })).toBeCloseTo(expected, 6)
  })
  it('weekly 3.88 reads as 1.276923 in yearly buckets', () => {
    const at = (bucketPeriods: number) =>
      aggregatedRatio({ leadTimePeriods: 4, averagePeriods: 5, bucketPeriods })
    expect(rounded([1, 2, 4, 5, 8, 13, 26, 52].map(at))).toEqual([
      3.88, 3.88, 3.88, 3.88, 2.8, 2.107692, 1.553846, 1.276923,
    ])
  })
  it('four stages, lead time 1, 5 periods: 6.331763 unshared, 3.88 shared', () => {
    const chain = chainRatios([1, 1, 1, 1], 5)
    expect(rounded(chain.shared)).toEqual([1.48, 2.12, 2.92, 3.88])
    expect(rounded(chain.unshared)).toEqual([1.48, 2.3056, 3.75328, 6.331763])
    expect(rounded(chain.unsharedBound)).toEqual([1.48, 2.1904, 3.241792, 4.797852])
    expect(rounded(chainRatios([2, 2, 2, 2], 10).unshared)).toEqual(rounded(chain.unshared))
  })
  it('four stages, lead time 2, 5 periods: 37.703027 unshared, 9.32 shared', () => {
    const chain = chainRatios([2, 2, 2, 2], 5)
    expect(rounded(chain.shared)).toEqual([2.12, 3.88, 6.28, 9.32])
    expect(rounded(chain.unshared)).toEqual([2.12, 5.1216, 13.51712, 37.703027])
    expect(chain.unsharedBound[3]).toBeCloseTo(20.199631, 6)
  })
})

describe('proportional order-up-to in closed form', () => {
  it.each([
    [0.5, 1 / 3, 1 / 3],
    [0.25, 0.142857, 1.285714],
    [0.1, 0.052632, 4.263158],
    [GOLDEN_GAP_SHARE, 0.447214, 0.17082],
  ])('β %d: ratio %d, net stock τ + %d', (beta, ratio, extra) => {
    expect(proportionalRatio(beta)).toBeCloseTo(ratio, 6)
    for (const tau of [1, 2, 3, 5]) expect(proportionalNetStock(beta, tau)).toBeCloseTo(tau + extra, 6)
  })
  it('the golden share minimises ratio + net stock among its neighbours for every lead time', () => {
    const sum = (beta: number) => proportionalRatio(beta) + proportionalNetStock(beta, 3)
    expect(sum(GOLDEN_GAP_SHARE)).toBeLessThan(sum(GOLDEN_GAP_SHARE - 1e-4))
    expect(sum(GOLDEN_GAP_SHARE)).toBeLessThan(sum(GOLDEN_GAP_SHARE + 1e-4))
  })
  it('chains of four stages', () => {
    expect(rounded(proportionalChainRatios(0.5, 4))).toEqual([0.333333, 0.185185, 0.135802, 0.112026])
    expect(rounded(proportionalChainRatios(0.25, 4))).toEqual([0.142857, 0.072886, 0.054323, 0.045201])
  })
})

describe('order days', () => {
  /** Variance of what arrives in a period from customers of mean 50 and deviation 10 who order every 5 periods. */
  const received = (customers: number, latestBucket: number) => {
    const orderers = Array.from({ length: customers }, (_, at) => ({
      name: `customer ${at}`,
      reviewBuckets: 5,
      meanPerBucket: 50,
      firstBucket: 0,
      latestBucket,
    }))
    return customers * 10 ** 2 + variance(staggerOrderDays(orderers).load)
  }
  it('10 customers, every 5 periods: 1,001,000 on one day, 101,000 at random, 1,000 staggered; 12 staggered 16,200', () => {
    expect(received(10, 0)).toBeCloseTo(1_001_000, 6)
    // Independent days: the variances of ten customers alone add up.
    expect(10 * received(1, 0)).toBeCloseTo(101_000, 6)
    expect(received(10, 4)).toBeCloseTo(1000, 6)
    expect(received(12, 4)).toBeCloseTo(16_200, 6)
  })
})

describe('orders known early', () => {
  it.each([
    [0, 0, 3.88, 7.2, 4],
    [1, 1, 2.92, 4.8, 3],
    [1, 2, 2.12, 2.8, 2],
    [1, 3, 1.48, 1.2, 1],
    [1, 4, 1, 0, 0],
    [1, 9, 1, 0, 0],
    [0.5, 4, 2.44, 3.6, 2],
    [0.3, 4, 3.016, 5.04, 2.8],
    [0.5, 2, 3, 5, 3],
  ])(
    'share %d known %d ahead: ratio %d, net stock %d, with known mean %d',
    (share, notice, ratio, ns, nsKnown) => {
      const known = { share, noticePeriods: notice }
      const learned = orderUpToWithKnownOrders(known, 4, 5)
      expect(learned.orderVarianceRatio).toBeCloseTo(ratio, 10)
      expect(learned.netStockAmplification).toBeCloseTo(ns, 10)
      expect(orderUpToWithKnownOrders(known, 4, null).netStockAmplification).toBeCloseTo(nsKnown, 10)
    },
  )
  it('levelled over 4: ratio .25, 1.5 periods of early stock, variance .875', () => {
    expect(levelledKnownOrders(4)).toEqual({
      orderVarianceRatio: 0.25,
      earlyStockPeriods: 1.5,
      earlyStockVariance: 0.875,
    })
  })
  it('combined rule, half known, W = 2, β = .5: .5/2 + .5/3 = .416667', () => {
    const rule = combinedRule({ share: 0.5, levellingPeriods: 2, gapShare: 0.5, leadTimePeriods: 4 })
    expect(rule.orderVarianceRatio).toBeCloseTo(0.416667, 6)
    expect(rule.netStockAmplification).toBeCloseTo(0.5 * (4 + 1 / 3), 10)
    expect(rule.pooledStockAmplification).toBeCloseTo(0.5 * (4 + 1 / 3) + 0.5 * 0.25, 10)
    expect(rule.earlyStockPeriods).toBe(0.25)
  })
})

describe('refusals', () => {
  it('names the parameter, its range and the value seen', () => {
    expect(() => proportionalRatio(2)).toThrow('gapShare must be in (0, 2); got 2')
    expect(() => proportionalNetStock(0.5, 0)).toThrow('leadTimePeriods must be >= 1 and whole; got 0')
    expect(() => movingAverageRatio({ leadTimePeriods: 1, averagePeriods: 5, autocorrelation: 1 })).toThrow(
      'autocorrelation must be in (-1, 1); got 1',
    )
    expect(() => orderUpToWithKnownOrders({ share: 1.2, noticePeriods: 1 }, 4, 5)).toThrow(
      'share must be in [0, 1]; got 1.2',
    )
  })
})
