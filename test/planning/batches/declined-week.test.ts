import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { declineWeek } from '#planning/batches/declined-week'
import type { BatchPlan } from '#planning/lot-sizing/batch-plan'
import type { BatchPlanningRequest } from '#planning/lot-sizing/batch-planning-request'
import { checkPlan } from '#planning/lot-sizing/check-plan'
import { planBatchesWithoutSolver } from '#planning/lot-sizing/plan-batches'
import { replanBatches } from '#planning/lot-sizing/replan-batches'
import { anyRequest, item, line, request } from '#test/planning/lot-sizing/any-request'

const lotsOf = (plan: BatchPlan) =>
  plan.batches.flatMap((batch) =>
    batch.items.map(({ item: index, quantity }) => ({
      item: index,
      line: batch.line,
      bucket: batch.bucket,
      quantity,
    })),
  )
const none = [0, 0, 0, 0, 0]
const paid = (units: readonly number[]) => ({
  demand: { promisedPaid: units, promisedDeposit: none, other: none },
})
const jackets = request(5, {
  items: [item(5, paid([0, 0, 60, 0, 0])), item(5, { ...paid([0, 0, 40, 0, 0]), key: 'vest' })],
  previousPlan: [
    { item: 0, line: 0, bucket: 2, quantity: 60 },
    { item: 1, line: 0, bucket: 2, quantity: 40 },
  ],
})
const serves = { promisedPaid: [0, 0, 60, 0, 0], promisedDeposit: none, other: none }
const total = (units: ArrayLike<number>) => Array.from(units).reduce((sum, each) => sum + each, 0)

/** What is made of each item in each bucket once bucket 2 is declined for item 0. */
function afterDeclining(drawn: BatchPlanningRequest, committedQuantity: number) {
  const {
    request: given,
    itemOf,
    changedItem,
  } = declineWeek(drawn, [], { item: 0, bucket: 2, committedQuantity, serves })
  const plan = replanBatches(given, [changedItem])
  const lots = lotsOf(plan).map((lot) => [itemOf[lot.item], lot.bucket, lot.quantity])
  return { given, plan, lots }
}

