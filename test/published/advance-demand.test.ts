import { describe, expect, it } from 'vitest'
import { survivingOrders } from '#planning/certainty/surviving-orders'
import {
  betaBinomialMoments,
  betaBinomialQuantiles,
  logBetaBinomialProbability,
} from '#planning/distribution/beta-binomial'
import { countCumulative, countQuantile } from '#planning/distribution/negative-binomial'
import { normalQuantile } from '#planning/distribution/normal'
import {
  demandStillToCome,
  expectedRemainingDeviation,
  updateBelief,
  updateNormal,
} from '#planning/forecast/booking-curve'
import { knownBookings, NOT_CANCELLED } from '#planning/forecast/bookings'
import { forecastCampaign } from '#planning/forecast/campaign-forecast'
import { bookingClass, fitCancellationCurves, stayProbability } from '#planning/forecast/cancellation-curve'
import {
  additivePickUp,
  meanRatioPickUp,
  multiplicativePickUp,
  regressionPickUp,
} from '#planning/forecast/pick-up'

const belief = { shape: 4, rate: 0.04 }

describe('gamma–Poisson booking curve, prior mean 100', () => {
  it('45 booked at F = .3: mean rate 144.117647, still to come 100.882353 ± 17.566483', () => {
    const posterior = updateBelief(belief, 0.3, 45)
    expect(posterior.shape / posterior.rate).toBeCloseTo(144.117647, 6)
    const rest = demandStillToCome(belief, 0.3, 45)
    expect(rest.size).toBe(49)
    expect(rest.mean).toBeCloseTo(100.882353, 6)
    expect(rest.mean + rest.mean ** 2 / rest.size).toBeCloseTo(308.581315, 6)
    const quantiles = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975].map((p) => 45 + countQuantile(p, rest))
    expect(quantiles).toEqual([119, 124, 134, 145, 157, 169, 176, 183])
    expect(countCumulative(150 - 45, rest)).toBeCloseTo(0.62096347, 8)
  })
  it.each([
    [0.6, 45, 75.625, 7.054476, [67, 75, 85]],
    [0.3, 30, 100, 14.632759, [82, 99, 119]],
    [0.95, 140, 147.272727, 2.764062, [144, 147, 151]],
    [0, 0, 100, 50.990195, [43, 92, 168]],
  ] as const)(
    'F = %f with %d booked: mean %f, deviation %f',
    (fraction, booked, mean, deviation, quantiles) => {
      const rest = demandStillToCome(belief, fraction, booked)
      expect(booked + rest.mean).toBeCloseTo(mean, 6)
      expect(Math.sqrt(rest.mean + rest.mean ** 2 / rest.size)).toBeCloseTo(deviation, 6)
      expect([0.1, 0.5, 0.9].map((p) => booked + countQuantile(p, rest))).toEqual([...quantiles])
    },
  )
  it('what is left to learn falls from 33.1327 at 5 % booked to 3.3262 at 90 %', () => {
    const left = [0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9].map((f) => expectedRemainingDeviation(belief, f))
    const published = [33.1327, 25.8567, 18.619, 14.6328, 9.8131, 6.4932, 3.3262]
    published.forEach((value, i) => {
      expect(left[i]).toBeCloseTo(value, 4)
    })
  })
  it('prior mean 1000, CV .5: what is left to learn falls from 132.90 at 5 % booked to 31.56 at half', () => {
    const wide = { shape: 4, rate: 0.004 }
    const published = [132.9, 93.21, 62.75, 48.08, 31.56]
    const left = [0.05, 0.1, 0.2, 0.3, 0.5].map((f) => expectedRemainingDeviation(wide, f))
    published.forEach((value, i) => {
      expect(left[i]).toBeCloseTo(value, 1)
    })
    const posterior = updateBelief(wide, 0.3, 420)
    expect(posterior.shape / posterior.rate).toBeCloseTo(1394.736842, 6)
  })
  it('prior mean 1000, 420 booked at F = .3: rest 976.315789 with variance 3224.411357', () => {
    const rest = demandStillToCome({ shape: 4, rate: 0.004 }, 0.3, 420)
    expect(rest.mean).toBeCloseTo(976.315789, 6)
    expect(rest.mean + rest.mean ** 2 / rest.size).toBeCloseTo(3224.411357, 5)
    expect(Math.sqrt(rest.mean + rest.mean ** 2 / rest.size)).toBeCloseTo(56.784, 3)
  })
})

