import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderPlan } from '#planning/order-policy/order-plan'
import type { OrderPlanInput } from '#planning/order-policy/order-plan-input'

const weeks = (n: number, units: number) => new Float64Array(n).fill(units)
const anyLot = { minimum: 0, multiple: 1, maximum: Number.POSITIVE_INFINITY }

function item(change: Partial<OrderPlanInput> = {}): OrderPlanInput {
  return {
    bucket: 'week',
    known: {},
    remainderMean: weeks(10, 20),
    remainderDeviation: weeks(10, 0),
    onHand: 0,
    backorders: 0,
    openOrders: [],
    leadTimeBuckets: 2,
    reviewBuckets: 1,
    firstOrderBucket: 0,
    lotSize: anyLot,
    policy: { gapShare: 1, levellingBuckets: 1, service: { kind: 'cycle-service', fraction: 0.95 } },
    ...change,
  }
}

describe('order plan, order-up-to', () => {
  it('lead time 2, review 1: bucket 0 orders 3 × 20 − 45 on hand = 15, then 20 each', () => {
    const plan = orderPlan(item({ onHand: 45 }))
    expect([...plan.orderQuantity.slice(0, 4)]).toEqual([15, 20, 20, 20])
    expect([...plan.projectedStock.slice(0, 4)]).toEqual([25, 5, 0, 0])
    expect(plan.exceptions).toEqual([])
  })
  it('10 on hand, 40 needed before an order can arrive: 30 short in buckets 0 to 1, cause lead time', () => {
    const plan = orderPlan(item({ onHand: 10 }))
    expect(plan.exceptions).toEqual([
      { kind: 'shortage', bucket: 0, lastBucket: 1, quantity: 30, cause: 'inside-lead-time' },
    ])
    expect(plan.orderQuantity[0]).toBe(50)
    expect(plan.projectedStock[2]).toBe(0)
  })
  it('an open order of 30 due in bucket 1 counts once: 60 − 45 − 30 < 0 orders nothing, then 5', () => {
    const openOrders = [{ arrivalBucket: 1, orderBucket: -1, quantity: 30 }]
    const plan = orderPlan(item({ onHand: 45, openOrders }))
    expect([...plan.orderQuantity.slice(0, 3)]).toEqual([0, 5, 20])
  })
  it('what comes back counts as supply of its week: 5 a bucket leave 15 to order', () => {
    const plan = orderPlan(item({ onHand: 45, returns: weeks(10, 5) }))
    expect([...plan.orderQuantity.slice(0, 4)]).toEqual([0, 15, 15, 15])
    expect(plan.projectedStock[0]).toBe(30)
  })
  it('σ 10 per bucket at 95 %: safety stock 1.644854 × 10 × √3 = 28.489701', () => {
    const plan = orderPlan(item({ remainderDeviation: weeks(10, 10), onHand: 60 }))
    expect(plan.safetyStock[0]).toBeCloseTo(28.489701, 6)
    expect(plan.orderQuantity[0]).toBe(29)
    expect(plan.orders[0]?.parts).toEqual([
      { purpose: 'safety-stock', needBucket: null, isLevelled: false, quantity: 28 },
      { purpose: 'top-up', needBucket: null, isLevelled: false, quantity: 1 },
    ])
  })
  it('review every 2 buckets from bucket 1: orders only in buckets 1, 3, 5 …', () => {
    const plan = orderPlan(item({ reviewBuckets: 2, firstOrderBucket: 1, onHand: 60 }))
    expect([...plan.orderQuantity.slice(0, 6)]).toEqual([0, 40, 0, 40, 0, 40])
  })
  it('a refused bucket 0 is re-planned: its 60 units move to bucket 1 and the shortage names the limit', () => {
    const orderLimit = weeks(10, Number.POSITIVE_INFINITY)
    orderLimit[0] = 0
    const plan = orderPlan(item({ onHand: 40, orderLimit }))
    expect([...plan.orderQuantity.slice(0, 3)]).toEqual([0, 40, 20])
    expect(plan.exceptions).toEqual([
      { kind: 'shortage', bucket: 2, lastBucket: 2, quantity: 20, cause: 'order-limit' },
    ])
  })
  it('stock beyond the horizon is a surplus: 250 − 10 × 20 = 50', () => {
    expect(orderPlan(item({ onHand: 250 })).exceptions).toEqual([
      { kind: 'surplus', bucket: 9, quantity: 50 },
    ])
  })
})

