import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BatchPlan } from '#planning/lot-sizing/batch-plan'
import { checkPlan } from '#planning/lot-sizing/check-plan'
import { type MaterialLimit, materialOveruse } from '#planning/lot-sizing/material-limit'
import { materialStarts } from '#planning/lot-sizing/material-starts'
import { planWithinMaterials } from '#planning/lot-sizing/plan-within-materials'
import { anyRequest, item, request } from './any-request.ts'

function planned(...of: Parameters<typeof planWithinMaterials>): BatchPlan {
  const step = planWithinMaterials(...of).next()
  if (!step.done) throw new Error('no solver is asked')
  return step.value
}

const down: MaterialLimit = {
  material: 'down',
  arrivals: [100, 0, 150, 0, 0],
  boughtFromBucket: 4,
  uses: [
    { item: 0, quantityPerUnit: 2 },
    { item: 1, quantityPerUnit: 2 },
  ],
}
const wanted = (paid: readonly number[]) => ({
  demand: { promisedPaid: paid, promisedDeposit: [0, 0, 0, 0, 0], other: [0, 0, 0, 0, 0] },
})

describe('scarce material', () => {
  test('down for 50 jackets now and 75 in bucket 2: the earlier promise takes the 50, the other waits and down is named', () => {
    const jackets = request(5, {
      items: [
        item(5, { ...wanted([0, 40, 0, 0, 0]), key: 'coat' }),
        item(5, { ...wanted([45, 0, 0, 0, 0]), key: 'jacket' }),
      ],
    })
    const plan = planned(jackets, [down])
    expect(checkPlan(jackets, plan, [down])).toEqual([])
    expect(
      plan.batches.map(({ bucket, items }) => [bucket, items.map((entry) => [entry.item, entry.quantity])]),
    ).toEqual([
      [0, [[1, 45]]],
      [2, [[0, 40]]],
    ])
    expect(plan.shortages).toMatchObject([
      {
        item: 0,
        needBucket: 1,
        servedInBucket: 2,
        because: { kind: 'material', material: 'down', arrivesInBucket: 2 },
      },
    ])
  })

  test('without any down before it can be bought in bucket 4, nothing is made before', () => {
    const none = { ...down, arrivals: [0, 0, 0, 0, 0] }
    const jackets = request(5, { items: [item(5, wanted([10, 0, 0, 0, 0])), item(5)] })
    const plan = planned(jackets, [none])
    expect(plan.batches.map(({ bucket }) => bucket)).toEqual([4])
    expect(checkPlan(jackets, plan, [none])).toEqual([])
  })

  test('a minimum of 60 asks for 120 down where 100 are there: it waits for the 150 of bucket 2', () => {
    const jackets = request(5, {
      items: [
        item(5, {
          ...wanted([30, 0, 0, 0, 0]),
          lotRule: { minimum: 60, multiple: 1, maximum: Number.POSITIVE_INFINITY },
        }),
        item(5),
      ],
    })
    const plan = planned(jackets, [down])
    expect(plan.batches.map(({ bucket, items }) => [bucket, items[0]!.quantity])).toEqual([[2, 60]])
  })

  test('a limit that never binds changes nothing, and the bound stays', () => {
    const jackets = request(5, { items: [item(5, wanted([10, 0, 20, 0, 0])), item(5)] })
    const plenty = { ...down, arrivals: [1e6, 0, 0, 0, 0] }
    expect(planned(jackets, [plenty])).toEqual(planned(jackets, []))
  })

  test('the overuse of a plan is told from the first bucket in which it happens', () => {
    const plan = { batches: [{ bucket: 0, isFirm: false, items: [{ item: 0, quantity: 60 }] }] }
    expect(materialOveruse([{ ...down, arrivals: [100, 50, 0, 0, 0] }], plan)).toEqual([
      { limit: 0, bucket: 0, used: 120, there: 100 },
    ])
  })

  test('the second in line starts when 50 more have come', () => {
    const limit = { ...down, arrivals: [100, 50, 0], boughtFromBucket: 3 }
    const one = { ...limit, uses: limit.uses.map((use) => ({ ...use, quantityPerUnit: 1 })) }
    expect(
      materialStarts(
        [one],
        [
          { item: 0, units: [80, 0, 0], notBefore: 0 },
          { item: 1, units: [60, 0, 0], notBefore: 0 },
        ],
      ),
    ).toEqual([
      { bucket: 0, material: null },
      { bucket: 1, material: 'down' },
    ])
  })

  test('whatever the request and the material: no lot takes more than is there, and the plan keeps its request', () => {
    const anyLimit = fc.record({
      material: fc.constantFrom('down', 'zip'),
      arrivals: fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 5, maxLength: 5 }),
      boughtFromBucket: fc.integer({ min: 0, max: 6 }),
      perUnit: fc.integer({ min: 1, max: 4 }),
    })
    fc.assert(
      fc.property(anyRequest, fc.array(anyLimit, { minLength: 1, maxLength: 2 }), (of, limits) => {
        const materials = limits.map(({ perUnit, ...limit }) => ({
          ...limit,
          uses: of.items.map((_, index) => ({ item: index, quantityPerUnit: perUnit })),
        }))
        const plan = planned(of, materials)
        expect(checkPlan(of, plan, materials)).toEqual([])
        expect(plan.lowerBound).toBeLessThanOrEqual(plan.objective)
      }),
      { numRuns: 60 },
    )
  })

  test.each([
    [{ ...down, arrivals: [1] }, 'arrivals must have 5 buckets; got 1'],
    [{ ...down, boughtFromBucket: 1.5 }, 'boughtFromBucket must be an integer >= 0; got 1.5'],
    [{ ...down, uses: [{ item: 7, quantityPerUnit: 1 }] }, 'uses.item must be below 2; got 7'],
    [{ ...down, uses: [{ item: 0, quantityPerUnit: 0 }] }, 'quantityPerUnit must be > 0; got 0'],
  ])('a limit that breaks the contract is refused: %#', (limit, sentence) => {
    expect(() => planned(request(5, { items: [item(5), item(5)] }), [limit])).toThrow(sentence)
  })
})
