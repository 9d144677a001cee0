import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { movableQuantity, movedOrders, type OrderMove } from '#planning/order-policy/move-orders'
import { reachOrderValue, type ValuedOrders } from '#planning/order-policy/order-value'
import { type SlackOffer, takeSlack } from '#planning/order-policy/take-slack'

const anyLot = { minimum: 0, multiple: 1, maximum: Number.POSITIVE_INFINITY }
const zeros = (length: number) => new Float64Array(length)

function item(orders: readonly number[], change: Partial<ValuedOrders> = {}): ValuedOrders {
  return {
    key: 'A',
    unitCost: 10,
    minimumOrderValue: 1000,
    lotSize: anyLot,
    leadTimeBuckets: 1,
    longestCoverBuckets: 4,
    orderQuantity: Float64Array.from(orders),
    projectedStock: new Float64Array(orders.length).fill(20),
    released: zeros(orders.length),
    releasedEarly: zeros(orders.length),
    orderLimit: null,
    orderFloor: null,
    ...change,
  }
}

function after(items: readonly ValuedOrders[], moves: readonly OrderMove[]) {
  const orders = new Map(items.map(({ key, orderQuantity }) => [key, orderQuantity.slice()]))
  for (const { key, fromBucket, toBucket, quantity } of moves) {
    orders.get(key)![fromBucket]! -= quantity
    orders.get(key)![toBucket]! += quantity
  }
  return orders
}

describe('least value of an order', () => {
  it('60 units of 10 miss 1,000 by 400: 40 of the next bucket come early, and so on', () => {
    expect(reachOrderValue([item([60, 60, 0, 0])], 1)).toEqual([
      { key: 'A', fromBucket: 1, toBucket: 0, quantity: 40 },
    ])
  })
  it('a bucket in which nothing is ordered is left alone; what is released for it counts', () => {
    expect(reachOrderValue([item([0, 100])], 1)).toEqual([])
    expect(reachOrderValue([item([60, 60], { released: Float64Array.of(40, 0) })], 1)).toEqual([])
  })
  it('too little within four buckets: the order waits for the next one while stock lasts, else it stays', () => {
    const late = item([30, 10, 0, 0, 0, 0, 90], { projectedStock: new Float64Array(7).fill(31) })
    expect(reachOrderValue([late], 1)).toEqual([{ key: 'A', fromBucket: 0, toBucket: 1, quantity: 30 }])
    const bare = item([30, 10, 0, 0, 0, 0, 90], { projectedStock: new Float64Array(7).fill(29) })
    expect(reachOrderValue([bare], 1)).toEqual([])
  })
  it('items of one supplier reach it together, and lots stay whole', () => {
    const lots = { minimum: 20, multiple: 20, maximum: 200 }
    const moves = reachOrderValue(
      [item([60, 0, 0]), item([0, 60, 0], { key: 'B', lotSize: lots, minimumOrderValue: 0 })],
      1,
    )
    expect(moves).toEqual([{ key: 'B', fromBucket: 1, toBucket: 0, quantity: 40 }])
  })
  it('15 wished of 80 in lots of 10, 50 at least: 20 move and 60 stay', () => {
    const lots = { minimum: 50, multiple: 10, maximum: 200 }
    expect(movableQuantity(item([100, 80], { lotSize: lots }), 1, 0, 15)).toBe(20)
  })
  it('a declined bucket takes nothing early; a published one gives no more than it may', () => {
    const declined = item([60, 60], { orderLimit: Float64Array.of(0, Number.POSITIVE_INFINITY) })
    expect(movableQuantity(declined, 1, 0, 40)).toBe(0)
    expect(movableQuantity(item([60, 60], { orderFloor: Float64Array.of(0, 50) }), 1, 0, 10)).toBe(10)
    expect(movableQuantity(item([60, 60], { orderFloor: Float64Array.of(0, 50) }), 1, 0, 40)).toBe(0)
  })
})

const offer = (minutes: number, priceBreakFraction = 0.1): SlackOffer => ({
  slackKey: '1',
  minutes,
  priceBreakFraction,
  items: [{ key: 'A', orderBucket: 0, minutesPerUnit: 2 }],
})

