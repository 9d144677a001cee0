import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { createHighsSolver } from '#api/solver/highs-solver'
import { batchModel } from '#planning/lot-sizing/batch-model'
import type { BatchPlanningRequest } from '#planning/lot-sizing/batch-planning-request'
import { capacityBound } from '#planning/lot-sizing/capacity-bound'
import {
  bookFrozenLots,
  createPlanningState,
  startEmpty,
  totalCost,
} from '#planning/lot-sizing/planning-state'
import { anyRequest, item, line, request } from '#test/planning/lot-sizing/any-request'

const solver = createHighsSolver()
afterAll(() => solver.close())

/** The bound as it is proven, not cut to any plan's cost, and the optimum by branch and bound on the whole model. */
async function boundAndOptimum(given: BatchPlanningRequest, rounds: number) {
  const state = createPlanningState(given)
  bookFrozenLots(state)
  startEmpty(state)
  const scope = given.items.flatMap(({ routings }, index) => (routings.length > 0 ? [index] : []))
  const outside = given.items.reduce(
    (sum, { routings }, index) => (routings.length > 0 ? sum : sum + (state.itemCost[index] ?? 0)),
    0,
  )
  const { lowerBound } = capacityBound(state, totalCost(state), rounds)
  if (scope.length === 0) return { lowerBound, optimum: outside }
  const reach = given.bucketCount
  const whole = batchModel(state, {
    items: scope,
    fromBucket: 0,
    toBucket: reach,
    earlyBuckets: reach,
    lateBuckets: reach,
  })
  const answer = await solver.solve({ model: whole.model, start: whole.start, relativeGap: 0 })
  if (answer.status !== 'optimal') throw new Error(`expected an optimum; got ${answer.status}`)
  return { lowerBound, optimum: answer.objective * whole.moneyUnit + outside }
}

const anyKeptRequest = fc
  .tuple(anyRequest, fc.boolean(), fc.boolean(), fc.integer({ min: 1, max: 60 }))
  .map(([given, keepsForever, hasMinimums, rounds]) => ({
    rounds,
    given: {
      ...given,
      items: given.items.map((part) =>
        keepsForever ? { ...part, shelfLifeBuckets: given.bucketCount } : part,
      ),
      minimumGroups: hasMinimums ? given.minimumGroups : [],
    },
  }))

test('whatever is asked, the bound is never above the optimum', async () => {
  await fc.assert(
    fc.asyncProperty(anyKeptRequest, async ({ given, rounds }) => {
      const { lowerBound, optimum } = await boundAndOptimum(given, rounds)
      expect(lowerBound).toBeLessThanOrEqual(optimum + 1e-4 * Math.max(1, optimum))
    }),
    { numRuns: 50, seed: 31 },
  )
}, 120_000)

const BUCKETS = 5
const fewUnits = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: BUCKETS, maxLength: BUCKETS })
const priceOf = (most: number) =>
  fc.record({
    latePerUnitPerBucket: fc.integer({ min: 1, max: most }),
    shortPerUnit: fc.integer({ min: 5, max: 8 * most }),
  })
const anyLooseRequest = fc
  .record({
    demand: fc.record({ promisedPaid: fewUnits, promisedDeposit: fewUnits, other: fewUnits }),
    kept: fc.subarray(['promisedPaid', 'promisedDeposit', 'other'] as const, { minLength: 1 }),
    safetyStock: fc.constantFrom(0, 0, 3, 8),
    materialArrivesInBucket: fc.integer({ min: 0, max: 1 }),
    multiple: fc.integer({ min: 1, max: 9 }),
    setupCost: fc.integer({ min: 0, max: 120 }),
    holdingCostPerUnitPerBucket: fc.integer({ min: 1, max: 9 }),
    minutes: fc.constantFrom(12, 20, 1000),
    promised: priceOf(60),
    other: priceOf(12),
    safety: priceOf(5),
  })
  .map(({ demand, kept, multiple, minutes, promised, other, safety, ...part }) => {
    const none = new Array<number>(BUCKETS).fill(0)
    const wanted = (name: (typeof kept)[number]) => (kept.includes(name) ? demand[name] : none)
    return request(BUCKETS, {
      items: [
        item(BUCKETS, {
          ...part,
          demand: {
            promisedPaid: wanted('promisedPaid'),
            promisedDeposit: wanted('promisedDeposit'),
            other: wanted('other'),
          },
          lotRule: { minimum: 0, multiple, maximum: Number.POSITIVE_INFINITY },
        }),
      ],
      lines: [line(BUCKETS, minutes, 5)],
      servicePrices: { promisedPaid: promised, promisedDeposit: promised, other, safety },
    })
  })

test('one item whose lots are whole multiples, late, short or in time: the bound is never above the optimum', async () => {
  await fc.assert(
    fc.asyncProperty(anyLooseRequest, fc.integer({ min: 1, max: 30 }), async (given, rounds) => {
      const { lowerBound, optimum } = await boundAndOptimum(given, rounds)
      expect(lowerBound).toBeLessThanOrEqual(optimum + 1e-5 * Math.max(1, optimum))
    }),
    { numRuns: 120, seed: 32 },
  )
}, 120_000)

test('needs of 7, 7 and 7 in lots of 10: the bound counts the stock that whole lots leave, 3, 6 and 9', async () => {
  const given = request(3, {
    items: [
      item(3, {
        demand: { promisedPaid: [7, 7, 7], promisedDeposit: [0, 0, 0], other: [0, 0, 0] },
        lotRule: { minimum: 0, multiple: 10, maximum: Number.POSITIVE_INFINITY },
        setupCost: 0,
      }),
    ],
  })
  const { lowerBound, optimum } = await boundAndOptimum(given, 1)
  expect(optimum).toBeCloseTo(3 + 6 + 9, 4)
  expect(lowerBound).toBeCloseTo(3 + 6 + 9, 6)
})

test('a family of four colours made every other bucket: shares of its setup close the bound to half a percent', async () => {
  const zeros = [0, 0, 0, 0, 0, 0]
  const given = request(6, {
    items: [4, 9, 15, 30].map((units, index) =>
      item(6, {
        key: `colour ${index}`,
        family: 0,
        demand: {
          promisedPaid: [1, 1, 1, 1, 1, 1].map((each) => each * units),
          promisedDeposit: zeros,
          other: zeros,
        },
        setupCost: 5 + index,
      }),
    ),
    families: [{ key: 'jacket', setupMinutes: 0, setupCost: 60 }],
    lines: [line(6, 1000)],
  })
  const { lowerBound, optimum } = await boundAndOptimum(given, 300)
  expect(lowerBound).toBeLessThanOrEqual(optimum + 1e-6)
  expect(lowerBound).toBeGreaterThan(0.995 * optimum)
})
