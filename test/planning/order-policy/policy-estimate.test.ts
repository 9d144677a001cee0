import { assert, double, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ChainPolicy,
  type DemandStream,
  estimatePolicy,
  fillRateAtStockOf,
  knownEarlyShare,
  tierLeadTimes,
} from '#planning/order-policy/policy-estimate'
import { createRandom, drawPoisson } from '#planning/random'

const PLAIN: ChainPolicy = { gapShare: 1, levellingPeriods: 1, fillRate: 0.95, isShared: false }

function stream(seed: number, knownShare: number, unitCost = 1): DemandStream {
  const random = createRandom(seed)
  const total = Float64Array.from({ length: 117 }, () => drawPoisson(random, 40))
  const known = total.map((units) => Math.round(units * knownShare))
  return {
    total,
    known: knownShare > 0 ? known : null,
    noticePeriods: 6,
    leadTimePeriods: 3,
    upstreamLeadPeriods: [2, 2],
    unitCost,
    smoothing: { gapShare: 1, levellingPeriods: 1 },
  }
}
const streams = Array.from({ length: 12 }, (_, item) => stream(item + 1, item % 2 === 0 ? 0.6 : 0))
const ratios = (policy: ChainPolicy, of = streams) =>
  estimatePolicy(of, policy).map(({ orderVariance }) => orderVariance.raw!.ratio)

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
    const [whole] = estimatePolicy(streams, { ...PLAIN, isShared: true })
    const [half] = estimatePolicy(streams, { ...PLAIN, isShared: true, gapShare: 0.3 })
    expect(half!.orderVariance.raw!.ratio).toBeLessThan(whole!.orderVariance.raw!.ratio)
    expect(half!.stockPeriods).toBeGreaterThan(whole!.stockPeriods)
  })

  it('with the stock of whole steps, small steps serve less, smaller ones still less; a policy with its own stock serves its own fill rate', () => {
    const whole = { ...PLAIN, isShared: true }
    expect(fillRateAtStockOf(streams, whole, whole)).toBeCloseTo(0.95, 4)
    const served = [0.3, 0.1].map((gapShare) => fillRateAtStockOf(streams, { ...whole, gapShare }, whole)!)
    expect(served[0]!).toBeLessThan(0.95)
    expect(served[1]!).toBeLessThan(served[0]!)
    const generous = { ...whole, fillRate: 0.99 }
    expect(fillRateAtStockOf(streams, whole, generous)).toBeCloseTo(0.99, 2)
    expect(fillRateAtStockOf([], whole, whole)).toBeNull()
  })

  it('of 10 and 30 units a week at 1 and 3 each, the former half known early: 5 of 100', () => {
    const of = (units: number, unitCost: number, part: number | null) => ({
      ...stream(1, 0, unitCost),
      total: new Float64Array(20).fill(units),
      known: part === null ? null : new Float64Array(20).fill(units * part),
    })
    expect(knownEarlyShare([of(10, 1, 0.5), of(30, 3, null)])).toBeCloseTo(0.05, 12)
    expect(knownEarlyShare([])).toBeNull()
  })

  it('levelling known orders holds them early, which stock pays for and safety stock does not', () => {
    const early = { ...PLAIN, isShared: true, levellingPeriods: 4 }
    const [plain] = estimatePolicy(streams, { ...early, levellingPeriods: 1 })
    const [levelled] = estimatePolicy(streams, early)
    // 1.5 weeks of three tenths of demand: half of the items know .6 of theirs early.
    expect(levelled!.stockPeriods - plain!.stockPeriods).toBeCloseTo(0.45, 1)
  })

  it('a higher fill rate takes more stock; sharing takes less of it upstream', () => {
    const stock = (policy: ChainPolicy) => estimatePolicy(streams, policy).map((tier) => tier.stockPeriods)
    const [low, high] = [stock({ ...PLAIN, fillRate: 0.85 }), stock({ ...PLAIN, fillRate: 0.98 })]
    high.forEach((weeks, tier) => {
      expect(weeks).toBeGreaterThan(low[tier]!)
    })
    const shared = stock({ ...PLAIN, isShared: true })
    expect(shared[2]).toBeLessThan(stock(PLAIN)[2]!)
  })

  it('of 117 weeks the last 52 are measured, of 40 the 27 after the warm-up', () => {
    const counts = (of: readonly DemandStream[]) =>
      estimatePolicy(of, PLAIN).map(({ orderVariance }) => orderVariance.bucketCount)
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
        const there = estimatePolicy(dearer, PLAIN)
        estimatePolicy(streams, PLAIN).forEach((here, tier) => {
          expect(there[tier]!.orderVariance.raw!.ratio).toBeCloseTo(here.orderVariance.raw!.ratio, 6)
          expect(there[tier]!.stockPeriods).toBeCloseTo(here.stockPeriods, 6)
        })
      }),
      { numRuns: 10 },
    )
  })

  it('nothing to simulate is an empty answer; a history no longer than the warm-up is refused', () => {
    expect(estimatePolicy([], PLAIN)).toEqual([])
    const short = { ...stream(1, 0), total: new Float64Array(13) }
    expect(() => estimatePolicy([short], PLAIN)).toThrow('longer than 13 periods; got 13')
  })

  it('longer lead times upstream swing more there and leave the platform as it is', () => {
    const slower = streams.map((each) => ({ ...each, upstreamLeadPeriods: [5, 8] as const }))
    const [platform, supplier, material] = ratios(PLAIN)
    const [platformSlow, supplierSlow, materialSlow] = ratios(PLAIN, slower)
    expect(platformSlow).toBe(platform)
    expect(supplierSlow).toBeGreaterThan(supplier!)
    expect(materialSlow).toBeGreaterThan(material!)
  })

  it('2 weeks stand for a tier nothing is known of, and are counted; means are weighted by money', () => {
    const of = (leads: DemandStream['upstreamLeadPeriods'], units: number, unitCost: number) => ({
      ...stream(1, 0),
      total: new Float64Array(20).fill(units),
      upstreamLeadPeriods: leads,
      unitCost,
    })
    const unknown = [of([null, null], 5, 1)]
    expect(estimatePolicy(unknown, PLAIN)).toEqual(estimatePolicy([of([2, 2], 5, 1)], PLAIN))
    expect(tierLeadTimes([...unknown, of([6, null], 1, 15)])).toEqual([
      { tier: 'platform', meanPeriods: 3, lowestPeriods: 3, highestPeriods: 3, assumedCount: 0 },
      { tier: 'supplier', meanPeriods: 5, lowestPeriods: 2, highestPeriods: 6, assumedCount: 1 },
      { tier: 'material-supplier', meanPeriods: 2, lowestPeriods: 2, highestPeriods: 2, assumedCount: 2 },
    ])
    expect(tierLeadTimes([])).toEqual([])
  })
})
