import { assert, double, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ChainPolicy, type DemandStream, estimatePolicy } from '#planning/order-policy/policy-estimate'
import { createRandom, drawPoisson } from '#planning/random'

const PLAIN: ChainPolicy = { gapShare: 1, levellingPeriods: 1, fillRate: 0.95, isShared: false }

function stream(seed: number, knownShare: number, unitCost = 1): DemandStream {
  const random = createRandom(seed)
  const total = Float64Array.from({ length: 117 }, () => drawPoisson(random, 40))
  const known = total.map((units) => Math.round(units * knownShare))
  return { total, known: knownShare > 0 ? known : null, noticePeriods: 6, leadTimePeriods: 3, unitCost }
}
const streams = Array.from({ length: 12 }, (_, item) => stream(item + 1, item % 2 === 0 ? 0.6 : 0))
const ratios = (policy: ChainPolicy, of = streams) =>
  estimatePolicy(of, policy, [2, 2]).map(({ orderVariance }) => orderVariance.raw!.ratio)

describe('policy estimate', () => {
  it('without sharing every tier upstream swings more than the one below', () => {
    const [platform, supplier, material] = ratios(PLAIN)
    expect(platform).toBeGreaterThan(1.2)
    expect(supplier).toBeGreaterThan(platform!)
    expect(material).toBeGreaterThan(supplier!)
  })

  it('sharing consumer demand and known orders lowers the swing of every tier', () => {
    const apart = ratios(PLAIN)
    ratios({ ...PLAIN, isShared: true }).forEach((ratio, tier) => {
      expect(ratio).toBeLessThan(apart[tier]!)
    })
  })

  it('smaller steps swing less at the platform and take more stock for the same fill rate', () => {
    const [whole] = estimatePolicy(streams, { ...PLAIN, isShared: true }, [2, 2])
    const [half] = estimatePolicy(streams, { ...PLAIN, isShared: true, gapShare: 0.3 }, [2, 2])
    expect(half!.orderVariance.raw!.ratio).toBeLessThan(whole!.orderVariance.raw!.ratio)
    expect(half!.stockPeriods).toBeGreaterThan(whole!.stockPeriods)
  })

  it('a higher fill rate takes more stock; sharing takes less of it upstream', () => {
    const stock = (policy: ChainPolicy) =>
      estimatePolicy(streams, policy, [2, 2]).map((tier) => tier.stockPeriods)
    const [low, high] = [stock({ ...PLAIN, fillRate: 0.85 }), stock({ ...PLAIN, fillRate: 0.98 })]
    high.forEach((weeks, tier) => {
      expect(weeks).toBeGreaterThan(low[tier]!)
    })
    const shared = stock({ ...PLAIN, isShared: true })
    expect(shared[2]).toBeLessThan(stock(PLAIN)[2]!)
  })

  it('of 117 weeks the last 52 are measured, of 40 the 27 after the warm-up', () => {
    const counts = (of: readonly DemandStream[]) =>
      estimatePolicy(of, PLAIN, [2, 2]).map(({ orderVariance }) => orderVariance.bucketCount)
    expect(counts(streams)).toEqual([52, 52, 52])
    const short = streams.map((each) => ({
      ...each,
      total: each.total.slice(0, 40),
      known: each.known?.slice(0, 40) ?? null,
    }))
    expect(counts(short)).toEqual([27, 27, 27])
  })

  it('counting in another currency changes nothing', () => {
    assert(
      property(double({ min: 0.01, max: 1e6, noNaN: true }), (rate) => {
        const dearer = streams.map((each) => ({ ...each, unitCost: each.unitCost * rate }))
        const there = estimatePolicy(dearer, PLAIN, [2, 2])
        estimatePolicy(streams, PLAIN, [2, 2]).forEach((here, tier) => {
          expect(there[tier]!.orderVariance.raw!.ratio).toBeCloseTo(here.orderVariance.raw!.ratio, 6)
          expect(there[tier]!.stockPeriods).toBeCloseTo(here.stockPeriods, 6)
        })
      }),
      { numRuns: 10 },
    )
  })

  it('nothing to simulate is an empty answer; a history no longer than the warm-up is refused', () => {
    expect(estimatePolicy([], PLAIN, [2, 2])).toEqual([])
    const short = { ...stream(1, 0), total: new Float64Array(13) }
    expect(() => estimatePolicy([short], PLAIN, [2, 2])).toThrow('longer than 13 periods; got 13')
  })
})
