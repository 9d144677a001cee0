import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BoxFruit,
  boxCalendar,
  mostHomeDays,
  spreadRipeness,
  warehouseDays,
} from '#planning/batches/box-calendar'
import { daysUntilReady, ripeningDates, ripeningProgress } from '#planning/batches/ripening'

const mango: BoxFruit = {
  boxDay: 0,
  leadTimeDays: 2,
  transportDays: 4,
  ripeningDays: 5,
  shelfLifeDays: 4,
  homeDays: 0,
}
const kiwi: BoxFruit = {
  boxDay: 0,
  leadTimeDays: 1,
  transportDays: 2,
  ripeningDays: 6,
  shelfLifeDays: 3,
  homeDays: 0,
}

const anyFruit = fc
  .record({
    boxDay: fc.integer({ min: -3, max: 9 }),
    leadTimeDays: fc.nat(20),
    transportDays: fc.nat(10),
    ripeningDays: fc.nat(8),
    shelfLifeDays: fc.integer({ min: 1, max: 9 }),
    home: fc.nat(8),
  })
  .map(({ home, ...fruit }): BoxFruit => ({ ...fruit, homeDays: Math.min(home, fruit.ripeningDays) }))

describe('the calendar of a box', () => {
  it('a fruit with two of its five ripening days at home is ordered by day 91 for a box on day 100, ready on 102', () => {
    expect(boxCalendar([{ ...mango, boxDay: 100, shelfLifeDays: 3, homeDays: 2 }], 100, 7)).toEqual({
      dates: [{ orderByDay: 91, shipDay: 93, arrivalDay: 97, readyDay: 102, lastDay: 104 }],
      emptyDays: [100, 101, 105, 106],
    })
  })

  it('a day more of ripening is a day earlier to order, ship and arrive, and the same day to be ready', () => {
    fc.assert(
      fc.property(anyFruit, (fruit) => {
        const [before] = boxCalendar([fruit], 50, 7).dates
        const [after] = boxCalendar([{ ...fruit, ripeningDays: fruit.ripeningDays + 1 }], 50, 7).dates
        expect(after).toEqual({
          ...before!,
          orderByDay: before!.orderByDay - 1,
          shipDay: before!.shipDay - 1,
          arrivalDay: before!.arrivalDay - 1,
        })
      }),
    )
  })

  it('mango that keeps four days and kiwi that keeps three fill the week when the mango ripens three days at home', () => {
    const chosen = spreadRipeness([mango, kiwi], 0, 7)
    expect(chosen).toEqual([3, 0])
    const fruits = [mango, kiwi].map((fruit, index) => ({ ...fruit, homeDays: chosen[index]! }))
    expect(boxCalendar(fruits, 0, 7).emptyDays).toEqual([])
  })

  it('no other choice of days at home leaves fewer days empty, nor as few with fewer days at home', () => {
    fc.assert(
      fc.property(
        fc.array(anyFruit, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 10 }),
        (fruits, span) => {
          const chosen = spreadRipeness(fruits, 0, span)
          const judged = (home: readonly number[]) => {
            const packed = fruits.map((fruit, index) => ({ ...fruit, homeDays: home[index]! }))
            return [boxCalendar(packed, 0, span).emptyDays.length, home.reduce((sum, days) => sum + days, 0)]
          }
          const [empty, days] = judged(chosen)
          for (const other of choices(fruits)) {
            const [otherEmpty, otherDays] = judged(other)
            expect(otherEmpty! > empty! || (otherEmpty === empty && otherDays! >= days!)).toBe(true)
          }
        },
      ),
      { numRuns: 60, seed: 3 },
    )
  })

  it('a box alternates with the next: what keeps over from the first counts in the days of the second', () => {
    const next = { ...kiwi, boxDay: 7 }
    const [home] = spreadRipeness([{ ...mango, shelfLifeDays: 9 }, next], 0, 12)
    expect(home).toBe(0)
    expect(boxCalendar([{ ...mango, shelfLifeDays: 9 }, next], 0, 12).emptyDays).toEqual([10, 11])
  })

  it('twelve fruits in four boxes are spread at once, whatever sets of days they could cover', () => {
    const fruits = Array.from({ length: 12 }, (_, index) => ({
      ...mango,
      boxDay: 7 * (index % 4),
      shelfLifeDays: 2,
    }))
    const chosen = spreadRipeness(fruits, 0, 28)
    const packed = fruits.map((fruit, index) => ({ ...fruit, homeDays: chosen[index]! }))
    expect(boxCalendar(packed, 0, 28).emptyDays.length).toBeLessThanOrEqual(4)
  })

  it('an empty box has nothing ripe on any day; wrong days are named with their range', () => {
    expect(boxCalendar([], 10, 3).emptyDays).toEqual([10, 11, 12])
    expect(spreadRipeness([], 0, 3)).toEqual([])
    expect(() => boxCalendar([mango], 0, 31)).toThrow('spanDays must be an integer from 1 to 30; got 31')
    expect(() => boxCalendar([{ ...mango, homeDays: 6 }], 0, 7)).toThrow(
      'fruits[0].homeDays must be <= 5 (ripeningDays); got 6',
    )
    expect(() => boxCalendar([{ ...mango, shelfLifeDays: 0 }], 0, 7)).toThrow(
      'fruits[0].shelfLifeDays must be an integer >= 1; got 0',
    )
  })
})

