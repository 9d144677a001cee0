import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkPromise,
  freeMinutes,
  type PromiseLine,
  type PromiseRequest,
} from '#planning/certainty/promise-check'

/** 600 free minutes on each of days 0–99. */
const line = (over: Partial<PromiseLine> = {}): PromiseLine => ({
  unitMinutes: 3,
  setupMinutes: 0,
  days: Array.from({ length: 100 }, (_, day) => day),
  freeMinutes: new Array<number>(100).fill(600),
  overtimeMinutes: new Array<number>(100).fill(0),
  deferrableMinutes: new Array<number>(100).fill(0),
  ...over,
})
const request: PromiseRequest = Object.freeze<PromiseRequest>({
  quantity: 1000,
  fromDay: 0,
  byDay: 30,
  leadTimeDays: 14,
  transportDays: 3,
  materials: [
    { code: 'zip', leadTimeDays: 10 },
    { code: 'down', leadTimeDays: 21 },
  ],
  lines: [line()],
})

describe('promise check', () => {
  it('down on day 21, 200 a day for 5 days, day 25, 3 days of transport: day 28; down binds', () => {
    const check = checkPromise(request)
    expect(check).toMatchObject({ canBeKept: true, earliestDay: 28 })
    expect(check.binding).toMatchObject({ kind: 'material', name: 'down', earliestDay: 24 })
    expect(check.quantityByDay).toBe(200 * 7)
  })
  it('4,000 need 20 days from day 10: day 32 is too late and the line binds; 3,600 come in time', () => {
    const check = checkPromise({ ...request, quantity: 4000, materials: [{ code: 'zip', leadTimeDays: 10 }] })
    expect(check).toMatchObject({ canBeKept: false, earliestDay: 32, quantityByDay: 3600 })
    expect(check.binding.kind).toBe('capacity')
  })
  it('without material and lines the stated lead time binds: 14 + 3', () => {
    const check = checkPromise({ ...request, materials: [], lines: [] })
    expect(check).toMatchObject({ canBeKept: true, earliestDay: 17, quantityByDay: Number.POSITIVE_INFINITY })
    expect(check.binding.kind).toBe('lead-time')
  })
  it('two lines share the work, each after its own setup of a day', () => {
    const pair = {
      ...request,
      materials: [],
      leadTimeDays: 0,
      lines: [line({ setupMinutes: 600 }), line({ setupMinutes: 600 })],
    }
    // Day 0 goes to setups; 400 a day from day 1: 1,000 by the end of day 3, plus 3 days.
    expect(checkPromise(pair).earliestDay).toBe(6)
  })
  it('overtime is told only when it brings the date forward', () => {
    const busy = { ...request, quantity: 4000 }
    expect(checkPromise(busy).earliestDayWithOvertime).toBeNull()
    const overtime = line({ overtimeMinutes: new Array<number>(100).fill(600) })
    expect(checkPromise({ ...busy, lines: [overtime] }).earliestDayWithOvertime).toBe(21 + 9 + 3)
  })
  it('a line full of what no order asks for: nothing is free, and putting it off makes 200 a day', () => {
    const full = line({
      freeMinutes: new Array<number>(100).fill(0),
      deferrableMinutes: new Array<number>(100).fill(600),
    })
    const check = checkPromise({ ...request, lines: [full] })
    expect(check).toMatchObject({ canBeKept: false, earliestDay: null, earliestDayWhenDeferring: 28 })
    expect(check.binding.kind).toBe('capacity')
  })
  it('when the known days are not enough there is no date, and the line binds', () => {
    const check = checkPromise({ ...request, quantity: 1_000_000 })
    expect(check).toMatchObject({ canBeKept: false, earliestDay: null })
    expect(check.binding.kind).toBe('capacity')
  })
  it('more units never come earlier, a later promise never holds fewer, and it is kept exactly when the date is in time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 0, max: 2000 }),
        fc.integer({ min: 0, max: 90 }),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 1500 }),
        (quantity, more, byDay, later, setupMinutes) => {
          const given = { ...request, quantity, byDay, lines: [line({ setupMinutes })] }
          const check = checkPromise(given)
          const larger = checkPromise({ ...given, quantity: quantity + more })
          expect(larger.earliestDay ?? 1e9).toBeGreaterThanOrEqual(check.earliestDay ?? 1e9)
          expect(checkPromise({ ...given, byDay: byDay + later }).quantityByDay).toBeGreaterThanOrEqual(
            check.quantityByDay,
          )
          expect(check.canBeKept).toBe(check.earliestDay !== null && check.earliestDay <= byDay)
          expect(check.canBeKept).toBe(check.quantityByDay >= quantity)
        },
      ),
    )
  })
  it('400 of a week of 600 + 200 minutes are planned: half is left of each day; an overfull week leaves nothing', () => {
    const week = { days: [4, 5], minutes: [600, 200] }
    expect(freeMinutes(week, [{ firstDay: 4, minutes: 400 }])).toEqual([300, 100])
    expect(freeMinutes(week, [{ firstDay: 4, minutes: 900 }])).toEqual([0, 0])
    expect(freeMinutes(week, [])).toEqual([600, 200])
  })
  it('a quantity of nothing is refused', () => {
    expect(() => checkPromise({ ...request, quantity: 0 })).toThrow('quantity must be > 0; got 0')
  })
})
