import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PLAIN_STAGE } from '#planning/order-policy/chain-stage'
import { chooseSmoothing } from '#planning/order-policy/choose-smoothing'
import { latestFreeWeekday, weeksToServe } from '#planning/order-policy/order-weekday'
import type { EarlyStockUse } from '#planning/order-policy/smoothing-cost'
import { staggerOrderDays, staggerShipWaves, waveShares } from '#planning/order-policy/stagger'
import { createRandom, drawStandardNormal } from '#planning/random'

const costs = { holdingCost: 1, backorderCost: 9, regularCapacityCost: 4, overtimeCost: 6 }

function demand(periods: number, seed = 3) {
  const random = createRandom(seed)
  const total = Float64Array.from({ length: periods }, () => 100 + 20 * drawStandardNormal(random))
  return { total, known: null, noticePeriods: 0, initialMean: 100 }
}

describe('smoothing chosen by simulation', () => {
  it.each([
    [1, 0.445814, 65.536],
    [3, 0.353519, 87.898],
  ])(
    'agrees with the closed form where that holds: τ %d, β %d costs %d',
    (leadTimePeriods, gapShare, expected) => {
      const [only] = chooseSmoothing({
        stage: { ...PLAIN_STAGE, leadTimePeriods },
        items: [demand(60_000)],
        costs,
        gapShares: [gapShare],
        windows: [1],
        goal: { kind: 'cost' },
        earlyStock: 'reserved' as const,
        warmUpPeriods: 100,
      })
      expect(Math.abs((only?.total ?? 0) / expected - 1)).toBeLessThan(0.02)
    },
  )
  it('free capacity: order-up-to is cheapest; dear capacity: smoothing is', () => {
    const given = {
      stage: PLAIN_STAGE,
      items: [demand(4000, 1), demand(4000, 2)],
      gapShares: [1, 0.8, 0.5, 0.3],
      windows: [1],
      goal: { kind: 'fill-rate', fraction: 0.98 } as const,
      earlyStock: 'reserved' as const,
      warmUpPeriods: 50,
    }
    const free = chooseSmoothing({ ...given, costs: { ...costs, regularCapacityCost: 0, overtimeCost: 0 } })
    expect(free[0]?.gapShare).toBe(1)
    expect(chooseSmoothing({ ...given, costs })[0]?.gapShare).toBeLessThan(0.8)
  })
  it('early stock is charged: a wider window costs more when capacity is free', () => {
    const known = demand(2000)
    const [first] = chooseSmoothing({
      stage: { ...PLAIN_STAGE, seesKnownOrders: true },
      items: [{ ...known, known: known.total, noticePeriods: 6 }],
      costs: { ...costs, regularCapacityCost: 0, overtimeCost: 0 },
      gapShares: [1],
      windows: [1, 2, 4],
      goal: { kind: 'cost' },
      earlyStock: 'reserved' as const,
      warmUpPeriods: 50,
    })
    expect(first?.levellingPeriods).toBe(1)
  })
})