describe('a declined week', () => {
  test('60 jackets declined in bucket 2 are made in bucket 1; the 40 vests of that bucket stay', () => {
    const { given, plan, lots } = afterDeclining(jackets, 0)
    expect(checkPlan(given, plan)).toEqual([])
    expect(plan.shortages).toEqual([])
    expect(lots).toEqual([
      [0, 1, 60],
      [1, 2, 40],
    ])
  })

  test('25 of the 60 are still committed: they stay and only 35 move', () => {
    const { lots } = afterDeclining(jackets, 25)
    expect(lots).toEqual([
      [0, 1, 35],
      [1, 2, 40],
      [0, 2, 25],
    ])
  })

  test('lots of the item in other buckets stay as they are', () => {
    const { lots } = afterDeclining(
      request(5, {
        items: [item(5, paid([0, 0, 60, 0, 30]))],
        previousPlan: [
          { item: 0, line: 0, bucket: 2, quantity: 60 },
          { item: 0, line: 0, bucket: 3, quantity: 30 },
        ],
      }),
      0,
    )
    expect(lots).toEqual([
      [0, 1, 60],
      [0, 3, 30],
    ])
  })

  test('40 and 20 on two lines, 56 committed, a style minimum of 57: no lot grows to reach it', () => {
    const { given, plan, lots } = afterDeclining(
      request(5, {
        items: [
          {
            ...item(5, paid([0, 0, 60, 0, 0])),
            routings: [
              { line: 0, minutesPerUnit: 1, setupMinutes: 0 },
              { line: 1, minutesPerUnit: 1, setupMinutes: 0 },
            ],
          },
        ],
        minimumGroups: [{ key: 'style', items: [0], minimumQuantity: 57, minimumValue: 0 }],
        lines: [line(5, 1000), line(5, 1000)],
        previousPlan: [
          { item: 0, line: 0, bucket: 2, quantity: 40 },
          { item: 0, line: 1, bucket: 2, quantity: 20 },
        ],
      }),
      56,
    )
    expect(checkPlan(given, plan)).toEqual([])
    const inBucket = lots.filter(([, bucket]) => bucket === 2)
    expect(inBucket.reduce((sum, [, , quantity]) => sum + quantity!, 0)).toBeLessThanOrEqual(56)
  })

  test('material that the item uses is used by what is committed of it as well', () => {
    const { limits } = declineWeek(
      jackets,
      [
        {
          material: 'down',
          arrivals: [9, 0, 0, 0, 0],
          boughtFromBucket: 4,
          uses: [{ item: 0, quantityPerUnit: 2 }],
        },
      ],
      { item: 0, bucket: 2, committedQuantity: 25, serves },
    )
    expect(limits[0]!.uses).toEqual([
      { item: 0, quantityPerUnit: 2 },
      { item: 2, quantityPerUnit: 2 },
      { item: 3, quantityPerUnit: 2 },
    ])
  })

  test('a bucket or a quantity that cannot be is refused with the value seen', () => {
    const declined = { item: 0, bucket: 5, committedQuantity: 0, serves }
    expect(() => declineWeek(jackets, [], declined)).toThrow('bucket must be an integer from 0 to 4; got 5')
    expect(() => declineWeek(jackets, [], { ...declined, bucket: 1, committedQuantity: -1 })).toThrow(
      'committedQuantity must be >= 0; got -1',
    )
  })

  test('whatever is declined: minutes and demand are kept, at most what is committed is made in that bucket, and every unit is served or named short', () => {
    fc.assert(
      fc.property(
        anyRequest,
        fc.nat(3),
        fc.integer({ min: 0, max: 4 }),
        fc.nat(60),
        (drawn, which, bucket, committedQuantity) => {
          const open = {
            ...drawn,
            fences: { frozenBuckets: 0, slushyBuckets: 0, changeCostPerUnit: 0 },
            previousPlan: [],
          }
          const index = which % open.items.length
          const first = planBatchesWithoutSolver(open)
          const series = () => new Float64Array(open.bucketCount)
          const served = { promisedPaid: series(), promisedDeposit: series(), other: series() }
          for (const batch of first.batches)
            for (const made of batch.items)
              for (const peg of made.pegs)
                if (
                  batch.bucket === bucket &&
                  made.item === index &&
                  peg.kind === 'demand' &&
                  peg.demandClass !== 'safety'
                )
                  served[peg.demandClass][peg.needBucket]! += peg.quantity
          const {
            request: given,
            itemOf,
            lineOf,
            changedItem,
          } = declineWeek({ ...open, previousPlan: lotsOf(first) }, [], {
            item: index,
            bucket,
            committedQuantity,
            serves: served,
          })
          open.lines.forEach((line, at) => {
            const parts = given.lines.filter((_, each) => lineOf[each] === at)
            const minutes = parts.reduce((sum, { capacityMinutes }) => sum + total(capacityMinutes), 0)
            expect(minutes).toBe(total(line.capacityMinutes))
          })
          const wanted = (items: typeof given.items) =>
            items.reduce((sum, { demand }) => sum + total(demand.promisedPaid) + total(demand.other), 0)
          expect(wanted(given.items)).toBeCloseTo(wanted(open.items), 6)
          const plan = replanBatches(given, [changedItem])
          expect(checkPlan(given, plan)).toEqual([])
          const inBucket = lotsOf(plan).filter((lot) => lot.bucket === bucket && itemOf[lot.item] === index)
          expect(inBucket.reduce((sum, { quantity }) => sum + quantity, 0)).toBeLessThanOrEqual(
            committedQuantity + 1e-6,
          )
        },
      ),
      { numRuns: 150 },
    )
  })
})
