import { describe, expect, it } from 'vitest'
import {
  certaintyPerUnit,
  discountLadder,
  equalProfitDiscount,
  type PreOrderTerms,
  remainingDeviation,
} from '#planning/certainty/equal-profit-discount'
import {
  breakEvenConversion,
  earnedPerSold,
  earnedPerSoldOfSeason,
  earnedToOrder,
  harmlessDepositShare,
  leftoverOfOneSeller,
  leftoverThatFunds,
  type MakeToOrderTerms,
  makeToOrderDiscount,
  sellThroughPerTier,
} from '#planning/certainty/make-to-order-discount'
import { bestDeviate, newsvendor, uncertaintyCost } from '#planning/certainty/newsvendor'
import { type ChainMaterial, upstreamCertainty } from '#planning/certainty/upstream'
import { normalCumulative } from '#planning/distribution/normal'
import { createRandom, drawStandardNormal } from '#planning/random'

const unit = { price: 100, cost: 40, salvage: 15 }
const terms: PreOrderTerms = {
  unit,
  mean: 2000,
  deviation: 700,
  commitments: 1000,
  conversion: 1,
  wouldBuyAnyway: 1,
  residual: { kind: 'market-factor' },
  depositShare: 0,
  depositBase: 'discounted-price',
  countsForfeits: true,
  savings: { offSeasonCapacity: 0, channel: 0, material: 0 },
}

