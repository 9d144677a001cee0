import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CENSORED, OBSERVED } from '#planning/demand/demand-history'
import { prepareHistory } from '#planning/demand/prepare-history'
import { unconstrainCounts, unconstrainSmooth } from '#planning/demand/unconstrain'
import { meanAtLeast, normalHazard } from '#planning/distribution/truncation'
import { createRandom, drawGamma, drawPoisson, drawStandardNormal } from '#planning/random'

const average = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
const smooth = { memory: 0.7, period: 1 }

/** Quantities, some of them marked as sold out. */
const demands = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.boolean()), { minLength: 2, maxLength: 30 })
  .filter((buckets) => buckets.some(([, isCensored]) => !isCensored))
  .map((buckets) => ({
    quantity: Float64Array.from(buckets, ([units]) => units),
    isCensored: buckets.map(([, isCensored]) => Number(isCensored)),
  }))

describe('sold out is at least', () => {
  it('what is not marked stays; what is marked never falls, and is a number', () => {
    fc.assert(
      fc.property(demands, (demand) => {
        const { expected } = unconstrainSmooth(demand, smooth)
        const counts = unconstrainCounts(demand, 0.9)
        demand.quantity.forEach((units, t) => {
          if (!demand.isCensored[t]) expect([expected[t], counts[t]]).toEqual([units, units])
          else {
            expect(expected[t]).toBeGreaterThanOrEqual(units)
            if (units > 0) expect(counts[t]).toBeGreaterThanOrEqual(units)
            else expect(counts[t]).toBeNaN()
          }
        })
      }),
    )
  })
  it('600 negative binomial days of mean 10, size 3, capped at 12: mean within .9; as seen 8.4', () => {
    const random = createRandom(8)
    const demand = Array.from({ length: 600 }, () => drawPoisson(random, drawGamma(random, 3, 10 / 3)))
    const quantity = Float64Array.from(demand, (units) => Math.min(12, units))
    const isCensored = demand.map((units) => Number(units >= 12))
    expect(average(quantity)).toBeLessThan(8.5)
    expect(Math.abs(average(unconstrainCounts({ quantity, isCensored }, 1)) - 10)).toBeLessThan(0.9)
  })
  it('a year of weeks about 100, half of them sold out at 95: their mean within 2 %', () => {
    const random = createRandom(3)
    const demand = Float64Array.from({ length: 52 }, () => 100 + 15 * drawStandardNormal(random))
    const isCapped = (t: number) => t % 2 === 0 && demand[t]! > 95
    const { expected } = unconstrainSmooth(
      {
        quantity: demand.map((units, t) => (isCapped(t) ? 95 : units)),
        isCensored: Array.from(demand, (_, t) => Number(isCapped(t))),
      },
      smooth,
    )
    expect(Math.abs(average(expected) / average(demand) - 1)).toBeLessThan(0.02)
  })
  it('a spell of 20 weeks sold out does not run away: at most 4 deviations above what was sold', () => {
    const quantity = Float64Array.from({ length: 40 }, (_, t) => (t >= 10 && t < 30 ? 50 : 60 + 5 * (t % 3)))
    const isCensored = Array.from(quantity, (_, t) => Number(t >= 10 && t < 30))
    const { expected, deviation } = unconstrainSmooth({ quantity, isCensored }, smooth)
    expect(Math.max(...expected)).toBeLessThan(70 + 4 * deviation)
    expect(Math.max(...unconstrainCounts({ quantity, isCensored }, 0.9))).toBeLessThan(100)
  })
  it('demand that is at least c is at least c', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.double({ min: 0.1, max: 50, noNaN: true }),
        fc.constantFrom(0.5, 4, Number.POSITIVE_INFINITY),
        (count, mean, size) => {
          expect(meanAtLeast(count, { mean, size })).toBeGreaterThanOrEqual(count - 1e-6 * count)
        },
      ),
    )
  })
  it('the mean above z lies above z: .797885 above 0, just above 40 beyond 40', () => {
    expect(normalHazard(0)).toBeCloseTo(0.797884561, 9)
    expect(normalHazard(40)).toBeCloseTo(40.025, 3)
  })
})

describe('a prepared history', () => {
  const prepared = (quantity: number[], soldOut: number[]) => {
    const history = prepareHistory(
      {
        seriesId: 's',
        bucket: 'week',
        start: '2026-01-05',
        quantity: Float64Array.from(quantity),
        status: Uint8Array.from(quantity, (_, t) => (soldOut.includes(t) ? CENSORED : OBSERVED)),
      },
      1,
      200,
    )
    if ('fault' in history) throw new Error(history.detail)
    return history
  }
  it('smooth demand, sold out with nothing in stock: filled with what its neighbours sold', () => {
    const { observed, hasGaps } = prepared([50, 54, 0, 52, 48, 51, 49, 50], [2])
    expect(observed[2]).toBeGreaterThan(48)
    expect(observed[2]).toBeLessThan(54)
    expect(hasGaps).toBe(false)
  })
  it('rare demand comes in whole pieces, and nothing in stock says nothing', () => {
    const { observed, observations } = prepared([1, 0, 0, 3, 0, 2, 0, 0, 0, 2, 0, 0, 4, 0], [3, 7, 9])
    expect(observed[7]).toBeNaN()
    expect(observations).toBe(13)
    expect([observed[3]! % 1, observed[9]! % 1]).toEqual([0, 0])
    expect(observed[3]! + observed[9]!).toBeGreaterThan(5)
  })
  it('marks what it raised, so that no error is measured there', () => {
    expect([...prepared([50, 54, 30, 52, 48], [2]).isRaised]).toEqual([0, 0, 1, 0, 0])
  })
  it('sold out throughout, it stays as it was sold', () => {
    expect([...prepared([5, 6, 7], [0, 1, 2]).observed]).toEqual([5, 6, 7])
  })
})
