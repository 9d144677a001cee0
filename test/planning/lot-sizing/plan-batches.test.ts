import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BatchPlanningRequest } from '#planning/lot-sizing/batch-planning-request'
import { checkPlan } from '#planning/lot-sizing/check-plan'
import { planBatchesWithoutSolver } from '#planning/lot-sizing/plan-batches'
import { anyRequest, item, line, request } from './any-request.ts'

function planned(given: BatchPlanningRequest) {
  const plan = planBatchesWithoutSolver(given)
  expect(checkPlan(given, plan)).toEqual([])
  expect(plan.lowerBound).toBeLessThanOrEqual(plan.objective + 1e-6)
  return plan
}

describe('planning batches', () => {
  test('one item without limits is Wagner–Whitin: 90, 120, 80, 70 at setup 500, holding 2 cost 1380, proven', () => {
    const plan = planned(
      request(4, {
        items: [
          item(4, {
            demand: { promisedPaid: [90, 120, 80, 70], promisedDeposit: [0, 0, 0, 0], other: [0, 0, 0, 0] },
            setupCost: 500,
            holdingCostPerUnitPerBucket: 2,
          }),
        ],
      }),
    )
    expect(plan.objective).toBe(1380)
    expect(plan.gap).toBe(0)
  })

  test('a family setup is shared: both items of a colour are made in buckets 0 and 2 for 430', () => {
    const colour = (key: string, units: number[], minutes: number) =>
      item(4, {
        key,
        family: 0,
        demand: { promisedPaid: units, promisedDeposit: [0, 0, 0, 0], other: [0, 0, 0, 0] },
        setupCost: 20,
        routings: [{ line: 0, minutesPerUnit: 1, setupMinutes: minutes }],
      })
    const plan = planned(
      request(4, {
        items: [colour('A', [40, 0, 60, 30], 0), colour('B', [20, 30, 0, 50], 0)],
        families: [{ key: 'red', setupMinutes: 0, setupCost: 100 }],
        lines: [line(4, 120)],
      }),
    )
    expect(plan.objective).toBe(430)
  })

  test('60 paid and 60 other wanted, 100 minutes: the 20 units short are other demand and name line and bucket', () => {
    const plan = planned(
      request(1, {
        items: [
          item(1, { key: 'paid', demand: { promisedPaid: [60], promisedDeposit: [0], other: [0] } }),
          item(1, { key: 'other', demand: { promisedPaid: [0], promisedDeposit: [0], other: [60] } }),
        ],
        lines: [line(1, 100)],
      }),
    )
    expect(plan.shortages).toEqual([
      {
        item: 1,
        demandClass: 'other',
        needBucket: 0,
        quantity: 20,
        servedInBucket: null,
        because: { kind: 'capacity', line: 0, bucket: 0 },
      },
    ])
  })

  test('no line can make the item: all 5 units come back short for want of a routing', () => {
    const plan = planned(
      request(2, {
        items: [
          item(2, { routings: [], demand: { promisedPaid: [0, 5], promisedDeposit: [0, 0], other: [0, 0] } }),
        ],
      }),
    )
    expect(plan.shortages.map(({ quantity, because }) => [quantity, because.kind])).toEqual([
      [5, 'no-routing'],
    ])
  })

  test('material in bucket 2 makes a promise of bucket 1 one bucket late and is named', () => {
    const plan = planned(
      request(3, {
        items: [
          item(3, {
            material: 'down',
            materialArrivesInBucket: 2,
            demand: { promisedPaid: [0, 8, 0], promisedDeposit: [0, 0, 0], other: [0, 0, 0] },
          }),
        ],
      }),
    )
    expect(plan.shortages[0]).toMatchObject({
      quantity: 8,
      servedInBucket: 2,
      because: { kind: 'material', material: 'down', arrivesInBucket: 2 },
    })
  })

  test('need 7, minimum 10, multiple 4: a lot of 12 is pegged 7 to the need and 5 as top-up', () => {
    const plan = planned(
      request(1, {
        items: [
          item(1, {
            lotRule: { minimum: 10, multiple: 4, maximum: 100 },
            demand: { promisedPaid: [7], promisedDeposit: [0], other: [0] },
          }),
        ],
      }),
    )
    expect(plan.batches[0]?.items[0]?.pegs).toEqual([
      { kind: 'demand', demandClass: 'promisedPaid', needBucket: 0, quantity: 7 },
      { kind: 'top-up', quantity: 5 },
    ])
  })

  test('a colour minimum of 30 is reached by topping up, moving together or leaving out, never missed', () => {
    const given = request(2, {
      items: [
        item(2, { key: 'S', demand: { promisedPaid: [10, 0], promisedDeposit: [0, 0], other: [0, 0] } }),
        item(2, { key: 'M', demand: { promisedPaid: [0, 12], promisedDeposit: [0, 0], other: [0, 0] } }),
      ],
      minimumGroups: [{ key: 'dye lot', items: [0, 1], minimumQuantity: 30, minimumValue: 0 }],
    })
    const plan = planned(given)
    expect(plan.shortages).toEqual([])
  })

  test('frozen lots stay although nothing needs them any more', () => {
    const plan = planned(
      request(3, {
        items: [item(3)],
        fences: { frozenBuckets: 2, slushyBuckets: 3, changeCostPerUnit: 1 },
        previousPlan: [{ item: 0, line: 0, bucket: 1, quantity: 30 }],
      }),
    )
    expect(plan.batches).toMatchObject([{ bucket: 1, isFirm: true, items: [{ quantity: 30 }] }])
  })

  test('10,000 buckets of one item are planned', () => {
    const units = Array.from({ length: 10_000 }, (_, bucket) => bucket % 7)
    const zeros = new Array<number>(10_000).fill(0)
    const plan = planned(
      request(10_000, {
        items: [item(10_000, { demand: { promisedPaid: units, promisedDeposit: zeros, other: zeros } })],
        work: { boundIterations: 1, improvementPasses: 0, solverQuestions: 0, solverNodes: 0 },
      }),
    )
    expect(plan.shortages).toEqual([])
  })

  test('whatever is asked, the plan keeps every rule and accounts for every unit', () => {
    fc.assert(
      fc.property(anyRequest, (given) => {
        planned(given)
      }),
      { numRuns: 150, seed: 7 },
    )
  })
})
