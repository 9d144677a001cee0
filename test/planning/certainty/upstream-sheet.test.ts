import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { upstreamCertainty } from '#planning/certainty/upstream'
import { type SheetBillLine, upstreamNeeds } from '#planning/certainty/upstream-sheet'

/** Day 4 is a Monday; weeks start on 4, 11, 18 … */
const down: SheetBillLine = {
  itemId: 1,
  materialId: 10,
  materialSupplierId: 7,
  quantityPerUnit: 180,
  leadTimeDays: 21,
}
const zip: SheetBillLine = {
  ...down,
  materialId: 11,
  materialSupplierId: 8,
  quantityPerUnit: 1,
  leadTimeDays: 10,
}

describe('upstream needs', () => {
  it('100 jackets, 80 of them sure, arriving on day 60, made in 20 days: 18,000 g of down in the week of day 39, 14,400 sure', () => {
    const needs = upstreamNeeds(
      [{ itemId: 1, arrivesOnDay: 60, authorisedUnits: 100, sureUnits: 80 }],
      [down, zip],
      new Map([[1, 20]]),
      0,
    )
    expect(needs).toEqual([
      {
        materialId: 10,
        materialSupplierId: 7,
        needWeekDay: 39,
        authorisedQuantity: 18_000,
        sureQuantity: 14_400,
        leadTimeDays: 21,
        fits: true,
      },
      {
        materialId: 11,
        materialSupplierId: 8,
        needWeekDay: 39,
        authorisedQuantity: 100,
        sureQuantity: 80,
        leadTimeDays: 10,
        fits: true,
      },
    ])
  })
  it('25 days ahead the zips of 10 days still fit, the down of 21 days does not', () => {
    const needs = upstreamNeeds(
      [{ itemId: 1, arrivesOnDay: 60, authorisedUnits: 100, sureUnits: 80 }],
      [down, zip],
      new Map([[1, 20]]),
      25,
    )
    expect(needs.map(({ fits }) => fits)).toEqual([false, true])
  })
  it('items that share a material and a week are one need; thirds do not round up to one more', () => {
    const third = { ...down, quantityPerUnit: 1 / 3 }
    const needs = upstreamNeeds(
      [1, 2, 3].map((itemId) => ({ itemId, arrivesOnDay: 30, authorisedUnits: 1, sureUnits: 1 })),
      [third, { ...third, itemId: 2 }, { ...third, itemId: 3 }],
      new Map(),
      0,
    )
    expect(needs.map(({ authorisedQuantity }) => authorisedQuantity)).toEqual([1])
  })
  it('fits exactly where the value of certainty is not 0: horizon >= lead time of the item plus the material', () => {
    const unit = { price: 40, cost: 28, salvage: 10 }
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 0, max: 40 }),
        (itemWeeks, materialWeeks, horizonWeeks) => {
          // Whole weeks from a Monday: no rounding of weeks comes between the two.
          const [need] = upstreamNeeds(
            [{ itemId: 1, arrivesOnDay: 4 + 7 * horizonWeeks, authorisedUnits: 5, sureUnits: 0 }],
            [{ ...down, leadTimeDays: 7 * materialWeeks }],
            new Map([[1, 7 * itemWeeks]]),
            4,
          )
          const chain = upstreamCertainty(
            [
              {
                name: 'jacket',
                unit,
                leadTime: itemWeeks,
                orderVarianceRatio: 1,
                inputs: [{ name: 'down', units: 1 }],
              },
              { name: 'down', unit, leadTime: materialWeeks, orderVarianceRatio: 1, inputs: [] },
            ],
            { horizon: horizonWeeks, mean: 100, deviation: 30 },
          )
          expect(need!.fits).toBe(chain.tiers[1]!.fitsCommitment)
        },
      ),
    )
  })
  it('more sure than authorised is refused', () => {
    expect(() =>
      upstreamNeeds([{ itemId: 1, arrivesOnDay: 9, authorisedUnits: 5, sureUnits: 6 }], [down], new Map(), 0),
    ).toThrow('sureUnits must be in [0, 5]; got 6')
  })
  it('a bill without quantity is refused', () => {
    expect(() => upstreamNeeds([], [{ ...down, quantityPerUnit: 0 }], new Map(), 0)).toThrow(
      'quantityPerUnit must be > 0; got 0',
    )
  })
})