const celsius = fc.double({ min: 4, max: 32, noNaN: true })
const ripensBy = fc.record({
  profile: fc.record({
    daysAtReference: fc.double({ min: 0.5, max: 12, noNaN: true }),
    referenceCelsius: fc.constantFrom(15, 20, 25),
    q10: fc.double({ min: 1, max: 4, noNaN: true }),
  }),
  transportCelsius: celsius,
  warehouseCelsius: celsius,
  homeCelsius: celsius,
})
const anyWarmFruit = fc
  .record({ fruit: anyFruit, ripensBy, home: fc.nat(8) })
  .map(({ fruit, ripensBy: by, home }): BoxFruit & { ripensBy: typeof by } => {
    const warm = { ...fruit, ripensBy: by }
    return { ...warm, homeDays: Math.min(home, mostHomeDays(warm)) }
  })

describe('a box whose fruit ripens by temperature', () => {
  const tableMango: BoxFruit = {
    ...mango,
    transportDays: 3,
    ripensBy: {
      profile: { daysAtReference: 4, referenceCelsius: 20, q10: 2.5 },
      transportCelsius: 13,
      warehouseCelsius: 20,
      homeCelsius: 20,
    },
  }

  it('3 days at 13 °C leave 2.42 days at 20 °C: it arrives 3 days before the box; at 15 °C 4 days before', () => {
    const [at20] = boxCalendar([{ ...tableMango, boxDay: 100 }], 100, 7).dates
    expect(at20).toEqual({ orderByDay: 92, shipDay: 94, arrivalDay: 97, readyDay: 100, lastDay: 103 })
    const cool = { ...tableMango, ripensBy: { ...tableMango.ripensBy!, warehouseCelsius: 15 } }
    const [at15] = boxCalendar([{ ...cool, boxDay: 100 }], 100, 7).dates
    expect(at15).toEqual({ orderByDay: 91, shipDay: 93, arrivalDay: 96, readyDay: 100, lastDay: 103 })
    expect([warehouseDays(tableMango), warehouseDays(cool), mostHomeDays(tableMango)]).toEqual([3, 4, 2])
  })

  it('fruit that is ripe before it arrives is counted from the day on which it was', () => {
    const hot = { ...tableMango, ripensBy: { ...tableMango.ripensBy!, transportCelsius: 30 } }
    const [dates] = boxCalendar([{ ...hot, boxDay: 100 }], 100, 7).dates
    expect(dates).toMatchObject({ shipDay: 97, arrivalDay: 100, readyDay: 99, lastDay: 102 })
  })

  it('it ripens no later than planned, a day later on the way it would, and never more than it must', () => {
    fc.assert(
      fc.property(anyWarmFruit, (fruit) => {
        const { profile, transportCelsius, warehouseCelsius, homeCelsius } = fruit.ripensBy
        const [dates] = boxCalendar([fruit], 50, 7).dates
        const path = (warehouse: number) => [
          { days: fruit.transportDays, celsius: transportCelsius },
          { days: warehouse, celsius: warehouseCelsius },
          { days: fruit.homeDays, celsius: homeCelsius },
        ]
        const stay = fruit.boxDay - dates!.arrivalDay
        expect(ripeningProgress(profile, path(stay))).toBeGreaterThan(1 - 1e-6)
        if (stay > 0) expect(ripeningProgress(profile, path(stay - 1))).toBeLessThan(1 + 1e-6)
        expect(dates!.readyDay).toBeLessThanOrEqual(fruit.boxDay + fruit.homeDays)
        const days = daysUntilReady(profile, path(stay), homeCelsius)
        expect(dates!.readyDay - dates!.shipDay).toBeGreaterThan(days - 1e-6)
        const exact = ripeningDates(profile, fruit.boxDay + fruit.homeDays, {
          orderLeadDays: fruit.leadTimeDays,
          transport: path(0)[0]!,
          warehouseCelsius,
          home: path(0)[2]!,
        })
        expect(exact.orderByDay - dates!.orderByDay).toBeGreaterThan(-1e-6)
        expect(exact.orderByDay - dates!.orderByDay).toBeLessThan(1)
      }),
    )
  })

  it('a warmer warehouse never orders earlier', () => {
    fc.assert(
      fc.property(anyWarmFruit, fc.double({ min: 0, max: 10, noNaN: true }), (fruit, warmer) => {
        const { ripensBy: by } = fruit
        const warm = { ...fruit, ripensBy: { ...by, warehouseCelsius: by.warehouseCelsius + warmer } }
        const [before, after] = boxCalendar([fruit, warm], 50, 7).dates
        expect(after!.orderByDay).toBeGreaterThanOrEqual(before!.orderByDay)
      }),
    )
  })

  it('days at home are spread as for fruit with given days, none beyond what ripens at home', () => {
    fc.assert(
      fc.property(fc.array(anyWarmFruit, { minLength: 1, maxLength: 3 }), (fruits) => {
        const chosen = spreadRipeness(fruits, 0, 10)
        const packed = fruits.map((fruit, index) => ({ ...fruit, homeDays: chosen[index]! }))
        const empty = boxCalendar(packed, 0, 10).emptyDays.length
        expect(empty).toBeLessThanOrEqual(boxCalendar(fruits, 0, 10).emptyDays.length)
      }),
    )
  })
})

function choices(fruits: readonly BoxFruit[]): number[][] {
  return fruits.reduce<number[][]>(
    (all, { ripeningDays }) =>
      all.flatMap((chosen) => Array.from({ length: ripeningDays + 1 }, (_, home) => [...chosen, home])),
    [[]],
  )
}