describe('order plan, why each unit is ordered', () => {
  it('minimum 100, multiple 25: 15 wanted becomes 100, of which 85 are top-up', () => {
    const plan = orderPlan(item({ onHand: 45, lotSize: { minimum: 100, multiple: 25, maximum: Infinity } }))
    expect(plan.orderQuantity[0]).toBe(100)
    expect(plan.orders[0]?.parts.map((part) => [part.purpose, part.quantity])).toEqual([
      ['model', 15],
      ['top-up', 85],
    ])
  })
  it('backorders come first, then paid before deposit of the same bucket, then the remainder', () => {
    const known = {
      paid: Float64Array.of(5, 0, 7, 0, 0, 0, 0, 0, 0, 0),
      deposit: Float64Array.of(0, 4, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    const plan = orderPlan(item({ known, backorders: 6, remainderMean: weeks(10, 1) }))
    expect(plan.orders[0]?.parts.map((part) => [part.purpose, part.needBucket, part.quantity])).toEqual([
      ['backorder', null, 6],
      ['paid', 0, 5],
      ['deposit', 1, 4],
      ['paid', 2, 7],
      ['model', 0, 1],
      ['model', 1, 1],
      ['model', 2, 1],
    ])
  })
  it('a known order of 120 in bucket 6 levelled over 4 buckets is ordered as 30 in buckets 1 to 4', () => {
    const known = { paid: weeks(10, 0) }
    known.paid[6] = 120
    const plan = orderPlan(
      item({
        known,
        remainderMean: weeks(10, 0),
        policy: { gapShare: 1, levellingBuckets: 4, service: { kind: 'cycle-service', fraction: 0.95 } },
      }),
    )
    expect([...plan.orderQuantity.slice(0, 7)]).toEqual([0, 30, 30, 30, 30, 0, 0])
    expect(plan.orders[0]?.parts).toEqual([
      { purpose: 'paid', needBucket: 6, isLevelled: true, quantity: 30 },
    ])
    expect(plan.exceptions).toEqual([])
  })
})

describe('order plan, smoothing', () => {
  it('β = .5 works 60 units too many off in 0, 0, 10, 15 where order-up-to says 0, 0, 0, 20', () => {
    const policy = {
      gapShare: 0.5,
      levellingBuckets: 1,
      service: { kind: 'cycle-service', fraction: 0.5 },
    } as const
    const plan = orderPlan(item({ onHand: 100, policy, remainderMean: weeks(10, 20) }))
    // Target without the newly reached bucket is 40; position 100 is 60 above it: 20 − 30 < 0, then 20 − 20, …
    expect([...plan.orderQuantity.slice(0, 4)]).toEqual([0, 0, 10, 15])
  })
  it('a multiple larger than a bucket’s demand switches smoothing off', () => {
    const policy = {
      gapShare: 0.2,
      levellingBuckets: 1,
      service: { kind: 'cycle-service', fraction: 0.5 },
    } as const
    const plan = orderPlan(
      item({ onHand: 60, policy, lotSize: { minimum: 0, multiple: 50, maximum: Infinity } }),
    )
    expect([...plan.orderQuantity.slice(0, 5)]).toEqual([0, 50, 0, 50, 0])
  })
})

const series = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 12, maxLength: 12 })
const anyItem = fc.record({
  paid: series,
  remainder: series,
  onHand: fc.integer({ min: 0, max: 200 }),
  backorders: fc.integer({ min: 0, max: 30 }),
  lead: fc.integer({ min: 0, max: 5 }),
  review: fc.integer({ min: 1, max: 3 }),
  levelling: fc.integer({ min: 1, max: 4 }),
  gapShare: fc.double({ min: 0.05, max: 1, noNaN: true }),
  minimum: fc.integer({ min: 0, max: 80 }),
  multiple: fc.integer({ min: 1, max: 25 }),
})

function generated(draw: typeof anyItem extends fc.Arbitrary<infer T> ? T : never): OrderPlanInput {
  return item({
    known: { paid: Float64Array.from(draw.paid) },
    remainderMean: Float64Array.from(draw.remainder),
    remainderDeviation: weeks(12, 6),
    onHand: draw.onHand,
    backorders: draw.backorders,
    leadTimeBuckets: draw.lead,
    reviewBuckets: draw.review,
    lotSize: { minimum: draw.minimum, multiple: draw.multiple, maximum: Number.POSITIVE_INFINITY },
    policy: {
      gapShare: draw.gapShare,
      levellingBuckets: draw.levelling,
      service: { kind: 'cycle-service', fraction: 0.9 },
    },
  })
}

