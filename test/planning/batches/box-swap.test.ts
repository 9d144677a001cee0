import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type SwapRule, swapBoxes } from '#planning/batches/box-swap'

const lot = (fruit: string, quantity: number, lastDay = 5, readyDay = 0) => ({
  fruit,
  quantity,
  readyDay,
  lastDay,
})
const kiwiForMango: SwapRule = { fruit: 'mango', replacedBy: 'kiwi', piecesPerPiece: 2, mostPerBox: 1 }
const today = { day: 2, boxCount: 10 }

describe('swap rules of boxes', () => {
  it('6 mangoes not there, 2 kiwis for each: 9 kiwis replace 4 with 8, and 2 stay missing', () => {
    expect(swapBoxes([lot('kiwi', 9)], [{ fruit: 'mango', pieces: 6 }], [kiwiForMango], today)).toEqual({
      packed: [[8]],
      swapped: [4],
      missing: [2],
    })
  })
  it('mangoes ripe from day 4 are short on day 2; kiwis wished for themselves are packed before any stands in', () => {
    const wishes = [
      { fruit: 'mango', pieces: 5 },
      { fruit: 'kiwi', pieces: 6 },
    ]
    expect(swapBoxes([lot('mango', 50, 9, 4), lot('kiwi', 8)], wishes, [kiwiForMango], today)).toEqual({
      packed: [
        [0, 2],
        [0, 6],
      ],
      swapped: [1, 0],
      missing: [4, 0],
    })
  })
  it('at most one piece per box is replaced: of 30 in 10 boxes only 10', () => {
    const { swapped, missing } = swapBoxes(
      [lot('kiwi', 500)],
      [{ fruit: 'mango', pieces: 30 }],
      [kiwiForMango],
      today,
    )
    expect([swapped, missing]).toEqual([[10], [20]])
  })
  it('what spoils soonest goes first, also when it stands in', () => {
    const { packed } = swapBoxes(
      [lot('kiwi', 4, 9), lot('kiwi', 4, 3)],
      [{ fruit: 'mango', pieces: 3 }],
      [kiwiForMango],
      today,
    )
    expect(packed).toEqual([[2, 4]])
  })
  it('a fruit that stands in for itself is refused', () => {
    expect(() => swapBoxes([], [], [{ ...kiwiForMango, replacedBy: 'mango' }], today)).toThrow(
      'replacedBy must be another fruit than mango',
    )
  })
  it('any boxes: wished = packed as wished + swapped + missing; nothing unripe or beyond its lot; no swap against the rules', () => {
    const fruit = fc.constantFrom('mango', 'kiwi', 'pear')
    const lots = fc.array(
      fc.record({
        fruit,
        quantity: fc.nat(40),
        readyDay: fc.nat(4),
        lastDay: fc.integer({ min: 2, max: 8 }),
      }),
      { maxLength: 6 },
    )
    const wishes = fc.array(fc.record({ fruit, pieces: fc.nat(40) }), { maxLength: 4 })
    const rules = fc
      .array(
        fc.record({
          fruit,
          replacedBy: fruit,
          piecesPerPiece: fc.constantFrom(0.5, 1, 1.5, 2),
          mostPerBox: fc.nat(3),
        }),
        { maxLength: 4 },
      )
      .map((drawn) => drawn.filter((rule) => rule.fruit !== rule.replacedBy))
    fc.assert(
      fc.property(lots, wishes, rules, fc.integer({ min: 1, max: 12 }), (given, wished, by, boxCount) => {
        const { packed, swapped, missing } = swapBoxes(given, wished, by, { day: 3, boxCount })
        wished.forEach((wish, at) => {
          const own = packed[at]!.reduce(
            (sum, pieces, index) => sum + (given[index]!.fruit === wish.fruit ? pieces : 0),
            0,
          )
          expect(own + swapped[at]! + missing[at]!).toBe(wish.pieces)
          const allowed = by.filter((rule) => rule.fruit === wish.fruit)
          const most = allowed.reduce((sum, rule) => sum + rule.mostPerBox * boxCount, 0)
          expect(swapped[at]).toBeLessThanOrEqual(most)
          packed[at]!.forEach((pieces, index) => {
            const { fruit: packedFruit } = given[index]!
            if (pieces > 0 && packedFruit !== wish.fruit)
              expect(allowed.map(({ replacedBy }) => replacedBy)).toContain(packedFruit)
          })
        })
        given.forEach(({ quantity, readyDay, lastDay }, index) => {
          const used = packed.reduce((sum, lotsOfWish) => sum + lotsOfWish[index]!, 0)
          expect(used).toBeLessThanOrEqual(readyDay <= 3 && 3 <= lastDay ? quantity : 0)
          expect(Number.isInteger(used)).toBe(true)
        })
        for (const name of ['mango', 'kiwi', 'pear']) {
          const isShort = wished.some((wish, at) => wish.fruit === name && missing[at]! + swapped[at]! > 0)
          const lentOut = wished.some((wish, at) =>
            packed[at]!.some(
              (pieces, index) => pieces > 0 && given[index]!.fruit === name && wish.fruit !== name,
            ),
          )
          expect(isShort && lentOut).toBe(false)
        }
      }),
      { numRuns: 400 },
    )
  })
})
