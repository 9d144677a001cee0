import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { drive } from '#api/solver/drive'
import { createHighsSolver } from '#api/solver/highs-solver'
import { type BoxLot, type BoxNeed, eatSlots, planBoxes } from '#planning/batches/box-plan'

const solver = createHighsSolver()
afterAll(() => solver.close())

const lot = (key: string, quantity: number, readyDay: number, lastDay: number, fruit = 'mango'): BoxLot => ({
  key,
  fruit,
  quantity,
  readyDay,
  lastDay,
  costPerPiece: 0,
  utilityPerPiece: 1,
})
const box = (key: string, count: number, firstDay: number, days = 7, missingPrice?: number): BoxNeed => ({
  key,
  count,
  slots: eatSlots(firstDay, days, 1),
  mostPerBox: (fruit) => (fruit === 'mango' ? 1 : 0),
  ...(missingPrice === undefined ? {} : { missingPrice }),
})
const soft = { unripeDayPrice: 10, firstExpiredPrice: 1e-4 }

describe('lots into boxes of several weeks', () => {
  it('the lot that spoils first goes into the earlier box, the later one into the next, and the rest is left over', async () => {
    const lots = [lot('late', 60, 0, 20), lot('soon', 50, 0, 9)]
    const plan = await drive(planBoxes(lots, [box('one', 50, 0), box('two', 40, 7)], soft), solver)
    expect(plan.pieces).toEqual([
      [[0], [40]],
      [[50], [0]],
    ])
    expect(plan.leftOver).toEqual([20, 0])
  })

  it('fruit ripe on five of seven days is packed where nothing better is there, never where it is ripe on none', async () => {
    const days = async (unripeDayPrice?: number) =>
      (
        await drive(
          planBoxes(
            [lot('short', 9, 0, 4), lot('after', 9, 8, 12)],
            [box('one', 9, 0)],
            unripeDayPrice === undefined ? {} : { unripeDayPrice },
          ),
          solver,
        )
      ).missing
    expect(await days()).toEqual([[9]])
    expect(await days(10)).toEqual([[0]])
  })

  it('where there is too little, the box that weighs more is filled first', async () => {
    const plan = await drive(
      planBoxes([lot('a', 30, 0, 20)], [box('others', 25, 0, 1, 100), box('subscribers', 20, 0)]),
      solver,
    )
    expect(plan.missing).toEqual([[15], [0]])
  })

  it('a lot that is not there on the day of a box is in none of it', async () => {
    const plan = await drive(
      planBoxes([lot('a', 30, 0, 20)], [box('one', 10, 0), box('two', 10, 7)], {
        windowOf: (of, need) => (need.key === 'one' ? null : of),
      }),
      solver,
    )
    expect(plan.pieces).toEqual([[[0], [10]]])
    expect(plan.missing).toEqual([[10], [0]])
  })

  it('the days of a box are parted among its pieces without gap, overlap or a piece lost', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -50, max: 50 }),
        fc.integer({ min: 1, max: 28 }),
        fc.integer({ min: 1, max: 40 }),
        (firstDay, days, pieces) => {
          const slots = eatSlots(firstDay, days, pieces)
          let next = firstDay
          for (const slot of slots) {
            expect(slot.firstDay).toBe(next)
            expect(slot.lastDay).toBeGreaterThanOrEqual(slot.firstDay)
            next = slot.lastDay + 1
          }
          expect(next).toBe(firstDay + days)
          expect(slots.reduce((sum, { piecesPerBox }) => sum + piecesPerBox, 0)).toBe(pieces)
        },
      ),
    )
    expect(() => eatSlots(0, 7, 0)).toThrow('piecesPerBox must be an integer > 0; got 0')
    expect(() => planBoxes([], [box('none', 0, 0)]).next()).toThrow(
      'count of box none must be an integer > 0; got 0',
    )
  })

  it('any lots and boxes: each lot is parted without rest, each box filled or named as missing, no fruit beyond its cap, nothing unripe', async () => {
    const lots = fc.array(
      fc.record({
        fruit: fc.constantFrom('mango', 'kiwi'),
        quantity: fc.nat(40),
        readyDay: fc.nat(12),
        days: fc.nat(12),
      }),
      { maxLength: 6 },
    )
    const needs = fc.array(
      fc.record({
        count: fc.integer({ min: 1, max: 30 }),
        week: fc.nat(2),
        pieces: fc.integer({ min: 1, max: 3 }),
      }),
      { maxLength: 4 },
    )
    await fc.assert(
      fc.asyncProperty(lots, needs, fc.integer({ min: 0, max: 2 }), async (given, wanted, kiwis) => {
        const all = given.map((each, at) =>
          lot(`${at}`, each.quantity, each.readyDay, each.readyDay + each.days, each.fruit),
        )
        const boxes = wanted.map(({ count, week, pieces }, at) => ({
          key: `${at}`,
          count,
          slots: eatSlots(7 * week, 7, pieces),
          mostPerBox: (fruit: string) => (fruit === 'kiwi' ? kiwis : 2),
        }))
        const plan = await drive(planBoxes(all, boxes, soft), solver)
        all.forEach((each, at) => {
          expect(plan.pieces[at]!.flat().reduce((sum, pieces) => sum + pieces, plan.leftOver[at]!)).toBe(
            each.quantity,
          )
          expect(plan.leftOver[at]).toBeGreaterThanOrEqual(0)
        })
        boxes.forEach((need, b) => {
          need.slots.forEach((slot, s) => {
            const packed = all.map((_, at) => plan.pieces[at]![b]![s]!)
            expect(packed.reduce((sum, pieces) => sum + pieces, plan.missing[b]![s]!)).toBe(
              need.count * slot.piecesPerBox,
            )
            packed.forEach((pieces, at) => {
              if (pieces === 0) return
              expect(all[at]!.readyDay).toBeLessThanOrEqual(slot.lastDay)
              expect(all[at]!.lastDay).toBeGreaterThanOrEqual(slot.firstDay)
            })
          })
          for (const fruit of ['mango', 'kiwi']) {
            const packed = all.reduce(
              (sum, each, at) =>
                sum + (each.fruit === fruit ? plan.pieces[at]![b]!.reduce((a, pieces) => a + pieces, 0) : 0),
              0,
            )
            expect(packed).toBeLessThanOrEqual(need.count * need.mostPerBox(fruit))
          }
        })
      }),
      { numRuns: 60 },
    )
  })
})