describe('what is left to learn without looking at the bookings, prior mean 1000, CV .5', () => {
  it.each([
    [0.05, 476],
    [0.1, 451],
    [0.2, 401],
    [0.3, 350.999],
    [0.5, 251],
  ])('F = %f: deviation %f', (fraction, expected) => {
    const rest = demandStillToCome({ shape: 4, rate: 0.004 / (1 - fraction) }, 0, 0)
    expect(rest.mean).toBeCloseTo(1000 * (1 - fraction), 6)
    expect(Math.sqrt(rest.mean + rest.mean ** 2 / rest.size)).toBeCloseTo(expected, 1)
  })
  it('the first 5 to 10 % of pre-orders take away 72 to 79 % of the deviation', () => {
    const taken = [0.05, 0.1].map((fraction) => {
      const rest = demandStillToCome({ shape: 4, rate: 0.004 / (1 - fraction) }, 0, 0)
      const blind = Math.sqrt(rest.mean + rest.mean ** 2 / rest.size)
      return 1 - expectedRemainingDeviation({ shape: 4, rate: 0.004 }, fraction) / blind
    })
    expect(taken.map((share) => Number(share.toFixed(2)))).toEqual([0.72, 0.79])
  })
})

describe('pick-up of 55 on the book, finals 120 100 140 90 with books 60 40 84 45', () => {
  const past = { onBook: [60, 40, 84, 45], final: [120, 100, 140, 90] }
  it('additive 55 + 55.25 = 110.25', () => expect(additivePickUp(past, 55)).toBe(110.25))
  it('mean of ratios 2.0416667 · 55 = 112.291667', () =>
    expect(meanRatioPickUp(past, 55)).toBeCloseTo(112.291667, 6))
  it('ratio of sums 1.9650655 · 55 = 108.078603', () =>
    expect(multiplicativePickUp(past, 55)).toBeCloseTo(108.078603, 6))
  it('regression 51.4969037 + 1.0655563 · 55 = 110.102498', () => {
    const { intercept, slope } = regressionPickUp(past)
    expect(intercept).toBeCloseTo(51.4969037, 7)
    expect(slope).toBeCloseTo(1.0655563, 7)
    expect(intercept + slope * 55).toBeCloseTo(110.102498, 6)
  })
})

describe('accurate response (Fisher & Raman 1996)', () => {
  it('signal 260 moves N(1000, 300²) to N(1180, 180²); the 75 % order from 1202.35 to 1301.41', () => {
    const posterior = updateNormal(
      { demandMean: 1000, demandDeviation: 300, signalMean: 200, signalDeviation: 80, correlation: 0.8 },
      260,
    )
    expect(posterior.mean).toBeCloseTo(1180, 10)
    expect(posterior.deviation).toBeCloseTo(180, 10)
    expect(1000 + 300 * normalQuantile(0.75)).toBeCloseTo(1202.346925, 6)
    expect(posterior.mean + posterior.deviation * normalQuantile(0.75)).toBeCloseTo(1301.408155, 6)
  })
  it('Sport Obermeyer, style Gail: N(1017, 388²) at .75 is 1278.70', () => {
    expect(1017 + 388 * normalQuantile(0.75)).toBeCloseTo(1278.702023, 5)
  })
})

/** A campaign of 130 deposits, 45 paid and 5 lapsed while a share of 50 in 130 has normally settled; prior Beta(18, 2). */
function halfSettled() {
  const campaign = {
    campaignId: 1,
    kind: 'pre-sale',
    category: 0,
    capQuantity: null,
    depositFromDay: 0,
    depositToDay: 9,
    balanceFromDay: 10,
    balanceToDay: 19,
    itemCount: 1,
    days: [0, 10],
    placed: [130, 0],
    cancelled: [0, 5],
    settled: [0, 45],
    signed: [0, 0],
  }
  const knowledge = {
    bookingCurve: new Map(),
    settlingCurve: new Map([['pre-sale', new Float64Array(21).fill(50 / 130)]]),
    unitsPerItem: new Map(),
    signatures: new Map(),
    dailyHazard: new Map(),
    payRates: { intercept: Math.log(9), effects: [], concentration: 20 },
    kinds: ['pre-sale'],
    closedCampaigns: 1,
  }
  return forecastCampaign(campaign, knowledge, 14)
}

