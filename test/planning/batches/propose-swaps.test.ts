import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { drive } from '#api/solver/drive'
import { createHighsSolver } from '#api/solver/highs-solver'
import { type ArrivingLot, type ComingBox, lotsIntoBoxes } from '#planning/batches/box-lots'
import { keepsValue, type SwapRule } from '#planning/batches/box-swap'
import { proposeSwaps } from '#planning/batches/propose-swaps'

const solver = createHighsSolver()
afterAll(() => solver.close())

const fruits = ['mango', 'kiwi', 'pear'].map((fruit) => ({
  fruit,
  transportDays: 0,
  ripeningDays: 4,
  shelfLifeDays: 10,
  unitCost: 10,
}))
const span = { firstDay: 0, lastDay: 27 }
const box = (packDay: number, count: number, fruit = 'mango'): ComingBox => ({
  packDay,
  count,
  days: 7,
  contents: [{ fruit, quantity: 1 }],
})
const onHand = (fruit: string, quantity: number): ArrivingLot => ({ fruit, quantity, arrivalDay: null })
const rule = (replacedBy: string, piecesPerPiece = 1): SwapRule => ({
  fruit: 'mango',
  replacedBy,
  piecesPerPiece,
  mostPerBox: 1,
})
const answer = async (
  lots: readonly ArrivingLot[],
  boxes: readonly ComingBox[],
  rules: readonly SwapRule[],
  others: Parameters<typeof lotsIntoBoxes>[3] = [],
) => {
  const plan = await drive(lotsIntoBoxes(fruits, lots, boxes, others, span), solver)
  const swaps = proposeSwaps(
    fruits,
    lots,
    boxes,
    plan,
    boxes.map(() => rules),
    span.firstDay,
  )
  return { plan, swaps }
}

describe('swaps where a lot is short or late', () => {
  it('20 mangoes missing: 12 kiwis stand in, then pears at two for one, the last of them those other buyers were to have', async () => {
    const { swaps } = await answer(
      [onHand('mango', 10), onHand('kiwi', 12), onHand('pear', 15)],
      [box(1, 30)],
      [rule('kiwi'), rule('pear', 2)],
      [{ fruit: 'pear', day: 2, quantity: 5 }],
    )
    expect(swaps).toEqual([
      {
        wanted: [{ fruit: 'mango', missing: 20, late: 0 }],
        swaps: [
          { fruit: 'mango', replacedBy: 'kiwi', pieces: 12, given: 12, boxes: 12, fromOthers: 0 },
          { fruit: 'mango', replacedBy: 'pear', pieces: 7, given: 14, boxes: 7, fromOthers: 4 },
        ],
        left: [{ fruit: 'mango', pieces: 1 }],
      },
    ])
  })

  it('a lot that ripens two days into the box is late, and ripe kiwis stand in for it', async () => {
    const { swaps } = await answer(
      [{ fruit: 'mango', quantity: 8, arrivalDay: 1 }, onHand('kiwi', 8)],
      [box(3, 8)],
      [rule('kiwi')],
    )
    expect(swaps[0]!.wanted).toEqual([{ fruit: 'mango', missing: 0, late: 8 }])
    expect(swaps[0]!.swaps).toMatchObject([{ pieces: 8, boxes: 8 }])
    expect(swaps[0]!.left).toEqual([])
  })

  it('what is not there on the day of packing, or not ripe, stands in for nothing; the earlier box comes first', async () => {
    const { swaps } = await answer(
      [
        { fruit: 'kiwi', quantity: 9, arrivalDay: 1 },
        { fruit: 'pear', quantity: 5, arrivalDay: null },
      ],
      [box(2, 3), box(6, 10)],
      [rule('kiwi'), rule('pear')],
    )
    expect(swaps.map((each) => each.swaps.map(({ replacedBy, pieces }) => [replacedBy, pieces]))).toEqual([
      [['pear', 3]],
      [
        ['kiwi', 9],
        ['pear', 1],
      ],
    ])
  })

  it('value is kept within the tolerance, both ways', () => {
    const prices = { replaced: 5900, given: 6900 }
    expect(keepsValue(rule('kiwi'), prices, 0.2)).toBe(true)
    expect(keepsValue(rule('kiwi'), prices, 0.1)).toBe(false)
    expect(keepsValue(rule('kiwi'), { replaced: 5900, given: 4900 }, 0.1)).toBe(false)
    expect(keepsValue(rule('kiwi', 2), { replaced: 6000, given: 3000 }, 0)).toBe(true)
    expect(keepsValue(rule('kiwi'), { replaced: 1, given: 900 }, null)).toBe(true)
    expect(() => keepsValue(rule('kiwi'), prices, -0.1)).toThrow('tolerance must be >= 0; got -0.1')
  })

  it('any lots, boxes and rules: wanted = replaced + left, and no piece is in a box and given, or given twice', async () => {
    const fruit = fc.constantFrom('mango', 'kiwi', 'pear')
    const lots = fc.array(
      fc.record({
        fruit,
        quantity: fc.nat(40),
        arrivalDay: fc.option(fc.integer({ min: 0, max: 20 })),
      }),
      { maxLength: 6 },
    )
    const boxes = fc.array(
      fc
        .record({ packDay: fc.integer({ min: 0, max: 20 }), count: fc.integer({ min: 1, max: 40 }), fruit })
        .map((drawn) => box(drawn.packDay, drawn.count, drawn.fruit)),
      { maxLength: 4 },
    )
    const rules = fc
      .array(
        fc.record({
          fruit,
          replacedBy: fruit,
          piecesPerPiece: fc.constantFrom(0.5, 1, 1.5, 2),
          mostPerBox: fc.nat(2),
        }),
        { maxLength: 4 },
      )
      .map((drawn) => drawn.filter((each) => each.fruit !== each.replacedBy))
    await fc.assert(
      fc.asyncProperty(lots, boxes, rules, async (given, coming, by) => {
        const { plan, swaps } = await answer(given, coming, by)
        swaps.forEach(({ wanted, swaps: proposed, left }) => {
          for (const { fruit: short, missing, late } of wanted) {
            const replaced = proposed
              .filter((each) => each.fruit === short)
              .reduce((sum, each) => sum + each.pieces, 0)
            const rest = left.find((each) => each.fruit === short)?.pieces ?? 0
            expect(replaced + rest).toBe(missing + late)
          }
          for (const each of proposed) {
            expect(by.some((r) => r.fruit === each.fruit && r.replacedBy === each.replacedBy)).toBe(true)
            expect(each.fromOthers).toBeLessThanOrEqual(each.given)
          }
        })
        for (const name of ['mango', 'kiwi', 'pear']) {
          const free = plan.lots.reduce(
            (sum, { others, kept, wasted }, at) =>
              sum + (given[at]!.fruit === name ? others + kept + wasted : 0),
            0,
          )
          const taken = swaps
            .flatMap((each) => each.swaps)
            .filter(({ replacedBy }) => replacedBy === name)
            .reduce((sum, each) => sum + each.given, 0)
          expect(taken).toBeLessThanOrEqual(free)
        }
      }),
      { numRuns: 60 },
    )
  })
})