describe('equal-profit discount, p 100, c 40, s 15, N(2000, 700²)', () => {
  it('from stock: ratio .705882, z* .541395, Q* 2378.976560, profit 99,498.799196, K 29.287430', () => {
    const season = newsvendor(unit, 2000, 700)
    expect(normalCumulative(bestDeviate(unit))).toBeCloseTo(0.705882, 6)
    expect(bestDeviate(unit)).toBeCloseTo(0.541395, 6)
    expect(season.quantity).toBeCloseTo(2378.97656, 5)
    expect(season.profit).toBeCloseTo(99_498.799196, 5)
    expect(season.leftover).toBeCloseTo(508.703463, 5)
    expect(season.lost).toBeCloseTo(129.726904, 5)
    expect(uncertaintyCost(unit)).toBeCloseTo(29.28743, 6)
  })
  it.each([
    [1, 'market-factor', 350, 10250.6, 10.2506, [0.10251, 0.10251, 0.10251]],
    [0.9, 'market-factor', 350.143, 10246.42, 10.2464, [0.10246, 0.11233, 0.12198]],
    [0.8, 'market-factor', 350.286, 10242.24, 10.2422, [0.10242, 0.12431, 0.14516]],
    [1, 'independent', 494.975, 6004.66, 6.0047, [0.06005, 0.06005, 0.06005]],
    [0.9, 'independent', 495.076, 6001.7, 6.0017, [0.06002, 0.07035, 0.08045]],
  ] as const)(
    'q %d, %s: σ left %d, worth %d in all and %d per unit, discounts %j',
    (conversion, kind, left, inAll, worth, discounts) => {
      const given = { ...terms, conversion, commitments: 1000 / conversion, residual: { kind } }
      expect(remainingDeviation(given)).toBeCloseTo(left, 3)
      expect(certaintyPerUnit(given)).toBeCloseTo(worth, 4)
      expect(certaintyPerUnit(given) * 1000).toBeCloseTo(inAll, 2)
      discounts.forEach((discount, index) => {
        const seen = equalProfitDiscount({ ...given, depositShare: index / 10 }).discount
        expect(Math.abs(seen - discount)).toBeLessThan(0.000006)
      })
    },
  )
  it.each([
    [1, 0.1123],
    [0.8, 0.231],
    [0.6, 0.3497],
    [0.4, 0.4684],
    [0, 0.7057],
  ])('γ %d: %d', (wouldBuyAnyway, discount) => {
    const given = { ...terms, conversion: 0.9, commitments: 1111, depositShare: 0.1, wouldBuyAnyway }
    const seen = equalProfitDiscount(given)
    expect(seen.discount).toBeCloseTo(discount, 4)
    const { discount: sum, ...parts } = seen
    expect(Object.values(parts).reduce((a, b) => a + b, 0)).toBeCloseTo(sum, 12)
  })
  it('independent customers: a unit is worth half of K σ/μ for the first, as much for the last; one market factor: always', () => {
    const worth = (kind: 'market-factor' | 'independent', commitments: number) =>
      certaintyPerUnit({ ...terms, commitments, residual: { kind } })
    for (const commitments of [2, 1000, 2000])
      expect(worth('market-factor', commitments)).toBeCloseTo(10.2506, 5)
    expect(worth('independent', 2)).toBeCloseTo(10.2506 / 2, 2)
    expect(worth('independent', 2000)).toBeCloseTo(10.2506, 5)
  })
  it('simulated: 1,111 commitments at .112337 off earn 99,539 where stock earns 99,499', () => {
    const random = createRandom(7)
    const given = { ...terms, conversion: 0.9, commitments: 1111, depositShare: 0.1 }
    const quantity = newsvendor(unit, 1000.1, remainingDeviation(given)).quantity + 999.9
    const runs = 200_000
    let profit = 0
    for (let run = 0; run < runs; run += 1) {
      const paid = Math.round(999.9 + Math.sqrt(1111 * 0.9 * 0.1) * drawStandardNormal(random))
      const spot = Math.max(0, 1000.1 + 350 * drawStandardNormal(random))
      const stock = quantity - paid
      profit +=
        88.7663 * paid +
        8.87663 * (1111 - paid) +
        100 * Math.min(spot, stock) +
        15 * Math.max(0, stock - spot) -
        40 * quantity
    }
    expect(Math.abs(profit / runs - 99_539)).toBeLessThan(120)
  })
  it('profit at the discount equals profit from stock, for either deposit base and with forfeits on or off', () => {
    for (const depositBase of ['reference-price', 'discounted-price'] as const)
      for (const countsForfeits of [true, false]) {
        const given = {
          ...terms,
          conversion: 0.85,
          depositShare: 0.15,
          wouldBuyAnyway: 0.7,
          depositBase,
          countsForfeits,
        }
        const { discount: d } = equalProfitDiscount(given)
        const completed = 850
        const kept = countsForfeits ? 0.15 * 100 * (depositBase === 'reference-price' ? 1 : 1 - d) : 0
        const profit =
          100 * (1 - d) * completed -
          40 * completed +
          kept * 150 +
          60 * (2000 - 0.7 * completed) -
          uncertaintyCost(unit) * remainingDeviation(given)
        expect(profit).toBeCloseTo(60 * 2000 - uncertaintyCost(unit) * 700, 6)
      }
  })
  it.each([
    ['market-factor', 0.3, [0.0592, 0.0695, 0.1025, 0.1123, 0.1509, 0.1602]],
    ['independent', 0.1, [0.0304, 0.041, 0.0526, 0.063, 0.0774, 0.0876]],
    ['independent', 0.5, [0.0347, 0.0452, 0.06, 0.0703, 0.0884, 0.0984]],
    ['independent', 1, [0.0592, 0.0675, 0.1025, 0.1103, 0.1509, 0.1582]],
    ['market-factor', 1, [0.0592, 0.0675, 0.1025, 0.1103, 0.1509, 0.1582]],
  ] as const)('ladder, %s, share %d, at 4, 12, 26 weeks, q 1 and .9: %j', (kind, share, expected) => {
    const steps = discountLadder(
      { ...terms, depositShare: 0.1, residual: { kind } },
      { sharesAhead: [share], leadTimes: [4, 12, 26], conversions: [1, 0.9], knownAt: 12 },
    )
    steps.forEach((step, index) => {
      expect(Math.abs(step.discount - (expected[index] ?? Number.NaN))).toBeLessThan(0.00016)
    })
  })
})

const story: MakeToOrderTerms = {
  unit: { price: 100, cost: 25, salvage: 10 },
  earnedToday: 30,
  costToOrder: 25,
  resale: 10,
  depositShare: 0.1,
  depositBase: 'discounted-price',
  countsForfeits: true,
}

