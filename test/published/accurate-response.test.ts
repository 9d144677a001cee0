import { describe, expect, test } from 'vitest'
import { firstLots, singleLot, twoStageLots } from '#planning/batches/accurate-response'

/** Sport Obermeyer, women's parkas: mean, standard deviation (twice that of the committee), wholesale price. */
const STYLES: readonly [string, number, number, number][] = [
  ['Gail', 1017, 388, 110],
  ['Isis', 1042, 646, 99],
  ['Entice', 1358, 496, 80],
  ['Assault', 2525, 680, 90],
  ['Teri', 1100, 762, 123],
  ['Electra', 2150, 807, 173],
  ['Stephanie', 1113, 1048, 133],
  ['Seduced', 4017, 1113, 73],
  ['Anita', 3296, 2094, 93],
  ['Daphne', 2383, 1394, 148],
]
const DEMAND = STYLES.map(([, meanUnits, deviationUnits]) => ({ meanUnits, deviationUnits }))

describe('accurate response', () => {
  test('Sport Obermeyer: half of 20,000 is committed 1.060776 deviations below the mean of each style', () => {
    const { deviationsBelowMean, units } = firstLots(DEMAND, 10_000)
    expect(deviationsBelowMean).toBeCloseTo(1.060776, 6)
    expect(units).toEqual([605, 357, 832, 1804, 292, 1294, 1, 2836, 1075, 904])
  })

  test('made in one go at critical ratio .75: 26,360 units, profit 410,028.10, mismatch 108,047.90', () => {
    let units = 0
    let profit = 0
    let mismatch = 0
    for (const [, meanUnits, deviationUnits, price] of STYLES) {
      const lot = singleLot(
        { meanUnits, deviationUnits },
        { marginPerUnit: 0.24 * price, overagePerUnit: 0.08 * price },
      )
      units += lot.units
      profit += lot.profit
      mismatch += lot.mismatchCost
    }
    expect(Math.round(units)).toBe(26_360)
    expect(profit).toBeCloseTo(410_028.1, 1)
    expect(mismatch).toBeCloseTo(108_047.9, 1)
  })

  test('a commitment so small that some styles get nothing is still met by the others', () => {
    const { units } = firstLots(DEMAND, 3000)
    expect(Math.abs(units.reduce((sum, lot) => sum + lot, 0) - 3000)).toBeLessThanOrEqual(5)
    expect(units.some((lot) => lot === 0)).toBe(true)
  })

  test.each([
    [0, 1162.419, 51_213.771],
    [0.5, 1107.795, 51_552.488],
    [0.8, 995.222, 52_898.977],
    [0.9, 933.4607, 53_896.766],
    [0.95, 889.981, 54_702.877],
    [0.99, 833.652, 55_882.896],
  ])('a signal of correlation %d: first lot %d, expected profit %d', (signalCorrelation, units, profit) => {
    const lots = twoStageLots({
      meanUnits: 1000,
      deviationUnits: 300,
      price: 100,
      firstCostPerUnit: 40,
      secondCostPerUnit: 48,
      salvagePerUnit: 15,
      signalCorrelation,
    })
    expect(lots.firstUnits).toBeCloseTo(units, 2)
    expect(lots.profit).toBeCloseTo(profit, 2)
  })

  test('a second setup makes the first lot larger and the profit smaller', () => {
    const terms = {
      meanUnits: 1000,
      deviationUnits: 300,
      price: 100,
      firstCostPerUnit: 40,
      secondCostPerUnit: 48,
      salvagePerUnit: 15,
      signalCorrelation: 0.9,
    }
    const free = twoStageLots(terms)
    const paid = twoStageLots({ ...terms, secondSetupCost: 2000 })
    expect(paid.profit).toBeLessThan(free.profit)
    expect(paid.firstUnits).toBeGreaterThan(free.firstUnits)
  })
})
