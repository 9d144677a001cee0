import { describe, expect, it } from 'vitest'
import { knownFuture, materialisedOrders } from '#planning/demand/known-future'
import { mondayOfWeek } from '#planning/demand/week-number'

/** One line of 12 units: 4 paid, 8 deposit, needed in weeks 10 to 13. */
const lines = {
  campaignId: [1],
  needFromDay: [mondayOfWeek(10)],
  needToDay: [mondayOfWeek(13) + 6],
  isDeposit: [true],
  placed: [20],
  cancelled: [8],
  settled: [4],
  openPaid: [4],
  openDeposit: [8],
  openSubscription: [0],
}

describe('open orders by need week', () => {
  it('4 paid and 8 deposits over 4 weeks: 1 and 2 a week', () => {
    const [known] = knownFuture(lines, { firstWeek: 9, horizon: 6, recordsFulfilment: true })
    expect([...known!.paid]).toEqual([0, 1, 1, 1, 1, 0])
    expect([...known!.deposit]).toEqual([0, 2, 2, 2, 2, 0])
  })
  it('in waves of 3/4 and 1/4 in the first two weeks: 6 and 2 deposits; a line with another window keeps its even spread', () => {
    const shipWaves = new Map([[1, { fromWeek: 10, shares: Float64Array.of(0.75, 0.25, 0, 0) }]])
    const scope = { firstWeek: 9, horizon: 6, recordsFulfilment: true, shipWaves }
    expect([...knownFuture(lines, scope)[0]!.deposit]).toEqual([0, 6, 2, 0, 0, 0])
    const own = { ...lines, needToDay: [mondayOfWeek(11) + 6] }
    expect([...knownFuture(own, scope)[0]!.deposit]).toEqual([0, 4, 4, 0, 0, 0])
  })
  it('half-way, what is open falls in the two weeks left when shipments are recorded, else the even share stays', () => {
    const at = { firstWeek: 12, horizon: 3 }
    expect([...knownFuture(lines, { ...at, recordsFulfilment: true })[0]!.deposit]).toEqual([4, 4, 0])
    expect([...knownFuture(lines, { ...at, recordsFulfilment: false })[0]!.deposit]).toEqual([2, 2, 0])
  })
  it('after the window 12 units are overdue when shipments are recorded, and met otherwise', () => {
    const at = { firstWeek: 14, horizon: 3 }
    expect(knownFuture(lines, { ...at, recordsFulfilment: true })[0]!.overdue).toBe(12)
    expect(knownFuture(lines, { ...at, recordsFulfilment: false })[0]!.overdue).toBe(0)
  })
  it('of 20 placed and 8 cancelled, 12 materialised; of a closed campaign only the 4 that were paid', () => {
    const sum = (weeks: Map<number, number>) => [...weeks.values()].reduce((total, units) => total + units, 0)
    expect(sum(materialisedOrders(lines, new Set(), 20))).toBeCloseTo(12, 9)
    expect(sum(materialisedOrders(lines, new Set([1]), 20))).toBeCloseTo(4, 9)
  })
})