describe('one sold leaves three: 10 % deposit, 30 % off, prices 100, 25, 10', () => {
  it.each([
    [0.25, 71.25, [0.0375, 0.031593, 0.02439]],
    [0.5, 67.5, [0.075, 0.068681, 0.060976]],
    [1, 60, [0.15, 0.142857, 0.134146]],
    [2, 45, [0.3, 0.291209, 0.280488]],
    [3, 30, [0.45, 0.43956, 0.426829]],
  ])('%d left per sold earns %d; affordable %j at q 1, .9, .8', (leftover, earned, discounts) => {
    const earnedToday = earnedPerSold(story.unit, leftover)
    expect(earnedToday).toBe(earned)
    discounts.forEach((discount, index) => {
      expect(makeToOrderDiscount({ ...story, earnedToday }, 1 - index / 10)).toBeCloseTo(discount, 6)
    })
  })
  it('1,000 commitments at q .9 keep 44.1111 per jacket: 39,700 against 27,000', () => {
    const kept = earnedToOrder(story, { discount: 0.3, conversion: 0.9 })
    expect(kept).toBeCloseTo(44.1111, 4)
    expect(kept * 900).toBeCloseTo(39_700, 6)
    expect(30 * 900).toBe(27_000)
  })
  it('break-even conversion: .347826 on the discounted price, .25 on the reference price, .5 without forfeits', () => {
    expect(breakEvenConversion(story, 0.3)).toBeCloseTo(0.347826, 6)
    expect(breakEvenConversion({ ...story, depositBase: 'reference-price' }, 0.3)).toBeCloseTo(0.25, 12)
    expect(breakEvenConversion({ ...story, countsForfeits: false }, 0.3)).toBeCloseTo(0.5, 12)
  })
  it('at the break-even conversion the jacket earns exactly what it earns today', () => {
    for (const depositBase of ['reference-price', 'discounted-price'] as const)
      for (const countsForfeits of [true, false]) {
        const given = { ...story, depositBase, countsForfeits }
        const conversion = breakEvenConversion(given, 0.3) ?? Number.NaN
        expect(earnedToOrder(given, { discount: 0.3, conversion })).toBeCloseTo(30, 9)
        expect(makeToOrderDiscount(given, conversion)).toBeCloseTo(0.3, 9)
      }
  })
  it('a deposit of 21.43 % of the discounted price makes a cancellation harmless', () => {
    expect(harmlessDepositShare(story, 0.3)).toBeCloseTo(0.2143, 4)
    expect(harmlessDepositShare({ ...story, depositBase: 'reference-price' }, 0.3)).toBeCloseTo(0.15, 12)
  })
  it.each([
    [1, 2],
    [0.95, 2.0281],
    [0.9, 2.0593],
    [0.8, 2.1333],
    [0.7, 2.2286],
  ])('q %d: %d left per sold fund exactly 30 %%', (conversion, leftover) => {
    expect(leftoverThatFunds(story, { discount: 0.3, conversion })).toBeCloseTo(leftover, 4)
  })
  it('not one rational seller (CV 1.31 leaves 1.12; three needs CV 808) but a stack: 70.71 %, 63.0 %, 50 %', () => {
    expect(leftoverOfOneSeller(story.unit, 1.31)).toBeCloseTo(1.12, 2)
    expect(leftoverOfOneSeller(story.unit, 808)).toBeCloseTo(3, 2)
    expect(sellThroughPerTier(3, 4)).toBeCloseTo(Math.SQRT1_2, 12)
    expect(sellThroughPerTier(3, 3)).toBeCloseTo(0.63, 3)
    expect(sellThroughPerTier(3, 2)).toBe(0.5)
  })
  it.each([
    ['ordinary', [0.6, 0.25, 0.15], 60, 60.588, [0.144118, 0.164512, 0.312864]],
    ['weak', [0.45, 0.3, 0.25], 50, 50, [0.25, 0.269231, 0.417582]],
  ] as const)(
    '%s season %j: markdown at %d, earns %d; waterfall %j',
    (_, shares, markdown, earned, discounts) => {
      const season = earnedPerSoldOfSeason(
        [
          { share: shares[0], price: 100, isSale: true },
          { share: shares[1], price: markdown, isSale: true },
          { share: shares[2], price: 10, isSale: false },
        ],
        25,
      )
      expect(season.earned).toBeCloseTo(earned, 3)
      const given = { ...story, earnedToday: season.earned }
      const offSeason = { ...given, costToOrder: 22.5 }
      expect(makeToOrderDiscount(given, 1)).toBeCloseTo(discounts[0], 6)
      expect(makeToOrderDiscount(offSeason, 0.9)).toBeCloseTo(discounts[1], 6)
      expect(makeToOrderDiscount({ ...offSeason, earnedToday: season.earned - 15 }, 0.9)).toBeCloseTo(
        discounts[2],
        6,
      )
    },
  )
})

