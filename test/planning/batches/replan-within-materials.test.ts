import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { replanWithinMaterials } from '#planning/batches/replan-within-materials'
import type { BatchPlan } from '#planning/lot-sizing/batch-plan'
import { checkPlan } from '#planning/lot-sizing/check-plan'
import { materialOveruse } from '#planning/lot-sizing/material-limit'
import { planBatchesWithoutSolver } from '#planning/lot-sizing/plan-batches'
import { anyRequest, item, request } from '#test/planning/lot-sizing/any-request'

const none = [0, 0, 0, 0, 0]
const paid = (units: readonly number[]) => ({
  demand: { promisedPaid: units, promisedDeposit: none, other: none },
})
const lotsOf = (plan: BatchPlan) =>
  plan.batches.flatMap((batch) =>
    batch.items.map(({ item: index, quantity }) => ({
      item: index,
      line: batch.line,
      bucket: batch.bucket,
      quantity,
    })),
  )
const placed = (plan: BatchPlan) =>
  lotsOf(plan).map(({ item: index, bucket, quantity }) => [index, bucket, quantity])
const down = {
  material: 'down',
  arrivals: [100, 0, 0, 80, 0],
  boughtFromBucket: 9,
  uses: [
    { item: 0, quantityPerUnit: 1 },
    { item: 1, quantityPerUnit: 1 },
  ],
}

describe('replanning within scarce material', () => {
  test('down for 100, 80 of them kept for coats: 40 jackets more wait for the arrival in bucket 3, and down is named', () => {
    const given = request(5, {
      items: [
        item(5, { ...paid([0, 80, 0, 0, 0]), key: 'coat' }),
        item(5, { ...paid([40, 0, 0, 0, 0]), key: 'jacket' }),
      ],
      previousPlan: [{ item: 0, line: 0, bucket: 1, quantity: 80 }],
    })
    const plan = replanWithinMaterials(given, [down], [1])
    expect(placed(plan)).toEqual([
      [0, 1, 80],
      [1, 3, 40],
    ])
    expect(plan.shortages).toMatchObject([
      { item: 1, servedInBucket: 3, because: { kind: 'material', material: 'down' } },
    ])
  })

  test('a plan to keep that takes more down than is there: the first lot keeps it, the last comer is planned anew', () => {
    const given = request(5, {
      items: [item(5, paid([70, 0, 0, 0, 0])), item(5, paid([0, 60, 0, 0, 0]))],
      previousPlan: [
        { item: 0, line: 0, bucket: 0, quantity: 70 },
        { item: 1, line: 0, bucket: 1, quantity: 60 },
      ],
    })
    expect(placed(replanWithinMaterials(given, [down], []))).toEqual([
      [0, 0, 70],
      [1, 3, 60],
    ])
  })

  test('any request: the plan keeps its rules and never uses more than is there', () => {
    fc.assert(
      fc.property(
        anyRequest,
        fc.array(fc.integer({ min: 0, max: 80 }), { minLength: 5, maxLength: 5 }),
        fc.integer({ min: 0, max: 7 }),
        fc.nat(3),
        (drawn, arrivals, boughtFromBucket, which) => {
          const open = {
            ...drawn,
            fences: { frozenBuckets: 0, slushyBuckets: 0, changeCostPerUnit: 0 },
            previousPlan: [],
          }
          const given = { ...open, previousPlan: lotsOf(planBatchesWithoutSolver(open)) }
          const limits = [
            {
              material: 'down',
              arrivals,
              boughtFromBucket,
              uses: given.items.map((_, index) => ({ item: index, quantityPerUnit: 1 + index })),
            },
          ]
          const plan = replanWithinMaterials(given, limits, [which % given.items.length])
          expect(materialOveruse(limits, plan)).toEqual([])
          expect(checkPlan(given, plan, limits)).toEqual([])
        },
      ),
      { numRuns: 150 },
    )
  })
})
