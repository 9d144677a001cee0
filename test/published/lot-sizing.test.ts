import { describe, expect, test } from 'vitest'
import { capacitatedSingleItem } from '#planning/lot-sizing/capacitated-single-item'
import { wagnerWhitin } from '#planning/lot-sizing/wagner-whitin'

const FOUR_WEEKS = { demand: [90, 120, 80, 70], setupCost: 500, holdingCostPerUnitPerBucket: 2 }
const SILVER_PETERSON = {
  demand: [10, 62, 12, 130, 154, 129, 88, 52, 124, 160, 238, 41],
  setupCost: 54,
  holdingCostPerUnitPerBucket: 0.4,
}

describe('single-item lot sizing', () => {
  test('90, 120, 80, 70 with setup 500 and holding 2: lots 210 and 150 cost 1000 + 240 + 140 = 1380', () => {
    const plan = wagnerWhitin(FOUR_WEEKS)
    expect(plan.cost).toBe(1380)
    expect([...plan.lots]).toEqual([210, 0, 150, 0])
  })

  test('the twelve months of Wagner & Whitin 1958 cost 864', () => {
    expect(
      wagnerWhitin({
        demand: [69, 29, 36, 61, 61, 26, 34, 67, 45, 67, 79, 56],
        setupCost: [85, 102, 102, 101, 98, 114, 105, 86, 119, 110, 98, 114],
        holdingCostPerUnitPerBucket: 1,
      }).cost,
    ).toBe(864)
  })

  test('Silver & Peterson: 501.20 by Wagner–Whitin', () => {
    expect(wagnerWhitin(SILVER_PETERSON).cost).toBeCloseTo(501.2, 9)
  })

  test('purchase prices 3, 1, 4, 6, 6 pull 3,000 units into the second month: 4,940', () => {
    const plan = wagnerWhitin({
      demand: [400, 500, 500, 1100, 900],
      setupCost: 100,
      holdingCostPerUnitPerBucket: 0.1,
      unitCost: [3, 1, 4, 6, 6],
    })
    expect(plan.cost).toBeCloseTo(4940, 9)
    expect([...plan.lots]).toEqual([400, 3000, 0, 0, 0])
  })

  test.each([
    [210, 0, 1380],
    [200, 0, 1580],
    [150, 0, 1640],
    [120, 0, 1760],
    [150, 20, 1700],
  ])('capacity %d with setup time %d costs %d', (capacity, setupTime, cost) => {
    const plan = capacitatedSingleItem(FOUR_WEEKS, capacity, setupTime)
    expect(plan?.cost).toBe(cost)
    expect(plan?.lots.reduce((sum, lot) => sum + lot, 0)).toBe(360)
  })

  test('a first month of 90 cannot be met by a capacity of 80', () => {
    expect(capacitatedSingleItem(FOUR_WEEKS, 80)).toBeNull()
  })
})