describe('deposits and hazards', () => {
  it('Beta(18, 2), 45 of 50 paid, 80 open: mean 72, variance 15.211268 (binomial: 2.683²)', () => {
    const { openDepositPaidFraction, correlation } = halfSettled()
    const paid = survivingOrders(80, openDepositPaidFraction, correlation)
    expect(paid.mean).toBeCloseTo(72, 9)
    expect(paid.variance).toBeCloseTo(15.211268, 6)
    expect(Math.sqrt(paid.variance)).toBeCloseTo(3.9, 3)
    expect(Math.sqrt(survivingOrders(80, openDepositPaidFraction, 0).variance)).toBeCloseTo(2.683, 3)
  })
  it('their Beta(63, 7) on 80: 65 67 72 77 78, P(72) .09985975, P(at least 70) .75960272', () => {
    const { openDepositPaidFraction, correlation } = halfSettled()
    const strength = 1 / correlation - 1
    const paid = {
      trials: 80,
      alpha: strength * openDepositPaidFraction,
      beta: strength * (1 - openDepositPaidFraction),
    }
    expect([paid.alpha, paid.beta]).toEqual([expect.closeTo(63, 9), expect.closeTo(7, 9)])
    const { mean, variance } = betaBinomialMoments(paid)
    expect(mean).toBeCloseTo(72, 9)
    expect(variance).toBeCloseTo(15.211268, 6)
    expect(betaBinomialQuantiles([0.05, 0.1, 0.5, 0.9, 0.95], paid)).toEqual([65, 67, 72, 77, 78])
    expect(Math.exp(logBetaBinomialProbability(72, paid))).toBeCloseTo(0.09985975, 8)
    let atLeast70 = 0
    for (let count = 70; count <= 80; count += 1)
      atLeast70 += Math.exp(logBetaBinomialProbability(count, paid))
    expect(atLeast70).toBeCloseTo(0.759602724, 8)
  })

  /** Bookings three days ahead, one a need day: units, and the days before need on which they cancel; null: never seen to. */
  function curveOf(rows: readonly (readonly [units: number, need: number, cancelled: number | null])[]) {
    const bookings = {
      series: new Int32Array(rows.length),
      needDay: Int32Array.from(rows, ([, need]) => need),
      placedDay: Int32Array.from(rows, ([, need]) => need - 3),
      quantity: Float64Array.from(rows, ([units]) => units),
      cancelledDay: Int32Array.from(rows, ([, need, cancelled]) =>
        cancelled === null ? NOT_CANCELLED : need - cancelled,
      ),
    }
    const curves = fitCancellationCurves(knownBookings(bookings, 1, 100))
    return (remainingDays: number) => stayProbability(curves, 0, bookingClass(3, 1), remainingDays)
  }
  it('Kaplan–Meier 3 of 20, 2 of 15, 1 of 10: .85 .736667 .663', () => {
    const stay = curveOf([
      [3, 10, 2],
      [2, 102, null],
      [2, 12, 1],
      [3, 101, null],
      [1, 14, 0],
      [9, 15, null],
    ])
    const kept = [2, 1, 0].map((remaining) => stay(3) / stay(remaining))
    expect(kept).toEqual([expect.closeTo(0.85, 9), expect.closeTo(0.736667, 6), expect.closeTo(0.663, 9)])
  })
  it('hazards .05 .03 .02 leave 90.307 of 100', () => {
    const stay = curveOf([
      [5, 10, 2],
      [95 * 0.03, 11, 1],
      [95 * 0.97 * 0.02, 12, 0],
      [95 * 0.97 * 0.98, 13, null],
    ])
    expect(100 * stay(3)).toBeCloseTo(90.307, 9)
  })
})
