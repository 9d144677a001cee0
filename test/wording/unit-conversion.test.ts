import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Rejected } from '#api/ingest/rejected'
import { baseQuantity, baseUnitsPer, unitCode } from '#api/ingest/unit-conversion'
import { UNIT_WORDS } from '#api/wording/unit-name'

describe('units of files', () => {
  it('examples: 箱 is carton; 1 公斤 = 1000 g; 2.5 × 1000 = 2500', () => {
    expect(unitCode(' 箱 ')).toBe('carton')
    expect(unitCode('ＫＧ')).toBe('kilogram')
    expect(unitCode('礼盒')).toBe('礼盒')
    expect(baseUnitsPer('公斤', { baseUnit: 'gram', packs: new Map() })).toBe(1000)
    expect(baseQuantity(2.5, 1000)).toBe(2500)
  })
  it('an item’s own pack wins over the measure of the same name', () => {
    expect(baseUnitsPer('斤', { baseUnit: 'gram', packs: new Map([['jin', 600]]) })).toBe(600)
    expect(baseUnitsPer('kg', { baseUnit: 'piece', packs: new Map([['carton', 6]]) })).toMatchObject({
      fault: 'unknown-unit',
      parameters: { units: 'piece, carton' },
    })
  })
  it('no word means two units', () => {
    const words = Object.values(UNIT_WORDS).flat()
    expect(new Set(words).size).toBe(words.length)
  })
  it('what was written in thousandths comes back whole, and nothing else does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900_000_000 }), (grams) => {
        expect(baseQuantity(grams / 1000, 1000)).toBe(grams)
        expect(baseQuantity(Number((grams / 1000).toFixed(3)), 1000)).toBe(grams)
        expect(baseQuantity((grams + 0.4) / 1000, 1000)).toBeInstanceOf(Rejected)
      }),
    )
  })
})
