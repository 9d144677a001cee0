import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { secondSetupCost } from '#planning/batches/batch-schedule'
import { meanTerms } from '#planning/batches/certainty-dial'
import { servedWindow } from '#planning/batches/served-window'

describe('weeks that a batch serves', () => {
  it('from week 2 until the next batch in week 5, and week 1 whose need it is pegged to; 30 of the 40 units of its week', () => {
    const others = [
      { readyWeek: 2, units: 10 },
      { readyWeek: 5, units: 9 },
    ]
    expect(servedWindow({ readyWeek: 2, units: 30, needWeeks: [1] }, others, 12)).toEqual({
      first: 1,
      last: 4,
      share: 0.75,
    })
  })
  it('a batch that makes none of the item does not end the window; what comes in week 7 without a batch does', () => {
    expect(servedWindow({ readyWeek: 2, units: 30, needWeeks: [] }, [{ readyWeek: 3, units: 0 }], 7)).toEqual(
      {
        first: 2,
        last: 6,
        share: 1,
      },
    )
  })
  it('any batches: the own week lies in the window, and the shares of a week add up to 1', () => {
    const batch = fc.record({
      readyWeek: fc.nat(9),
      units: fc.integer({ min: 1, max: 50 }),
      needWeeks: fc.array(fc.nat(11), { maxLength: 3 }),
    })
    fc.assert(
      fc.property(fc.array(batch, { minLength: 1, maxLength: 6 }), (batches) => {
        const windows = batches.map((each) =>
          servedWindow(
            each,
            batches.filter((other) => other !== each),
            12,
          ),
        )
        windows.forEach(({ first, last }, at) => {
          expect(first).toBeLessThanOrEqual(batches[at]!.readyWeek)
          expect(last).toBeGreaterThanOrEqual(batches[at]!.readyWeek)
        })
        const week = batches[0]!.readyWeek
        const shares = windows.flatMap(({ share }, at) => (batches[at]!.readyWeek === week ? [share] : []))
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
      }),
    )
  })
  it('a batch of nothing serves no weeks: refused', () => {
    expect(() => servedWindow({ readyWeek: 0, units: 0, needWeeks: [] }, [], 9)).toThrow(
      'units must be > 0; got 0',
    )
  })
})

describe('terms of a batch', () => {
  it('30 at 100 and 10 at 140, each costing 60: margin (30·100 + 10·140)/40 − 60 = 50', () => {
    const items = [
      { quantity: 30, priceMinor: 100, unitCostMinor: 60 },
      { quantity: 10, priceMinor: 140, unitCostMinor: 60 },
    ]
    expect(meanTerms(items)).toEqual({ marginPerUnit: 50, costPerUnit: 60, salvageFraction: 0.4 })
  })
  it('nothing earned, or no cost known: no dial', () => {
    expect(meanTerms([{ quantity: 1, priceMinor: 60, unitCostMinor: 60 }])).toBeNull()
    expect(meanTerms([{ quantity: 1, priceMinor: 60, unitCostMinor: 0 }])).toBeNull()
    expect(() => meanTerms([])).toThrow('quantity must be > 0 in all; got 0')
  })
  it('a second setup: 500 and 30 minutes at 4 a minute are 620; a family without setup costs nothing', () => {
    const line = {
      capacityMinutes: new Map(),
      overtimeMinutes: new Map(),
      overtimeCostPerMinute: 4,
      committedMinutes: new Map(),
    }
    const floor = {
      lines: new Map([[1, line]]),
      routings: new Map(),
      families: new Map([[1, new Map([[7, { setupMinutes: 30, setupCost: 500 }]])]]),
      items: new Map(),
    }
    expect(secondSetupCost({ lineId: 1, familyId: 7 }, floor)).toBe(620)
    expect(secondSetupCost({ lineId: 1, familyId: 8 }, floor)).toBe(0)
  })
})