describe('certainty passed upstream', () => {
  const tier = (
    name: string,
    price: number,
    cost: number,
    salvage: number,
    level: number,
    leadTime: number,
  ): ChainMaterial => ({
    name,
    unit: { price, cost, salvage },
    leadTime,
    orderVarianceRatio: 1.48 ** level,
    inputs: [],
  })
  const chain: ChainMaterial[] = [
    { ...tier('brand', 100, 40, 15, 0, 4), inputs: [{ name: 'garment', units: 1 }] },
    { ...tier('garment', 40, 28, 10, 1, 6), inputs: [{ name: 'fabric', units: 1 }] },
    { ...tier('fabric', 18, 13, 7, 2, 10), inputs: [{ name: 'fibre', units: 1 }] },
    tier('fibre', 8, 6, 5, 3, 16),
  ]
  it('10.25060 + 4.93506 + 2.25840 + .68739 = 18.13146 when the commitment reaches every tier', () => {
    const all = upstreamCertainty(chain, { horizon: 36, mean: 2000, deviation: 700 })
    expect(all.tiers.map((one) => Number(one.valuePerItem.toFixed(5)))).toEqual([
      10.2506, 4.93506, 2.2584, 0.68739,
    ])
    expect(all.total).toBeCloseTo(18.13146, 5)
    const plain = chain.map((one) => ({ ...one, orderVarianceRatio: 1 }))
    expect(upstreamCertainty(plain, { horizon: 36, mean: 2000, deviation: 700 }).total).toBeCloseTo(
      16.2149,
      4,
    )
  })
  it('16 weeks reach brand (4) and garment (10) only: 15.18566', () => {
    const early = upstreamCertainty(chain, { horizon: 16, mean: 2000, deviation: 700 })
    expect(early.total).toBeCloseTo(15.18566, 5)
    expect(early.tiers.map((one) => one.cumulativeLeadTime)).toEqual([4, 10, 20, 36])
  })
  it('a material reached on two ways counts once, with both quantities and the longer lead time', () => {
    const shared = chain.map((one) =>
      one.name === 'brand'
        ? {
            ...one,
            inputs: [
              { name: 'garment', units: 1 },
              { name: 'fibre', units: 2 },
            ],
          }
        : one,
    )
    const seen = upstreamCertainty(shared, { horizon: 36, mean: 2000, deviation: 700 })
    expect(seen.tiers.filter((one) => one.name === 'fibre')).toMatchObject([
      { unitsPerItem: 3, cumulativeLeadTime: 36 },
    ])
  })
  it('a cycle in the bill of materials and an empty chain are refused by name', () => {
    const cyclic = chain.map((one) =>
      one.name === 'fibre' ? { ...one, inputs: [{ name: 'garment', units: 1 }] } : one,
    )
    const given = { horizon: 36, mean: 2000, deviation: 700 }
    expect(() => upstreamCertainty(cyclic, given)).toThrow(
      'bill of materials must have no cycle; got brand → garment → fabric → fibre → garment',
    )
    expect(() => upstreamCertainty([], given)).toThrow('chain must hold the finished item; got 0 materials')
  })
})

describe('refusals', () => {
  it('names parameter, range and value', () => {
    expect(() => equalProfitDiscount({ ...terms, conversion: 1.1 })).toThrow(
      'conversion must be in (0, 1]; got 1.1',
    )
    expect(() => uncertaintyCost({ price: 100, cost: -1, salvage: -5 })).toThrow('cost must be >= 0; got -1')
    expect(() => makeToOrderDiscount({ ...story, depositShare: 1.5 }, 0.9)).toThrow(
      'depositShare must be in [0, 1); got 1.5',
    )
  })
})
