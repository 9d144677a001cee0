import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { materialOrders, materialUrgency, wholeMaterial } from '#planning/batches/material-orders'
import { AUTHORISATIONS } from '#planning/demand/rung'
import { addDays, bucketStart } from '#planning/time-bucket'

const use = Object.freeze({
  itemId: 1,
  materialId: 7,
  quantityPerUnit: 1.5,
  makingDays: 14,
  leadTimeDays: 10,
})
const asked = (week: string, quantity: number, authorisation: (typeof AUTHORISATIONS)[number] = 'make') =>
  Object.freeze({ itemId: 1, week, authorisation, quantity })

describe('material orders', () => {
  it('100 × 1.5 for 6 July, made in 14 days: needed on 22 June, ordered 10 days before, on 12 June', () => {
    expect(materialOrders([asked('2026-07-06', 100)], [use])).toEqual([
      {
        materialId: 7,
        week: '2026-06-22',
        neededOn: '2026-06-22',
        orderBy: '2026-06-12',
        quantity: { make: 150, 'reserve-and-material': 0, 'material-only': 0, 'look-only': 0 },
        itemIds: [1],
      },
    ])
  })

  it('two items that start in one week share a row, ordered for the earlier of them', () => {
    const slow = { ...use, itemId: 2, makingDays: 12, quantityPerUnit: 2 }
    const rows = materialOrders(
      [asked('2026-07-06', 100), { ...asked('2026-07-06', 10, 'material-only'), itemId: 2 }],
      [use, slow],
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ neededOn: '2026-06-22', orderBy: '2026-06-12', itemIds: [1, 2] })
    expect(rows[0]!.quantity).toMatchObject({ make: 150, 'material-only': 20 })
  })

  it('without a known source there is no last day of ordering', () => {
    const [row] = materialOrders([asked('2026-07-06', 1)], [{ ...use, leadTimeDays: null }])
    expect(row).toMatchObject({ neededOn: '2026-06-22', orderBy: null })
  })

  it('whatever is asked: units of each authorisation are those of the bill, and each need lies in its week', () => {
    const week = fc.integer({ min: 0, max: 30 }).map((count) => addDays('2026-06-01', 7 * count))
    const line = fc.record({
      itemId: fc.integer({ min: 1, max: 3 }),
      week,
      authorisation: fc.constantFrom(...AUTHORISATIONS),
      quantity: fc.integer({ min: 0, max: 500 }),
    })
    const bill = fc.uniqueArray(
      fc.record({
        itemId: fc.integer({ min: 1, max: 3 }),
        materialId: fc.integer({ min: 1, max: 3 }),
        quantityPerUnit: fc.integer({ min: 1, max: 9 }),
        makingDays: fc.integer({ min: 0, max: 60 }),
        leadTimeDays: fc.integer({ min: 0, max: 60 }),
      }),
      { selector: ({ itemId, materialId }) => `${itemId}/${materialId}`, maxLength: 9 },
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), bill, (lines, uses) => {
        const rows = materialOrders(lines, uses)
        for (const authorisation of AUTHORISATIONS) {
          const expected = lines
            .filter((each) => each.authorisation === authorisation)
            .flatMap((each) =>
              uses
                .filter(({ itemId }) => itemId === each.itemId)
                .map(({ quantityPerUnit }) => quantityPerUnit * each.quantity),
            )
          const units = (all: readonly number[]) => all.reduce((sum, value) => sum + value, 0)
          expect(units(rows.map(({ quantity }) => quantity[authorisation]))).toBe(units(expected))
        }
        for (const row of rows) expect(bucketStart(row.neededOn, 'week')).toBe(row.week)
      }),
    )
  })

  it('urgency on 8 June', () => {
    const order = { neededOn: '2026-06-22', orderBy: '2026-06-12', buyable: 150 }
    const on = (change: Partial<{ neededOn: string; orderBy: string | null; buyable: number }>) =>
      materialUrgency({ ...order, ...change }, '2026-06-08')
    expect(on({})).toBe('this-week')
    expect(on({ orderBy: '2026-06-08' })).toBe('this-week')
    expect(on({ orderBy: '2026-06-14' })).toBe('this-week')
    expect(on({ orderBy: '2026-06-15' })).toBe('later')
    expect(on({ orderBy: '2026-06-07' })).toBe('late')
    expect(on({ neededOn: '2026-06-07' })).toBe('in-work')
    expect(on({ buyable: 0 })).toBe('look-only')
    expect(on({ orderBy: null })).toBe('no-source')
  })

  it('negative days and units are refused by name', () => {
    expect(() => materialOrders([asked('2026-07-06', -1)], [])).toThrow('quantity must be >= 0; got -1')
    expect(() => materialOrders([], [{ ...use, makingDays: -1 }])).toThrow('makingDays must be >= 0; got -1')
    expect(() => materialOrders([], [{ ...use, leadTimeDays: -2 }])).toThrow(
      'leadTimeDays must be >= 0; got -2',
    )
    expect(() => materialOrders([], [{ ...use, quantityPerUnit: 0 }])).toThrow(
      'quantityPerUnit must be > 0; got 0',
    )
  })
})

describe('material in whole units', () => {
  const parts = { make: 96.7, 'reserve-and-material': 0.2, 'material-only': 2.5, 'look-only': 3.4 }
  it('96.7 to make are 97 to buy; with 0.2 and 2.5 more it is 100, not 97 + 1 + 3', () => {
    expect(wholeMaterial(parts)).toEqual({
      make: 97,
      'reserve-and-material': 0,
      'material-only': 3,
      'look-only': 3,
    })
  })
  it('thirds that add up to a whole do not become one more', () => {
    const third = { ...parts, make: 1 / 3 + 1 / 3 + 1 / 3, 'reserve-and-material': 0, 'material-only': 0 }
    expect(wholeMaterial(third).make).toBe(1)
  })
})
