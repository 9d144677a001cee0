import { afterAll, describe, expect, test } from 'vitest'
import { drive } from '#api/solver/drive'
import { createHighsSolver } from '#api/solver/highs-solver'
import { type EatSlot, firstExpiredFirstOut, planBoxes } from '#planning/batches/box-plan'
import {
  daysLeft,
  daysToReady,
  daysUntilReady,
  ripeningDates,
  ripeningProgress,
} from '#planning/batches/ripening'

const solver = createHighsSolver()
afterAll(() => solver.close())

const PROFILE = { daysAtReference: 4, referenceCelsius: 20, q10: 2.5 }
const LOTS = (
  [
    ['banana', 120, 0, 2, 1.0, 1.2],
    ['avocado', 80, 2, 4, 3.0, 4.0],
    ['mango', 70, 3, 6, 2.5, 3.5],
    ['pear', 100, 4, 7, 1.2, 1.6],
    ['kiwi', 90, 1, 7, 1.5, 2.0],
    ['apple', 200, 0, 7, 0.8, 1.0],
  ] as const
).map(([fruit, quantity, readyDay, lastDay, costPerPiece, utilityPerPiece]) => ({
  key: fruit,
  fruit,
  quantity,
  readyDay,
  lastDay,
  costPerPiece,
  utilityPerPiece,
}))

const boxes = (count: number, slots: readonly EatSlot[]) => ({
  key: 'week',
  count,
  slots,
  mostPerBox: () => 2,
})

describe('ripening and weekly boxes', () => {
  test.each([
    [18, 4.804498],
    [15, 6.324555],
    [13, 7.596578],
    [10, 10.0],
  ])('4 days at 20 °C with Q10 2.5 are %d °C: %d days', (celsius, days) => {
    expect(daysToReady(PROFILE, celsius)).toBeCloseTo(days, 6)
  })

  test('3 days at 13 °C bring .394915 of ripening; 2.420341 days at 20 °C are left', () => {
    const path = [{ days: 3, celsius: 13 }]
    expect(ripeningProgress(PROFILE, path)).toBeCloseTo(0.394915, 6)
    expect(daysLeft(PROFILE, path, 20)).toBeCloseTo(2.420341, 6)
    expect(daysUntilReady(PROFILE, path, 20)).toBeCloseTo(5.420341, 6)
    expect(daysUntilReady(PROFILE, [{ days: 3, celsius: 20 }, ...path], 20)).toBeCloseTo(3 + 7.596578 / 4, 6)
    const dates = ripeningDates(PROFILE, 10, {
      orderLeadDays: 2,
      transport: { days: 3, celsius: 13 },
      warehouseCelsius: 20,
    })
    expect(dates.arrivalDay).toBeCloseTo(7.579659, 6)
    expect(dates.orderByDay).toBeCloseTo(2.579659, 6)
  })

  test('50 boxes, two pieces for each of three parts of the week: worth 195.0, nothing missing', async () => {
    const plan = await drive(
      planBoxes(LOTS, [
        boxes(50, [
          { firstDay: 0, lastDay: 1, piecesPerBox: 2 },
          { firstDay: 2, lastDay: 4, piecesPerBox: 2 },
          { firstDay: 5, lastDay: 6, piecesPerBox: 2 },
        ]),
      ]),
      solver,
    )
    expect(plan.worth).toBeCloseTo(195, 9)
    expect(plan.missing).toEqual([[0, 0, 0]])
    plan.pieces.forEach(([bySlot], lot) => {
      const packed = bySlot!.reduce((sum, pieces) => sum + pieces, 0)
      expect(packed + (plan.leftOver[lot] ?? 0)).toBe(LOTS[lot]?.quantity)
    })
  })

  test('nothing is ripe on day 9: both pieces of every box are missing, and no error', async () => {
    const plan = await drive(
      planBoxes(LOTS, [boxes(50, [{ firstDay: 9, lastDay: 9, piecesPerBox: 2 }])]),
      solver,
    )
    expect(plan.missing).toEqual([[100]])
  })

  test('day 2, 150 wanted: bananas spoil first (120), then 30 of the avocados', () => {
    expect(firstExpiredFirstOut(LOTS, 2, 150)).toEqual([120, 30, 0, 0, 0, 0])
  })
})
