import { describe, expect, it } from 'vitest'
import { campaignDecision, type DecisionTerms, discountAt } from '#planning/certainty/campaign-decision'

const terms: DecisionTerms = Object.freeze({
  minimumUnits: 100,
  referencePrice: 50,
  discountFraction: 0.2,
  unitCost: 20,
  salvageFraction: 0.4,
  paidFraction: 0.9,
  cancelCostPerOrder: 1,
})

describe('decision about a minimum batch', () => {
  it('200 sure orders earn .9·(40 − 20) − .1·12 = 16.8 each: waiting is worth 3,360', () => {
    const [best] = campaignDecision({ meanOrders: 200, varianceOrders: 200 }, terms)
    expect(best?.action).toBe('wait')
    expect(best?.chance).toBeCloseTo(1, 6)
    expect(best?.expectedWorth).toBeCloseTo(3360, 2)
  })
  it('95 orders for a minimum of 100: making a few at a loss beats losing the campaign', () => {
    const [best] = campaignDecision({ meanOrders: 95, varianceOrders: 95 }, terms)
    expect(best?.action).toBe('top-up')
  })
  it('orders that earn nothing when paid: cancelling now is the smallest loss', () => {
    const [best] = campaignDecision(
      { meanOrders: 100, varianceOrders: 100 },
      { ...terms, paidFraction: 0.1, cancelCostPerOrder: 0 },
    )
    expect(best).toMatchObject({ action: 'cancel', expectedWorth: -0 })
  })
  it('the ladder gives 0 below 200, 10 % from 200 and 30 % from 1,000', () => {
    const ladder = [
      { quantity: 200, discountFraction: 0.1 },
      { quantity: 1000, discountFraction: 0.3 },
    ]
    expect([199, 200, 999, 1000].map((net) => discountAt(ladder, net))).toEqual([0, 0.1, 0.1, 0.3])
  })
  it('a paid share above 1 is refused with its range', () => {
    expect(() =>
      campaignDecision({ meanOrders: 1, varianceOrders: 1 }, { ...terms, paidFraction: 1.2 }),
    ).toThrow('paidFraction must be in [0, 1]; got 1.2')
  })
})
