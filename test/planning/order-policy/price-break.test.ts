import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderPlan } from '#planning/order-policy/order-plan'
import { type PurchaseTerms, priceBreakQuantity, unitCostAt } from '#planning/order-policy/price-break'

const terms: PurchaseTerms = Object.freeze({
  unitCost: 10,
  priceBreaks: [{ quantity: 100, unitCost: 9.5 }],
  holdingFractionPerBucket: 0.005,
  longestCoverBuckets: 4,
})

describe('price breaks', () => {
  it('80 wanted, 50 a week: 100 × 0.50 saved against 9.5 × 0.005 × 20² ÷ 100 = 0.19 held: order 100', () => {
    expect(priceBreakQuantity(80, 50, terms)).toBe(100)
    expect(unitCostAt(100, terms)).toBe(9.5)
    expect(unitCostAt(99, terms)).toBe(10)
  })
  it('4 a week: the 20 extra units would last 5 weeks, longer than 4: order 80', () => {
    expect(priceBreakQuantity(80, 4, terms)).toBe(80)
  })
  it('dear holding: 100 × 0.50 = 50 saved, 9.5 × 1.4 × 20² ÷ 100 = 53.20 held: order 80', () => {
    expect(priceBreakQuantity(80, 50, { ...terms, holdingFractionPerBucket: 1.4 })).toBe(80)
  })
  it('what is chosen never costs more than ordering the required units and buying the rest later', () => {
    const breaks = fc.array(
      fc.record({ quantity: fc.integer({ min: 1, max: 500 }), unitCost: fc.integer({ min: 1, max: 20 }) }),
      { maxLength: 4 },
    )
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 90 }),
        breaks,
        (need, rate, priceBreaks) => {
          const offered = { ...terms, unitCost: 20, priceBreaks }
          const chosen = priceBreakQuantity(need, rate, offered)
          const extra = chosen - need
          expect(extra).toBeGreaterThanOrEqual(0)
          expect(extra).toBeLessThanOrEqual(4 * rate)
          const now = unitCostAt(chosen, offered)
          const holding = extra === 0 ? 0 : (now * 0.005 * extra ** 2) / (2 * rate)
          expect(chosen * now + holding).toBeLessThanOrEqual(chosen * unitCostAt(need, offered) + 1e-6)
        },
      ),
    )
  })
  it('refuses what makes no sense', () => {
    expect(() => priceBreakQuantity(0, 1, terms)).toThrow('required must be > 0; got 0')
    expect(() => priceBreakQuantity(1, -1, terms)).toThrow('demandPerBucket must be >= 0; got -1')
    expect(() => priceBreakQuantity(1, 1, { ...terms, holdingFractionPerBucket: -1 })).toThrow('got -1')
  })
})

describe('price breaks in an order plan', () => {
  const weeks = (units: number) => new Float64Array(10).fill(units)
  const plan = (
    minimum: number,
    openOrders: { arrivalBucket: number; orderBucket: number; quantity: number }[] = [],
  ) =>
    orderPlan({
      bucket: 'week',
      known: {},
      remainderMean: weeks(50),
      remainderDeviation: weeks(0),
      onHand: 0,
      backorders: 0,
      openOrders,
      leadTimeBuckets: 0,
      reviewBuckets: 1,
      firstOrderBucket: 0,
      lotSize: { minimum, multiple: 1, maximum: Number.POSITIVE_INFINITY },
      purchase: terms,
      policy: { gapShare: 1, levellingBuckets: 1, service: { kind: 'cycle-service', fraction: 0.95 } },
    })
  it('lots of 80 become lots of 100 and the 50 not needed now are top-up', () => {
    const { orderQuantity, orders } = plan(80)
    expect([...orderQuantity.slice(0, 4)]).toEqual([100, 0, 100, 0])
    expect(orders[0]!.parts.find(({ purpose }) => purpose === 'top-up')?.quantity).toBe(50)
  })
  it('orders that follow demand week by week stay smooth: no lot is made for a price', () => {
    expect([...plan(0).orderQuantity.slice(0, 4)]).toEqual([50, 50, 50, 50])
  })
  it('what was released at the break price leaves nothing to order again', () => {
    expect(plan(80, [{ arrivalBucket: 0, orderBucket: 0, quantity: 100 }]).orderQuantity[0]).toBe(0)
  })
})
