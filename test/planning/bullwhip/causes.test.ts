import { describe, expect, it } from 'vitest'
import { measureOrderVariance } from '#planning/bullwhip/order-variance'
import { ownerBiasOfSums } from '#planning/bullwhip/owner-bias'
import { promotionUplift } from '#planning/bullwhip/promotion-uplift'
import { varianceByCauseOfItems } from '#planning/bullwhip/variance-by-cause'
import { chainSimulator } from '#planning/order-policy/chain-simulation'
import { PLAIN_STAGE } from '#planning/order-policy/chain-stage'
import { createRandom, drawStandardNormal } from '#planning/random'

const random = createRandom(8)
const total = Float64Array.from({ length: 400 }, () => Math.max(0, 100 + 15 * drawStandardNormal(random)))
const stage = {
  ...PLAIN_STAGE,
  leadTimePeriods: 4,
  forecast: { kind: 'moving-average', periods: 5 },
} as const

function ordersOf(change: object): Float64Array {
  const simulate = chainSimulator([{ ...stage, ...change }], 400)
  return simulate({ total, known: null, noticePeriods: 0, initialMean: 100 })[0]!.ordered.slice(20)
}

function causes(orders: Float64Array, change: object = {}) {
  const demand = total.slice(20)
  const given = { leadTimeBuckets: 4, averageBuckets: 5, uplift: null, underShortage: null }
  const shares = varianceByCauseOfItems([{ orders, demand, ...given, ...change, weight: 1 }])!
  const sum = shares.reduce((all, share) => all + share.ratio, 0)
  const measured = measureOrderVariance({
    orders,
    demand,
    bucket: 'week',
    aggregation: 'item',
    replicates: 0,
  })
  expect(sum).toBeCloseTo(measured.raw?.ratio ?? Number.NaN, 9)
  return Object.fromEntries(shares.map((share) => [share.cause, share.ratio]))
}

describe('order variance by cause', () => {
  it('order-up-to, τ 4, average of 5: lead time explains three times what one update does', () => {
    const seen = causes(ordersOf({ allowsReturns: true }))
    expect(seen['lead-time']! / seen['forecast-updating']!).toBeCloseTo(3, 9)
    expect(Math.abs(seen.unexplained!)).toBeLessThan(0.1)
    expect(seen.batching).toBe(0)
  })
  it('the same with lots of 400: batching is the largest cause', () => {
    const lotSize = { minimum: 400, multiple: 400, maximum: Number.POSITIVE_INFINITY }
    const seen = causes(ordersOf({ lotSize }))
    for (const cause of ['demand', 'forecast-updating', 'lead-time', 'unexplained'])
      expect(seen.batching).toBeGreaterThan(seen[cause]!)
  })
  it('orders trebled in four weeks of shortage count as gaming', () => {
    const orders = ordersOf({ allowsReturns: true })
    const underShortage = new Uint8Array(orders.length)
    for (let t = 100; t < 104; t += 1) {
      orders[t] = 3 * orders[t]!
      underShortage[t] = 1
    }
    const seen = causes(orders, { underShortage })
    expect(seen['shortage-gaming']).toBeGreaterThan(1)
    expect(Math.abs(seen.unexplained!)).toBeLessThan(0.2)
  })
  it('demand that does not vary has no causes', () => {
    const flat = new Float64Array(30).fill(5)
    const given = { leadTimeBuckets: 1, averageBuckets: 2, uplift: null, underShortage: null }
    expect(varianceByCauseOfItems([{ orders: flat, demand: flat, ...given, weight: 1 }])).toBeNull()
  })
})

