import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { drive } from '#api/solver/drive'
import { createHighsSolver } from '#api/solver/highs-solver'
import { type LotFruit, lotsIntoBoxes, lotWindow } from '#planning/batches/box-lots'

const solver = createHighsSolver()
afterAll(() => solver.close())

const mango: LotFruit = {
  fruit: 'mango',
  transportDays: 3,
  ripeningDays: 4,
  ripensBy: {
    profile: { daysAtReference: 4, referenceCelsius: 20, q10: 2.5 },
    transportCelsius: 13,
    warehouseCelsius: 20,
    homeCelsius: 20,
  },
  shelfLifeDays: 8,
  unitCost: 30,
}
const kiwi: LotFruit = { fruit: 'kiwi', transportDays: 3, ripeningDays: 6, shelfLifeDays: 20, unitCost: 20 }
const span = { firstDay: 100, lastDay: 127 }
const weekly = (packDay: number, count: number, fruit = 'mango') => ({
  packDay,
  count,
  days: 7,
  contents: [{ fruit, quantity: 1 }],
})
const answer = (...args: Parameters<typeof lotsIntoBoxes>) => drive(lotsIntoBoxes(...args), solver)

describe('the lots of a plan and the coming boxes', () => {
  it('a lot that arrives on day 100 is ripe on 103 at 20 °C and on 104 at 15 °C, on 103 again when packed on 102', () => {
    const cool = { ...mango, ripensBy: { ...mango.ripensBy!, warehouseCelsius: 15 } }
    const never = Number.POSITIVE_INFINITY
    expect(lotWindow(mango, 100, 100, never)).toEqual({ readyDay: 103, lastDay: 110 })
    expect(lotWindow(cool, 100, 100, never)).toEqual({ readyDay: 104, lastDay: 111 })
    expect(lotWindow(cool, 100, 100, 102)).toEqual({ readyDay: 104, lastDay: 111 })
    expect(lotWindow(cool, 100, 100, 100)).toEqual({ readyDay: 103, lastDay: 110 })
    expect(lotWindow(kiwi, 100, 100, 101)).toEqual({ readyDay: 106, lastDay: 125 })
    expect(lotWindow(kiwi, null, 100, 101)).toEqual({ readyDay: 100, lastDay: 119 })
  })

  it('boxes are filled before other buyers; what spoils before the last day is waste, what is good beyond it is kept', async () => {
    const { lots, boxes } = await answer(
      [mango, kiwi],
      [
        { fruit: 'mango', quantity: 60, arrivalDay: null },
        { fruit: 'mango', quantity: 50, arrivalDay: 104 },
        { fruit: 'kiwi', quantity: 12, arrivalDay: 118 },
      ],
      [weekly(100, 40), weekly(107, 45)],
      [
        { fruit: 'mango', day: 103, quantity: 15 },
        { fruit: 'kiwi', day: 103, quantity: 3 },
      ],
      span,
    )
    expect(lots.map(({ boxed, others, kept, wasted }) => [boxed, others, kept, wasted])).toEqual([
      [40, 15, 0, 5],
      [45, 0, 0, 5],
      [0, 0, 12, 0],
    ])
    expect(boxes.map(({ missing, emptyDays }) => [missing, emptyDays])).toEqual([
      [[], []],
      [[], []],
    ])
    expect(boxes[1]!.parts).toEqual([
      {
        lot: 1,
        pieces: 45,
        slot: { firstDay: 107, lastDay: 113, piecesPerBox: 1 },
        readyDay: 107,
        lastDay: 114,
      },
    ])
  })

  it('a cool warehouse makes the lot late: the first days of its boxes have nothing ripe, and it is said for how many', async () => {
    const slow = { ...mango, ripensBy: { ...mango.ripensBy!, warehouseCelsius: 8, homeCelsius: 12 } }
    const { boxes } = await answer(
      [slow],
      [{ fruit: 'mango', quantity: 20, arrivalDay: 104 }],
      [weekly(107, 18)],
      [],
      span,
    )
    const [first] = boxes
    expect(first!.missing).toEqual([])
    expect(first!.emptyDays.length).toBe(first!.parts[0]!.readyDay - 107)
    expect(first!.emptyDays[0]).toEqual({ day: 107, boxes: 18 })
  })

  it('a box of two fruits is short of the one that is not there, and of no other', async () => {
    const duo = {
      packDay: 107,
      count: 10,
      days: 14,
      contents: [
        { fruit: 'mango', quantity: 1 },
        { fruit: 'kiwi', quantity: 1 },
      ],
    }
    const { boxes } = await answer(
      [mango, kiwi],
      [
        { fruit: 'mango', quantity: 4, arrivalDay: 104 },
        { fruit: 'kiwi', quantity: 30, arrivalDay: null },
        { fruit: 'mango', quantity: 50, arrivalDay: 108 },
      ],
      [duo],
      [],
      span,
    )
    expect(boxes[0]!.missing).toEqual([{ fruit: 'mango', pieces: 6 }])
  })

  it('any lots and boxes: every piece of a lot is told once, no lot goes into a box before it is there', async () => {
    const lots = fc.array(
      fc.record({
        fruit: fc.constantFrom('mango', 'kiwi'),
        quantity: fc.nat(60),
        arrivalDay: fc.option(fc.integer({ min: 95, max: 125 })),
      }),
      { maxLength: 6 },
    )
    const boxes = fc.array(
      fc.record({
        packDay: fc.integer({ min: 100, max: 120 }),
        count: fc.integer({ min: 1, max: 50 }),
        days: fc.constantFrom(7, 14),
        contents: fc.constantFrom(
          [{ fruit: 'mango', quantity: 1 }],
          [
            { fruit: 'mango', quantity: 1 },
            { fruit: 'kiwi', quantity: 2 },
          ],
        ),
      }),
      { maxLength: 4 },
    )
    const others = fc.array(
      fc.record({
        fruit: fc.constantFrom('mango', 'kiwi'),
        day: fc.integer({ min: 100, max: 127 }),
        quantity: fc.nat(40),
      }),
      { maxLength: 3 },
    )
    await fc.assert(
      fc.asyncProperty(lots, boxes, others, async (given, coming, demand) => {
        const plan = await answer([mango, kiwi], given, coming, demand, span)
        plan.lots.forEach(({ boxed, others: sold, kept, wasted }, at) => {
          expect(boxed + sold + kept + wasted).toBe(given[at]!.quantity)
          const inBoxes = plan.boxes.flatMap(({ parts }) => parts.filter(({ lot }) => lot === at))
          expect(inBoxes.reduce((sum, { pieces }) => sum + pieces, 0)).toBe(boxed)
        })
        plan.boxes.forEach(({ parts, missing }, at) => {
          const { packDay, count, contents } = coming[at]!
          for (const { fruit, quantity } of contents) {
            const packed = parts.reduce(
              (sum, part) => sum + (given[part.lot]!.fruit === fruit ? part.pieces : 0),
              0,
            )
            const short = missing.find((each) => each.fruit === fruit)?.pieces ?? 0
            expect(packed + short).toBe(count * quantity)
          }
          for (const { lot } of parts)
            expect(given[lot]!.arrivalDay ?? span.firstDay).toBeLessThanOrEqual(packDay)
        })
      }),
      { numRuns: 60 },
    )
  })

  it('a lot of a fruit that is not described is refused', () => {
    expect(() =>
      lotsIntoBoxes([mango], [{ fruit: 'pear', quantity: 1, arrivalDay: null }], [], [], span).next(),
    ).toThrow('fruit of a lot must be described; got pear')
  })
})
