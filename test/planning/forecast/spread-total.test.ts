import { array, assert, double, integer, option, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type SpreadCell, spreadTotal } from '#planning/forecast/spread-total'

const free = (model: number, least = 0): SpreadCell => ({ model, held: null, least })
const held = (units: number, model = 10): SpreadCell => ({ model, held: units, least: 0 })

describe('a total spread over cells', () => {
  it('100 with 20 held leaves 80, in proportion 30 : 10 → 60 and 20', () => {
    expect(spreadTotal(100, [free(30), free(10), held(20, 5)])).toEqual({
      kind: 'spread',
      quantities: [60, 20, 20],
    })
  })

  it('10 over three equal cells is 4 + 3 + 3; over cells without a model likewise', () => {
    expect(spreadTotal(10, [free(7), free(7), free(7)])).toMatchObject({ quantities: [4, 3, 3] })
    expect(spreadTotal(10, [free(0), free(0), free(0)])).toMatchObject({ quantities: [4, 3, 3] })
  })

  it('a cell with 50 on the book gets 50 of 100, not its 25; the other two share 50 as 1 : 2', () => {
    expect(spreadTotal(100, [free(1, 50), free(1), free(2)])).toMatchObject({ quantities: [50, 17, 33] })
  })

  it('a total under what is held and booked says how much those are; held cells alone cannot take another total', () => {
    expect(spreadTotal(60, [held(40), free(10, 30)])).toEqual({ kind: 'below-least', least: 70 })
    expect(spreadTotal(60, [held(40), held(10)])).toEqual({ kind: 'all-held', held: 50 })
    expect(spreadTotal(50, [held(40), held(10)])).toEqual({ kind: 'spread', quantities: [40, 10] })
    expect(spreadTotal(0, [])).toEqual({ kind: 'spread', quantities: [] })
  })

  it('the sum is exact, held cells are unchanged, no cell is under its least, and free cells are within a unit of proportion', () => {
    const cells = array(
      record({
        model: double({ min: 0, max: 1e6, noNaN: true }),
        held: option(integer({ min: 0, max: 1e6 }), { nil: null }),
        least: integer({ min: 0, max: 1000 }),
      }),
      { minLength: 1, maxLength: 60 },
    )
    assert(
      property(cells, integer({ min: 0, max: 1e9 }), (drawn, total) => {
        const answer = spreadTotal(total, drawn)
        const bound = drawn.reduce((sum, cell) => sum + (cell.held ?? cell.least), 0)
        if (answer.kind === 'below-least') expect(total).toBeLessThan(answer.least)
        if (answer.kind === 'all-held') expect(answer.held).not.toBe(total)
        if (answer.kind !== 'spread') return
        const { quantities } = answer
        expect(total).toBeGreaterThanOrEqual(bound)
        expect(quantities.reduce((sum, units) => sum + units, 0)).toBe(total)
        for (const [index, cell] of drawn.entries()) {
          if (cell.held !== null) expect(quantities[index]).toBe(cell.held)
          else expect(quantities[index]).toBeGreaterThanOrEqual(cell.least)
        }
        const above = drawn.flatMap((cell, index) =>
          cell.held === null && quantities[index]! > cell.least + 1
            ? [{ ...cell, units: quantities[index]! }]
            : [],
        )
        for (const one of above)
          for (const other of above)
            if (one.model <= other.model) expect(one.units).toBeLessThanOrEqual(other.units + 1)
      }),
    )
  })

  it('quantities that are broken are refused with the value seen', () => {
    expect(() => spreadTotal(1.5, [])).toThrow('got 1.5')
    expect(() => spreadTotal(1, [free(-1)])).toThrow('got -1')
    expect(() => spreadTotal(1, [held(0.5)])).toThrow('got 0.5')
    expect(() => spreadTotal(1, [free(1, Number.NaN)])).toThrow('got NaN')
  })
})