describe('causes over several items', () => {
  const lots = { minimum: 400, multiple: 400, maximum: Number.POSITIVE_INFINITY }
  const item = (orders: Float64Array, weight: number) => ({
    orders,
    demand: total.slice(20),
    leadTimeBuckets: 4,
    averageBuckets: 5,
    uplift: null,
    underShortage: null,
    weight,
  })
  it('the parts add up to the ratio of the weighted sum', () => {
    const first = ordersOf({ lotSize: lots })
    const second = ordersOf({ gapShare: 0.5 })
    const shares = varianceByCauseOfItems([item(first, 3), item(second, 2)])!
    const measured = measureOrderVariance({
      orders: first.map((units, t) => 3 * units + 2 * second[t]!),
      demand: total.slice(20).map((units) => 5 * units),
      bucket: 'week',
      aggregation: 'company',
      replicates: 0,
    })
    expect(shares.reduce((sum, share) => sum + share.ratio, 0)).toBeCloseTo(measured.raw!.ratio, 9)
  })
  it('lots of one item are seen though the other has none: more batching than without lots', () => {
    const batching = (orders: Float64Array) =>
      varianceByCauseOfItems([item(orders, 1), item(ordersOf({}), 1)])!.find(
        ({ cause }) => cause === 'batching',
      )!.ratio
    expect(batching(ordersOf({}))).toBe(0)
    expect(batching(ordersOf({ lotSize: lots }))).toBeGreaterThan(0.5)
  })
  it('no item, or a weight of 0, is refused by name', () => {
    expect(() => varianceByCauseOfItems([])).toThrow('items must hold at least one; got none')
    expect(() => varianceByCauseOfItems([item(ordersOf({}), 0)])).toThrow('weight must be > 0; got 0')
  })
})

describe('what promotions added', () => {
  it('weeks 10, 30, 10 with a promotion in the second: 20 on top', () => {
    expect([...promotionUplift(Float64Array.of(10, 30, 10), Uint8Array.of(0, 1, 0))]).toEqual([0, 20, 0])
  })
  it('without an unpromoted week nearby nothing is claimed; a weak promotion counts below 0', () => {
    expect([...promotionUplift(Float64Array.of(10, 30), Uint8Array.of(1, 1))]).toEqual([0, 0])
    expect([...promotionUplift(Float64Array.of(10, 4, 10), Uint8Array.of(0, 1, 0))]).toEqual([0, -6, 0])
  })
})

describe('owners: expectation against what happened', () => {
  const sums = (of: readonly { readonly expected: number; readonly actual: number }[]) => ({
    count: of.length,
    expected: of.reduce((sum, one) => sum + one.expected, 0),
    actual: of.reduce((sum, one) => sum + one.actual, 0),
    expectedSquared: of.reduce((sum, one) => sum + one.expected ** 2, 0),
    expectedTimesActual: of.reduce((sum, one) => sum + one.expected * one.actual, 0),
    actualSquared: of.reduce((sum, one) => sum + one.actual ** 2, 0),
  })
  const many = (count: number, factor: number) =>
    Array.from({ length: count }, (_, k) => ({
      expected: factor * (10 + (k % 5)) + ((k % 3) - 1),
      actual: 10 + (k % 5),
    }))
  it('the interval is that of residuals one by one: ± 1.645 √(n Σ(e − ra)² / (n − 1)) / Σa', () => {
    const seen = many(30, 1.1)
    const { expected, actual } = sums(seen)
    const ratio = expected / actual
    const squares = seen.reduce((sum, one) => sum + (one.expected - ratio * one.actual) ** 2, 0)
    const usual = ownerBiasOfSums({ usual: sums(seen), underShortage: null }).usual!
    expect(usual.bias).toBeCloseTo(ratio - 1, 12)
    expect(usual.high - usual.bias).toBeCloseTo((1.6448536 * Math.sqrt((30 * squares) / 29)) / actual, 6)
    expect(usual.bias - usual.low).toBeCloseTo(usual.high - usual.bias, 12)
  })
  it('12 expected, 10 sold: bias + 20 %, no verdict from one observation', () => {
    const seen = ownerBiasOfSums({ usual: sums([{ expected: 12, actual: 10 }]), underShortage: null })
    expect(seen.usual?.bias).toBeCloseTo(0.2, 12)
    expect(seen.verdict).toBe('too-few-observations')
  })
  it('twice as much asked for under shortage is gaming; the same as ever is not', () => {
    const usual = sums(many(30, 1.1))
    const gaming = ownerBiasOfSums({ usual, underShortage: sums(many(30, 2)) })
    expect(gaming.verdict).toBe('gaming-shown')
    expect(Math.abs((gaming.gaming?.difference ?? 0) - 0.9)).toBeLessThan(0.02)
    expect(ownerBiasOfSums({ usual, underShortage: usual }).verdict).toBe('no-gaming-shown')
  })
  it('a sum below nothing is refused by name', () => {
    for (const name of ['expected', 'actualSquared'])
      expect(() =>
        ownerBiasOfSums({ usual: { ...sums(many(3, 1)), [name]: -1 }, underShortage: null }),
      ).toThrow(`${name} must be finite and >= 0; got -1`)
  })
})
