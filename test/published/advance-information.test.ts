import { describe, expect, it } from 'vitest'
import { advancePolicy } from '#planning/certainty/advance-information'

/**
 * Model of Gallego & Özer 2001, L = 0, h = 1, p = 9, six orders a period by notice of 0, 1 and 2 periods; average
 * costs of the dynamic programme at order costs 0, 20 and 50. Computed from the model, not from the paper's tables.
 */
const CASES = [
  { rates: [6, 0, 0], costs: [4.612588, 16.036872, 24.183779] },
  { rates: [4, 2, 0], costs: [3.847606, 15.573637, 23.839304] },
  { rates: [2, 4, 0], costs: [2.75141, 15.061021, 23.461852] },
  { rates: [2, 2, 2], costs: [2.75141, 15.009, 23.423247] },
] as const

const policy = (ratesByNotice: readonly number[], orderCost: number) =>
  advancePolicy({ ratesByNotice, leadTimePeriods: 0, holdingCost: 1, backorderCost: 9, orderCost })

describe('orders known early (Gallego & Özer)', () => {
  it.each(CASES)('rates $rates: average cost $costs at order costs 0, 20, 50', ({ rates, costs }) => {
    ;[0, 20, 50].forEach((orderCost, k) => {
      expect(policy(rates, orderCost).averageCost).toBeCloseTo(costs[k]!, 5)
    })
  })
  it('without an order cost base stock is 9 for (6, 0, 0) and 4 for (2, 2, 2), whatever is seen beyond', () => {
    expect(policy([6, 0, 0], 0).orderUpTo).toEqual([9])
    const seen = policy([2, 2, 2], 0)
    expect(seen.orderUpTo.slice(0, 7)).toEqual([4, 4, 4, 4, 4, 4, 4])
  })
  it('(6, 0, 0): (s, S) is (4, 18) at 20 and (3, 27) at 50', () => {
    for (const [orderCost, s, S] of [
      [20, 4, 18],
      [50, 3, 27],
    ] as const)
      expect(policy([6, 0, 0], orderCost)).toMatchObject({ reorderPoint: [s], orderUpTo: [S] })
  })
  it('(2, 2, 2) at 20, o = 0 … 6 seen beyond: s 0 0 0 0 0 −1 −1, S 11 … 17; at 50 S 20 … 26', () => {
    const at20 = policy([2, 2, 2], 20)
    expect(at20.reorderPoint.slice(0, 7)).toEqual([0, 0, 0, 0, 0, -1, -1])
    expect(at20.orderUpTo.slice(0, 7)).toEqual([11, 12, 13, 14, 15, 16, 17])
    expect(policy([2, 2, 2], 50).orderUpTo.slice(0, 7)).toEqual([20, 21, 22, 23, 24, 25, 26])
  })
  it('more notice than one period beyond the protection period is refused', () => {
    expect(() => policy([1, 1, 1, 1], 0)).toThrow('ratesByNotice must have 1 to 3 rates; got 4')
  })
})