describe('order plan, for any item', () => {
  it('a second run after releasing every order proposes nothing new', () => {
    fc.assert(
      fc.property(anyItem, (draw) => {
        const input = generated(draw)
        const first = orderPlan(input)
        const openOrders = first.orders.map(({ arrivalBucket, orderBucket, quantity }) => ({
          arrivalBucket,
          orderBucket,
          quantity,
        }))
        const second = orderPlan({ ...input, openOrders })
        expect(second.orders).toEqual([])
        expect([...second.projectedStock]).toEqual([...first.projectedStock])
      }),
    )
  })
  it('parts add up to the order, orders obey the lot-size rule, and no shortage lies beyond the lead time', () => {
    fc.assert(
      fc.property(anyItem, (draw) => {
        const plan = orderPlan(generated(draw))
        for (const order of plan.orders) {
          expect(order.parts.reduce((sum, part) => sum + part.quantity, 0)).toBe(order.quantity)
          expect(order.quantity % draw.multiple).toBe(0)
          expect(order.quantity).toBeGreaterThanOrEqual(draw.minimum)
        }
        for (const exception of plan.exceptions)
          if (exception.kind === 'shortage') expect(exception.lastBucket).toBeLessThan(draw.lead)
      }),
    )
  })
})

describe('order plan, weeks the supplier was told already', () => {
  const band = (lowest: number, highest: number) => ({
    lowest: weeks(10, 0).fill(lowest, 1, 2),
    highest: weeks(10, Number.POSITIVE_INFINITY).fill(highest, 1, 2),
  })
  it('20 wanted where 30 were told and a fifth may move: 24 are kept, 4 of them told as such, and the next order is smaller', () => {
    const plan = orderPlan(item({ onHand: 45, published: band(24, 36) }))
    expect([...plan.orderQuantity.slice(0, 4)]).toEqual([15, 24, 16, 20])
    expect([...plan.keptPublished]).toEqual([[1, 4]])
    expect(plan.orders[1]!.parts.find(({ purpose }) => purpose === 'top-up')?.quantity).toBe(4)
  })
  it('safety stock waits for the band; a mean shortage goes beyond it and is told', () => {
    const calm = orderPlan(item({ onHand: 200, remainderDeviation: weeks(10, 10), published: band(0, 5) }))
    expect(calm.orderQuantity[1]).toBeLessThanOrEqual(5)
    const plan = orderPlan(item({ onHand: 60, published: band(8, 12) }))
    expect(plan.orderQuantity[1]).toBe(20)
    expect(plan.exceptions).toContainEqual({
      kind: 'beyond-flexibility',
      bucket: 3,
      quantity: 8,
      allowed: 12,
    })
  })
  it('whatever is told: orders stay in the band or a shortage would follow, and told plans repeat themselves', () => {
    fc.assert(
      fc.property(anyItem, fc.double({ min: 0, max: 0.5, noNaN: true }), (draw, share) => {
        const input = generated({ ...draw, review: 1 })
        const before = orderPlan(input)
        const told = {
          lowest: before.orderQuantity.map((units) => Math.ceil(units * (1 - share) - 1e-9)),
          highest: before.orderQuantity.map((units) =>
            units > 0 ? Math.floor(units * (1 + share) + 1e-9) : Number.POSITIVE_INFINITY,
          ),
        }
        const again = orderPlan({ ...input, published: told })
        expect([...again.orderQuantity]).toEqual([...before.orderQuantity])
        const changed = orderPlan({
          ...input,
          published: told,
          remainderMean: input.remainderMean.map((units) => units * 1.7),
        })
        changed.orderQuantity.forEach((units, t) => {
          expect(units).toBeGreaterThanOrEqual(told.lowest[t]!)
          const bucket = t + input.leadTimeBuckets
          if (units > told.highest[t]! && bucket < input.remainderMean.length)
            expect(changed.exceptions).toContainEqual(
              expect.objectContaining({ kind: 'beyond-flexibility', bucket }),
            )
        })
        for (const order of changed.orders)
          expect(order.parts.reduce((sum, part) => sum + part.quantity, 0)).toBe(order.quantity)
      }),
    )
  })
})

describe('order plan, refusals', () => {
  it.each([
    [{ leadTimeBuckets: -1 }, 'leadTimeBuckets must be >= 0 and whole; got -1'],
    [{ reviewBuckets: 0 }, 'reviewBuckets must be >= 1 and whole; got 0'],
    [{ onHand: Number.NaN }, 'onHand must be >= 0; got NaN'],
    [{ remainderMean: weeks(9, 1) }, 'remainderDeviation must have the 9 buckets of remainderMean; got 10'],
  ] as const)('%j is refused', (change, message) => {
    expect(() => orderPlan(item(change as Partial<OrderPlanInput>))).toThrow(new RangeError(message))
  })
})
