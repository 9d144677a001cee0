import { describe, expect, test } from 'vitest'
import { campaignThreshold, chanceOfReaching } from '#planning/batches/campaign-threshold'
import { materialOrders } from '#planning/batches/material-orders'
import { materialStates } from '#planning/batches/material-state'
import { planNervousness } from '#planning/batches/nervousness'
import { dayNumber } from '#planning/time-bucket'

describe('decisions around batches', () => {
  test('old 0, 80, 0, 60, 70, new 50, 30, 40, 0, 90: 220 / 210 = 1.047619, halved weights 1.807229, 3 flips of 5', () => {
    const old = [0, 80, 0, 60, 70]
    const changed = [50, 30, 40, 0, 90]
    expect(planNervousness(old, changed).ratio).toBeCloseTo(1.047619, 6)
    expect(planNervousness(old, changed, 0.5).ratio).toBeCloseTo(1.807229, 6)
    expect(planNervousness(old, changed).setupFlips).toBe(0.6)
    expect(planNervousness([0, 0], [5, 0]).ratio).toBeNull()
  })

  test('Poisson orders of mean 2 reach 1 with chance 1 − e^−2', () => {
    expect(chanceOfReaching(1, { meanOrders: 2, varianceOrders: 2 })).toBeCloseTo(1 - Math.exp(-2), 9)
  })

  test('a sure campaign waits; one far below its minimum is cancelled when top-up and waiting lose more', () => {
    const terms = { minimumUnits: 100, marginPerUnit: 10, overagePerUnit: 30, cancelCostPerOrder: 2 }
    const sure = campaignThreshold({ meanOrders: 200, varianceOrders: 300 }, terms)
    expect(sure[0]?.expectedWorth).toBeCloseTo(2000, 1)
    const hopeless = campaignThreshold({ meanOrders: 20, varianceOrders: 20 }, terms)
    expect(hopeless.at(-1)?.action).toBe('top-up')
    expect(hopeless.at(-1)?.expectedWorth).toBeCloseTo(10 * 20 - 30 * 80, 3)
  })

  test('merging with a variant that sells well is best when few orders are lost by it', () => {
    const options = campaignThreshold(
      { meanOrders: 60, varianceOrders: 60 },
      {
        minimumUnits: 100,
        marginPerUnit: 10,
        overagePerUnit: 30,
        cancelCostPerOrder: 2,
        merge: { with: { meanOrders: 90, varianceOrders: 90 }, lostOrdersShare: 0.1 },
      },
    )
    expect(options[0]?.action).toBe('merge')
  })

  test('cloth for 100 and 50 jackets at 2 m: 200 + 100, stock 150 leaves 50 and 100, ordered two weeks before', () => {
    const weeks = ['2026-01-12', '2026-01-26'] as const
    const jackets = [100, 50]
    const gross = materialOrders(
      weeks.map((week, k) => ({ itemId: 1, week, authorisation: 'make', quantity: jackets[k]! })),
      [{ itemId: 1, materialId: 7, quantityPerUnit: 2, makingDays: 0, leadTimeDays: 14 }],
    )
    expect(gross.map(({ week, orderBy, quantity }) => [week, orderBy, quantity.make])).toEqual([
      [weeks[0], '2025-12-29', 200],
      [weeks[1], '2026-01-12', 100],
    ])
    const state = (stock: number, boughtFromDay: number | null) => [
      ...materialStates(
        weeks.map((startsOn, k) => ({
          batchNumber: k,
          startsOn,
          items: [{ itemId: 1, quantity: jackets[k]! }],
        })),
        [
          {
            materialId: 7,
            arrivals: [{ day: dayNumber('2026-01-05'), quantity: stock }],
            boughtFromDay,
            perUnit: new Map([[1, 2]]),
          },
        ],
      ).values(),
    ]
    const secondWeekOn = dayNumber('2026-01-05') + 14
    const missing = (until: string | null) => ({ kind: 'missing', materialId: 7, until })
    const there = { kind: 'there' }
    expect(state(150, secondWeekOn)).toEqual([missing('2026-01-19'), { kind: 'to-buy', materialId: 7 }])
    expect(state(199, null)).toEqual([missing(null), missing(null)])
    expect(state(150 + 50, null)).toEqual([there, missing(null)])
    expect(state(150 + 50 + 99, null)).toEqual([there, missing(null)])
    expect(state(150 + 50 + 100, null)).toEqual([there, there])
  })
})
