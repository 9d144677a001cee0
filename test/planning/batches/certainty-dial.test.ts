import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  batchOutcomes,
  bestPosition,
  type DialItem,
  demandOnBatch,
  dialFigures,
  dialPositions,
  positionOf,
  unitsByItem,
} from '#planning/batches/certainty-dial'
import { windowOutcomes } from '#planning/batches/demand-outcomes'

const terms = { marginPerUnit: 10, costPerUnit: 20, salvageFraction: 0.4 }
const oneToFifty = { outcomes: Array.from({ length: 50 }, (_, k) => k + 1), paid: 0 }
const LEVELS = [0.1, 0.5, 0.9]
const week = { mean: 100, quantiles: [80, 100, 120] }

describe('outcomes of a window', () => {
  it('one week with median 100 and 20 to either side: outcome 25 of 50 is 100 + 20 × Φ⁻¹(.49)/Φ⁻¹(.9) = 99.60877', () => {
    expect(windowOutcomes({ levels: LEVELS, weeks: [week], leadTime: null })[24]).toBeCloseTo(99.60877, 5)
  })
  it('four weeks that move together spread 4 times as far as one, four that do not twice', () => {
    const weeks = [week, week, week, week]
    const spread = (width: number) => {
      const sum = { mean: 400, quantiles: [400 - width / 2, 400, 400 + width / 2] }
      const outcomes = windowOutcomes({ levels: LEVELS, weeks, leadTime: { weeks, sum } })
      const one = windowOutcomes({ levels: LEVELS, weeks: [week], leadTime: null })
      return (outcomes[40]! - outcomes[9]!) / (one[40]! - one[9]!)
    }
    expect(spread(160)).toBeCloseTo(4, 9)
    expect(spread(80)).toBeCloseTo(2, 9)
    expect(spread(10)).toBeCloseTo(2, 9)
  })
  it('no week, or a quantile missing, breaks the contract', () => {
    expect(() => windowOutcomes({ levels: LEVELS, weeks: [], leadTime: null })).toThrow('at least one week')
    expect(() =>
      windowOutcomes({ levels: LEVELS, weeks: [{ mean: 1, quantiles: [1] }], leadTime: null }),
    ).toThrow('must have 3 levels; got 1')
  })
})

describe('the certainty dial', () => {
  it('demand 120.4 of which other supply covers 100 leaves 20 on the batch, and never less than is paid for', () => {
    expect(demandOnBatch(new Array(50).fill(120.4), 100, 5)[0]).toBe(20)
    expect(demandOnBatch(new Array(50).fill(90), 100, 5)[0]).toBe(5)
  })
  it('of outcomes 1 … 50, making 44 is short in 6 and left over in 43', () => {
    const figures = dialFigures(oneToFifty, 44, terms)
    expect(figures).toMatchObject({ shortOutcomes: 6, leftOverOutcomes: 43, moneyExposed: 880 })
    expect(figures.expectedShort).toBeCloseTo(21 / 50, 12)
    expect(figures.expectedLeftOver).toBeCloseTo((43 * 44) / 2 / 50, 12)
    expect(figures.expectedCost).toBeCloseTo((21 * 10 + 946 * 12) / 50, 12)
  })
  it('margin 24 against a loss of 8: critical ratio .75, so 38 of 50 outcomes are covered (Fisher 1994)', () => {
    expect(bestPosition({ marginPerUnit: 24, costPerUnit: 8, salvageFraction: 0 })).toBe(38)
  })
  it('position 0 makes what is paid for and exposes no money', () => {
    const positions = dialPositions({ ...oneToFifty, paid: 1 }, terms)
    expect(positions).toHaveLength(51)
    expect(positions[0]).toMatchObject({ make: 1, moneyExposed: 0 })
    expect(positions[50]).toMatchObject({ make: 50, shortOutcomes: 0 })
    expect(positionOf(positions, 44)).toBe(44)
    expect(positionOf(positions, 0)).toBe(0)
  })
  it('30 and 10 asked, 20 made: 15 and 5', () => {
    const item = (itemId: number, units: number): DialItem => ({
      itemId,
      paid: 0,
      outcomes: new Array(50).fill(units),
    })
    expect(unitsByItem([item(1, 30), item(2, 10)], 20)).toEqual([15, 5])
    expect(unitsByItem([item(1, 0), item(2, 0)], 3)).toEqual([2, 1])
  })
  it.each([
    [{ ...terms, marginPerUnit: 0 }, 'marginPerUnit must be > 0; got 0'],
    [{ ...terms, costPerUnit: 0 }, 'costPerUnit must be > 0; got 0'],
    [{ ...terms, salvageFraction: 1 }, 'salvageFraction must be in [0, 1); got 1'],
  ])('terms out of range are refused: %#', (wrong, sentence) => {
    expect(() => dialFigures(oneToFifty, 1, wrong)).toThrow(sentence)
  })
  it('units that are not whole, or outcomes that are not 50, are refused', () => {
    expect(() => dialFigures(oneToFifty, 1.5, terms)).toThrow('make must be a whole number')
    expect(() => dialFigures({ outcomes: [1], paid: 0 }, 1, terms)).toThrow('outcomes must be 50; got 1')
  })

  const anyItem = (itemId: number) =>
    fc.tuple(fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 50, maxLength: 50 }), fc.nat(40)).map(
      ([units, paid]): DialItem => ({
        itemId,
        paid,
        outcomes: units.map((each) => Math.max(paid, each)).sort((a, b) => a - b),
      }),
    )
  const anyTerms = fc.record({
    marginPerUnit: fc.integer({ min: 1, max: 200 }),
    costPerUnit: fc.integer({ min: 1, max: 200 }),
    salvageFraction: fc.double({ min: 0, max: 0.95, noNaN: true }),
  })

  it('no other number of units costs less than the best position; turning up never makes short likelier', () => {
    fc.assert(
      fc.property(anyItem(1), anyTerms, fc.nat(600), (item, money, other) => {
        const positions = dialPositions(item, money)
        const best = positions[bestPosition(money)]!
        expect(best.expectedCost).toBeLessThanOrEqual(dialFigures(item, other, money).expectedCost + 1e-9)
        for (let k = 1; k < positions.length; k += 1) {
          expect(positions[k]!.shortOutcomes).toBeLessThanOrEqual(positions[k - 1]!.shortOutcomes)
          expect(positions[k]!.leftOverOutcomes).toBeGreaterThanOrEqual(positions[k - 1]!.leftOverOutcomes)
          expect(positions[k]!.shortOutcomes).toBeLessThanOrEqual(50 - k)
        }
      }),
    )
  })
  it('whatever is made, the items add up to it, and at a position each gets its own outcome', () => {
    fc.assert(
      fc.property(anyItem(1), anyItem(2), fc.nat(1100), fc.nat(49), (one, two, make, k) => {
        const sum = unitsByItem([one, two], make).reduce((total, units) => total + units, 0)
        expect(sum).toBe(make)
        const totals = batchOutcomes([one, two])
        const at = totals.indexOf(totals[k]!)
        expect(unitsByItem([one, two], totals[k]!)).toEqual([one.outcomes[at], two.outcomes[at]])
      }),
    )
  })
})
