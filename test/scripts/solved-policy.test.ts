import { describe, expect, it } from 'vitest'
import { simulateAdvance } from '#planning/order-policy/advance-orders'
import { createRandom, drawPoisson, drawStandardNormal } from '#planning/random'
import { readChain } from '#scripts/simulate/read-chain'
import { simulatorOf } from '#scripts/simulate/solved-policy'

const mean = (series: Float64Array, value: (units: number) => number) =>
  series.reduce((sum, units) => sum + value(units), 0) / series.length
const run = (document: object, kind: string) => {
  const chain = readChain('chain.json', document, { kind })
  const { demand } = chain.items[0]!
  return simulatorOf(chain, demand.total.length)(demand)
}

describe('serial stock in the simulator', () => {
  const random = createRandom(4)
  const demand = Array.from({ length: 40_000 }, () => 5 + drawStandardNormal(random))
  const tiers = [
    { leadTimePeriods: 1, holdingCost: 7, backorderCost: 37.12, allowsReturns: true },
    { leadTimePeriods: 1, holdingCost: 4, allowsReturns: true },
    { leadTimePeriods: 2, holdingCost: 2, allowsReturns: true },
  ]
  it('costs what Clark & Scarf expect, goods on their way between tiers included: N(5, 1), b 37.12: 47.67', () => {
    const { traces, solution } = run(
      { demand: demand.map((units) => Math.max(0, units)), tiers },
      'serial-stock',
    )
    const local = [7, 4, 2]
    const onHand = traces.map((trace, at) => local[at]! * mean(trace.netStock, (units) => Math.max(0, units)))
    const onTheWay = [4 * 5 * 1, 2 * 5 * 1]
    const cost =
      [...onHand, ...onTheWay].reduce((sum, money) => sum + money, 0) +
      37.12 * mean(traces[0]!.netStock, (units) => Math.max(0, -units))
    // The sample's own mean and deviation stand for 5 and 1.
    expect(Math.abs(solution!.expectedCost / 47.668653 - 1)).toBeLessThan(0.005)
    expect(Math.abs(cost / solution!.expectedCost - 1)).toBeLessThan(0.02)
    expect(solution).toMatchObject({ kind: 'serial-stock' })
  })
  it('is refused where goods gain no worth on their way down, or demand does not vary', () => {
    const flat = tiers.map((tier) => ({ ...tier, holdingCost: 1 }))
    expect(() => run({ demand: demand.slice(0, 50), tiers: flat }, 'serial-stock')).toThrow(
      'tiers[0].holdingCost: must be above 1',
    )
    expect(() => run({ demand: [5, 5, 5, 5], tiers }, 'serial-stock')).toThrow('must vary for serial-stock')
  })
})

describe('advance information in the simulator', () => {
  const random = createRandom(9)
  const spot = Array.from({ length: 40_000 }, () => drawPoisson(random, 4))
  const known = spot.map(() => drawPoisson(random, 2))
  const total = spot.map((units, t) => units + known[t]!)
  const document = (noticePeriods: number, orderCost: number) => ({
    demand: total,
    known: { noticePeriods, quantity: known },
    tiers: [{ leadTimePeriods: 1, holdingCost: 1, backorderCost: 9, orderCost }],
  })
  it.each([
    [1, 0, 3.847606, 4.612588],
    [1, 20, 15.573637, 16.036872],
    [2, 20, null, 16.036872],
    [5, 50, null, 24.183779],
  ] as const)(
    'notice %d, order cost %d: the simulated cost is that of the dynamic programme (%j where stated; %d with nothing known early)',
    (noticePeriods, orderCost, expected, unknown) => {
      const { traces, solution } = run(document(noticePeriods, orderCost), 'advance-information')
      const [trace] = traces
      const cost =
        mean(trace!.netStock, (units) => Math.max(0, units) + 9 * Math.max(0, -units)) +
        orderCost * mean(trace!.ordered, (units) => (units > 0 ? 1 : 0))
      if (solution?.kind !== 'advance-information') throw new Error('no solution')
      // Rates are the sample's own means, so the programme's costs move with them.
      if (expected) expect(Math.abs(solution.expectedCost / expected - 1)).toBeLessThan(0.02)
      expect(Math.abs(solution.expectedCostUnknown / unknown - 1)).toBeLessThan(0.02)
      expect(Math.abs(cost / solution.expectedCost - 1)).toBeLessThan(0.02)
    },
  )
  it('is for one tier of demand that can be counted', () => {
    const two = { ...document(1, 0), tiers: [{ leadTimePeriods: 1 }, { leadTimePeriods: 1 }] }
    expect(() => run(two, 'advance-information')).toThrow('must hold one tier')
    expect(() =>
      run({ demand: [5000, 6000], tiers: [{ leadTimePeriods: 1 }] }, 'advance-information'),
    ).toThrow('must have a mean in (0, 300]')
    expect(() => run({ demand: [5, 6], tiers: [{ leadTimePeriods: 1 }] }, 'serial-stock-with-more')).toThrow(
      'order-up-to, proportional-order-up-to',
    )
  })
  it('a lead time below one period is refused', () => {
    const demand = { total: Float64Array.of(1, 2), known: null, noticePeriods: 0, initialMean: null }
    expect(() => simulateAdvance(demand, { reorderPoint: [1], orderUpTo: [2] }, 0)).toThrow(
      'leadTimePeriods must be whole and >= 1; got 0',
    )
  })
})