describe('slack offered at a lower price', () => {
  it('10 off 100 per unit against holding 9 × .005 for a bucket: 50 units save 50 × .955', () => {
    const [move] = takeSlack([offer(1000)], [item([0, 50])], 0.005)
    expect(move).toMatchObject({ fromBucket: 1, toBucket: 0, quantity: 50 })
    expect(move!.saving).toBeCloseTo(50 * (10 * 0.1 - 9 * 0.005), 10)
  })
  it('60 minutes make 30 units; of a multiple of 20, 20', () => {
    expect(takeSlack([offer(60)], [item([0, 50])], 0.005)[0]!.quantity).toBe(30)
    const lots = { minimum: 0, multiple: 20, maximum: 200 }
    expect(takeSlack([offer(60)], [item([0, 60], { lotSize: lots })], 0.005)[0]!.quantity).toBe(20)
  })
  it('a price break smaller than holding is not taken, nor what lies beyond the cover', () => {
    expect(takeSlack([offer(1000, 0.004)], [item([0, 50])], 0.005)).toEqual([])
    expect(takeSlack([offer(1000)], [item([0, 0, 0, 0, 0, 50])], 0.005)).toEqual([])
  })
  it('minutes that released units fill already are not offered again', () => {
    const taken = item([0, 50], { releasedEarly: Float64Array.of(30, 0) })
    expect(takeSlack([offer(60)], [taken], 0.005)).toEqual([])
  })
})

const anyOrders = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 8, maxLength: 8 })
const anyItems = fc
  .array(
    fc.record({
      orders: anyOrders,
      multiple: fc.constantFrom(1, 5, 10),
      unitCost: fc.integer({ min: 1, max: 30 }),
      stock: fc.integer({ min: -10, max: 80 }),
      cover: fc.integer({ min: 0, max: 4 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((drawn) =>
    drawn.map(({ orders, multiple, unitCost, stock, cover }, at) =>
      item(
        orders.map((units) => units * multiple),
        {
          key: String(at),
          unitCost,
          minimumOrderValue: 700,
          longestCoverBuckets: cover,
          lotSize: { minimum: 2 * multiple, multiple, maximum: 30 * multiple },
          projectedStock: new Float64Array(8).fill(stock),
        },
      ),
    ),
  )

describe('moved orders, whatever they are', () => {
  it('no unit is lost, lots stay lots, covers are kept, and doing it again moves nothing', () => {
    fc.assert(
      fc.property(anyItems, fc.integer({ min: 0, max: 400 }), (drawn, minutes) => {
        const items = drawn.map((each) => ({
          ...each,
          orderQuantity: each.orderQuantity.map((units) => (units < each.lotSize.minimum ? 0 : units)),
        }))
        const slack = takeSlack(
          [
            {
              ...offer(minutes),
              items: items.map(({ key }) => ({ key, orderBucket: 1, minutesPerUnit: 2 })),
            },
          ],
          items,
          0.005,
        )
        expect(slack.reduce((sum, { quantity }) => sum + 2 * quantity, 0)).toBeLessThanOrEqual(minutes)
        const moves = reachOrderValue(items, 8)
        for (const made of [slack, moves]) {
          const orders = after(items, made)
          items.forEach(({ key, orderQuantity, lotSize }) => {
            const now = orders.get(key)!
            expect(now.reduce((a, b) => a + b, 0)).toBe(orderQuantity.reduce((a, b) => a + b, 0))
            for (const units of now) {
              expect(units === 0 || units >= lotSize.minimum).toBe(true)
              expect(units % lotSize.multiple).toBe(0)
              expect(units).toBeLessThanOrEqual(lotSize.maximum)
            }
          })
          for (const { key, fromBucket, toBucket } of made) {
            const { longestCoverBuckets } = items.find((each) => each.key === key)!
            expect(fromBucket - toBucket).toBeLessThanOrEqual(longestCoverBuckets)
          }
        }
      }),
    )
  })
  it('parts go with their units and add up', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 9 }), (model, paid) => {
        const order = {
          orderBucket: 1,
          arrivalBucket: 3,
          quantity: model + paid,
          parts: [
            { purpose: 'paid' as const, needBucket: 3, isLevelled: false, quantity: paid },
            { purpose: 'model' as const, needBucket: 3, isLevelled: false, quantity: model },
          ],
        }
        const quantity = Math.ceil((model + paid) / 2)
        const moved = movedOrders([order], [{ key: 'A', fromBucket: 1, toBucket: 0, quantity }], 2)
        expect(moved.reduce((sum, each) => sum + each.quantity, 0)).toBe(model + paid)
        expect(moved[0]).toMatchObject({ orderBucket: 0, arrivalBucket: 2, quantity })
        expect(moved[0]!.parts[0]!.purpose).toBe('paid')
        for (const each of moved)
          expect(each.parts.reduce((sum, part) => sum + part.quantity, 0)).toBe(each.quantity)
      }),
    )
  })
  it('more than is ordered cannot move', () => {
    expect(() => movedOrders([], [{ key: 'A', fromBucket: 1, toBucket: 0, quantity: 1 }], 2)).toThrow(
      'quantity moved from bucket 1 must be ordered there',
    )
  })
})
