import { expect, test } from 'vitest'
import type { BatchPlan } from '#planning/lot-sizing/batch-plan'
import type { BatchPlanningRequest } from '#planning/lot-sizing/batch-planning-request'
import { checkPlan } from '#planning/lot-sizing/check-plan'
import { planBatchesWithoutSolver } from '#planning/lot-sizing/plan-batches'
import { replanBatches } from '#planning/lot-sizing/replan-batches'

const zeros = [0, 0, 0, 0]
const jacket = (key: string, line: number, paid: number[]) => ({
  key,
  family: -1,
  demand: { promisedPaid: paid, promisedDeposit: zeros, other: zeros },
  openingStock: 0,
  openOrders: zeros,
  safetyStock: 0,
  lotRule: { minimum: 0, multiple: 1, maximum: 1000 },
  setupCost: 50,
  holdingCostPerUnitPerBucket: 1,
  routings: [{ line, minutesPerUnit: 1, setupMinutes: 0 }],
})
const line = (key: string) => ({
  key,
  capacityMinutes: [100, 100, 100, 100],
  overtimeMinutes: zeros,
  overtimeCostPerMinute: 1,
})
const REQUEST: BatchPlanningRequest = {
  bucketCount: 4,
  items: [
    jacket('A', 0, [30, 40, 50, 60]),
    jacket('B', 0, [20, 20, 20, 20]),
    jacket('C', 1, [10, 70, 10, 70]),
  ],
  lines: [line('one'), line('two')],
  families: [],
  minimumGroups: [],
  servicePrices: {
    promisedPaid: { latePerUnitPerBucket: 1000, shortPerUnit: 10_000 },
    promisedDeposit: { latePerUnitPerBucket: 200, shortPerUnit: 2000 },
    other: { latePerUnitPerBucket: 20, shortPerUnit: 200 },
    safety: { latePerUnitPerBucket: 5, shortPerUnit: 50 },
  },
  fences: { frozenBuckets: 0, slushyBuckets: 0, changeCostPerUnit: 0 },
  previousPlan: [],
  work: { boundIterations: 20, improvementPasses: 4, solverQuestions: 0, solverNodes: 0 },
  seed: 1,
}
const lotsOf = (plan: BatchPlan) =>
  plan.batches.flatMap((batch) =>
    batch.items.map(({ item, quantity }) => ({ item, line: batch.line, bucket: batch.bucket, quantity })),
  )

test('10 more of A in bucket 3: only A is planned anew, B and C keep every lot, nothing is short', () => {
  const previousPlan = lotsOf(planBatchesWithoutSolver(REQUEST))
  const given = {
    ...REQUEST,
    items: REQUEST.items.map((item, index) => (index === 0 ? jacket('A', 0, [30, 40, 50, 70]) : item)),
    previousPlan,
  }
  const plan = replanBatches(given, [0])
  expect(checkPlan(given, plan)).toEqual([])
  expect(plan.replannedItems).toEqual([0])
  expect(plan.shortages).toEqual([])
  const others = (lots: typeof previousPlan) =>
    lots.filter(({ item }) => item > 0).sort((a, b) => a.item - b.item || a.bucket - b.bucket)
  expect(others(lotsOf(plan))).toEqual(others(previousPlan))
})

test('line two down in bucket 1: C is planned anew around it, A and B stay', () => {
  const previousPlan = lotsOf(planBatchesWithoutSolver(REQUEST))
  const given = {
    ...REQUEST,
    lines: [line('one'), { ...line('two'), capacityMinutes: [100, 0, 100, 100] }],
    previousPlan,
  }
  const plan = replanBatches(given, [])
  expect(checkPlan(given, plan)).toEqual([])
  expect(plan.shortages).toEqual([])
  expect(lotsOf(plan).filter(({ line: at, bucket }) => at === 1 && bucket === 1)).toEqual([])
})

test('nothing changed and the plan is Wagner–Whitin’s 1380: the replan keeps it and proves that nothing is left to save', () => {
  const given: BatchPlanningRequest = {
    ...REQUEST,
    items: [
      {
        ...jacket('A', 0, [90, 120, 80, 70]),
        setupCost: 500,
        holdingCostPerUnitPerBucket: 2,
        routings: [{ line: 0, minutesPerUnit: 0, setupMinutes: 0 }],
      },
    ],
  }
  const previousPlan = lotsOf(planBatchesWithoutSolver(given))
  const plan = replanBatches({ ...given, previousPlan }, [])
  expect(plan.objective).toBe(1380)
  expect(plan.gap).toBeCloseTo(0, 9)
})