describe('goods made early for known orders', () => {
  it('to let anyone have them is never dearer than to keep them, whatever demand does', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 6 }),
        fc.double({ min: 0.2, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 1000 }),
        (window, gapShare, seed) => {
          const total = demand(200, seed).total.map((units) => Math.max(0, units))
          const random = createRandom(seed)
          const known = total.map((units) => units * random())
          const costOf = (earlyStock: EarlyStockUse) =>
            chooseSmoothing({
              stage: { ...PLAIN_STAGE, leadTimePeriods: 2, seesKnownOrders: true },
              items: [{ total, known, noticePeriods: 8, initialMean: 100 }],
              costs,
              gapShares: [gapShare],
              windows: [window],
              goal: { kind: 'cost' },
              earlyStock,
              warmUpPeriods: 20,
            })[0]!.total
          expect(costOf('pooled')).toBeLessThanOrEqual(costOf('reserved') + 1e-9)
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('staggered order days and ship waves', () => {
  it('ten shops ordering 250 every 5 days spread to 500 a day', () => {
    const shops = Array.from({ length: 10 }, (_, k) => ({
      name: `S${k}`,
      reviewBuckets: 5,
      meanPerBucket: 50,
      firstBucket: 0,
      latestBucket: 4,
    }))
    const { load, firstOrderBucket } = staggerOrderDays(shops)
    expect([...load]).toEqual([500, 500, 500, 500, 500])
    expect(new Set(firstOrderBucket.values()).size).toBe(5)
  })
  it('every 2 and every 3 days share a cycle of 6', () => {
    const { load } = staggerOrderDays([
      { name: 'A', reviewBuckets: 2, meanPerBucket: 6, firstBucket: 0, latestBucket: 1 },
      { name: 'B', reviewBuckets: 3, meanPerBucket: 4, firstBucket: 0, latestBucket: 2 },
    ])
    expect(load).toHaveLength(6)
    expect(load.reduce((sum, units) => sum + units, 0)).toBe(60)
  })
  it('what is free leaves the first days to who has no other', () => {
    const { firstOrderBucket, load } = staggerOrderDays([
      { name: 'A', reviewBuckets: 5, meanPerBucket: 7, firstBucket: 0, latestBucket: 0 },
      { name: 'B', reviewBuckets: 5, meanPerBucket: 8, firstBucket: 0, latestBucket: 1 },
      { name: 'C', reviewBuckets: 5, meanPerBucket: 9, firstBucket: 0, latestBucket: 4 },
    ])
    expect([...firstOrderBucket]).toEqual([
      ['A', 0],
      ['B', 1],
      ['C', 4],
    ])
    expect([...load]).toEqual([35, 40, 0, 0, 45])
    expect(() =>
      staggerOrderDays([{ name: 'A', reviewBuckets: 5, meanPerBucket: 9, firstBucket: 0, latestBucket: 5 }]),
    ).toThrow('A: latestBucket must be whole and in [0, 4]; got 5')
  })
  it('days that are level stay, and so do those that a move would level by less than a hundredth', () => {
    const days = [0, 1, 2, 3, 4].map((firstBucket) => ({
      name: `S${firstBucket}`,
      reviewBuckets: 5,
      meanPerBucket: firstBucket === 0 ? 50 : 1,
      firstBucket,
      latestBucket: 4,
    }))
    const { firstOrderBucket } = staggerOrderDays(days)
    expect([...firstOrderBucket.values()]).toEqual([0, 1, 2, 3, 4])
    const beside = staggerOrderDays([...days, { ...days[4]!, name: 'beside' }])
    expect(beside.firstOrderBucket.get('beside')).toBe(4)
  })
  it('no load is less level than before, and nobody goes beyond the latest day', () => {
    const orderer = fc.record({
      meanPerBucket: fc.integer({ min: 0, max: 100 }),
      firstBucket: fc.integer({ min: 0, max: 4 }),
      room: fc.integer({ min: 0, max: 4 }),
    })
    fc.assert(
      fc.property(fc.array(orderer, { minLength: 1, maxLength: 8 }), (drawn) => {
        const orderers = drawn.map(({ meanPerBucket, firstBucket, room }, k) => ({
          name: `S${k}`,
          reviewBuckets: 5,
          meanPerBucket,
          firstBucket,
          latestBucket: Math.min(4, firstBucket + room),
        }))
        const before = new Float64Array(5)
        for (const { firstBucket, meanPerBucket } of orderers) before[firstBucket]! += 5 * meanPerBucket
        const { firstOrderBucket, load } = staggerOrderDays(orderers)
        const squares = (of: Float64Array) => of.reduce((sum, units) => sum + units ** 2, 0)
        expect(squares(load)).toBeLessThanOrEqual(squares(before) + 1e-6)
        for (const { name, latestBucket } of orderers)
          expect(firstOrderBucket.get(name)).toBeLessThanOrEqual(latestBucket)
      }),
    )
  })
  it('no weekday up to the latest free one takes a week more, and the next one does, for some item', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 5 }),
        (weekday, leadDays) => {
          const latest = latestFreeWeekday(weekday, leadDays)
          expect(latest).toBeGreaterThanOrEqual(weekday)
          const isLonger = (day: number) =>
            leadDays.some((days) => weeksToServe(day, days) > weeksToServe(weekday, days))
          for (let day = 1; day <= latest; day += 1) expect(isLonger(day)).toBe(false)
          expect(isLonger(latest + 1)).toBe(true)
        },
      ),
    )
  })
  it('three waves of 30, 20, 20 in the same window of three buckets stay apart', () => {
    const window = { earliestBucket: 0, latestBucket: 2 }
    const waves = [
      { name: 'A', quantity: 20, ...window },
      { name: 'B', quantity: 30, ...window },
      { name: 'C', quantity: 20, ...window },
    ]
    expect([...staggerShipWaves(waves, new Float64Array(3)).load]).toEqual([30, 20, 20])
  })
  it('goods of one campaign spread evenly where nothing else is due, and fill the week where less is', () => {
    const window = { earliestBucket: 0, latestBucket: 2 }
    const even = waveShares([{ name: 'A', quantity: 90, ...window }], new Float64Array(3))
    for (const share of even.get('A')!) expect(share).toBeCloseTo(1 / 3, 12)
    const shares = waveShares([{ name: 'A', quantity: 90, ...window }], Float64Array.of(80, 0, 30))
    expect([...shares.get('A')!].map((share) => Math.round(3 * share))).toEqual([0, 2, 1])
    const pair = { name: 'A', quantity: 6, earliestBucket: 0, latestBucket: 1 }
    expect([...waveShares([pair], Float64Array.of(6, 0)).get('A')!]).toEqual([0, 1])
  })
  it('waves never make the heaviest week heavier than one wave above an even split could, and lose nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 5, maxLength: 5 }),
        (quantities, load) => {
          const campaigns = quantities.map((quantity, at) => ({
            name: String(at),
            quantity,
            earliestBucket: 0,
            latestBucket: 4,
          }))
          const base = Float64Array.from(load)
          const shares = waveShares(campaigns, base)
          const total = base.slice()
          for (const { name, quantity } of campaigns) {
            const ofCampaign = shares.get(name)!
            expect(ofCampaign.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
            ofCampaign.forEach((share, t) => {
              total[t]! += share * quantity
            })
          }
          const mean = total.reduce((sum, units) => sum + units, 0) / 5
          const wave = Math.max(...quantities) / 5
          expect(Math.max(...total)).toBeLessThanOrEqual(Math.max(...base, mean + wave) + 1e-6)
        },
      ),
    )
  })
})
