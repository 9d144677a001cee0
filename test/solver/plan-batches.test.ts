import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { drive } from '#api/solver/drive'
import { createHighsSolver } from '#api/solver/highs-solver'
import type { BatchPlanningRequest } from '#planning/lot-sizing/batch-planning-request'
import { checkPlan } from '#planning/lot-sizing/check-plan'
import { planBatches, planBatchesWithoutSolver } from '#planning/lot-sizing/plan-batches'
import { anyRequest, item, line, request } from '#test/planning/lot-sizing/any-request'

const solver = createHighsSolver()
afterAll(() => solver.close())

const withSolver = (given: BatchPlanningRequest, solverQuestions = 6) => ({
  ...given,
  work: { ...given.work, solverQuestions, solverNodes: 50 },
})

test('asking the solver keeps every rule, never costs more, and its bound holds for every plan', async () => {
  await fc.assert(
    fc.asyncProperty(anyRequest, async (given) => {
      const alone = planBatchesWithoutSolver(given)
      const plan = await drive(planBatches(withSolver(given)), solver)
      expect(checkPlan(given, plan)).toEqual([])
      expect(plan.objective).toBeLessThanOrEqual(alone.objective + 1e-6)
      expect(plan.lowerBound).toBeLessThanOrEqual(plan.objective + 1e-6)
      expect(plan.lowerBound).toBeGreaterThanOrEqual(alone.lowerBound - 1e-6)
    }),
    { numRuns: 15, seed: 21 },
  )
})

test('a style minimum of 30 over needs of 8 a bucket: one lot of 32, of the size that is held, proven', async () => {
  const size = (key: string, other: number[]) =>
    item(4, {
      key,
      demand: { promisedPaid: [0, 0, 0, 0], promisedDeposit: [0, 0, 0, 0], other },
      lotRule: { minimum: 4, multiple: 4, maximum: 100 },
      setupCost: 0,
    })
  const given = request(4, {
    items: [size('S', [4, 4, 4, 4]), size('M', [4, 4, 4, 4])],
    minimumGroups: [{ key: 'style', items: [0, 1], minimumQuantity: 30, minimumValue: 0 }],
  })
  const plan = await drive(planBatches(withSolver(given)), solver)
  expect(checkPlan(given, plan)).toEqual([])
  expect(plan.shortages).toEqual([])
  expect(plan.objective).toBe(8 * (1 + 2 + 3))
  expect(plan.gap).toBeLessThan(0.005)
})

test('six styles with minimums of their own on two lines: asking the solver saves a third and proves three quarters of the cost', async () => {
  const sizes = Array.from({ length: 24 }, (_, index) => {
    const style = Math.floor(index / 4)
    const other = Array.from({ length: 8 }, (__, week) => (4 + ((7 * style + 3 * index + 5 * week) % 9)) * 4)
    return item(8, {
      key: `style ${style} size ${index % 4}`,
      family: style % 2,
      demand: { promisedPaid: new Array(8).fill(0), promisedDeposit: new Array(8).fill(0), other },
      lotRule: { minimum: 16, multiple: 4, maximum: Number.POSITIVE_INFINITY },
      setupCost: 0,
      routings: [0, 1].map((each) => ({ line: each, minutesPerUnit: 1 + 0.1 * each, setupMinutes: 5 })),
    })
  })
  const given = request(8, {
    items: sizes,
    lines: [line(8, 900), line(8, 900)],
    families: ['down', 'cotton'].map((key) => ({ key, setupMinutes: 30, setupCost: 60 })),
    minimumGroups: Array.from({ length: 6 }, (_, style) => ({
      key: `style ${style}`,
      items: [0, 1, 2, 3].map((each) => 4 * style + each),
      minimumQuantity: 240,
      minimumValue: 0,
    })),
  })
  const plan = await drive(
    planBatches({ ...given, work: { ...given.work, solverQuestions: 12, solverNodes: 1 } }),
    solver,
  )
  expect(checkPlan(given, plan)).toEqual([])
  expect(plan.objective).toBeLessThan((2 / 3) * planBatchesWithoutSolver(given).objective)
  expect(plan.gap).toBeLessThan(0.25)
})

test('a caller who stops gets the plan found so far without a further question', async () => {
  const given = request(4, {
    items: [
      item(4, { demand: { promisedPaid: [5, 5, 5, 5], promisedDeposit: [0, 0, 0, 0], other: [0, 0, 0, 0] } }),
    ],
    lines: [line(4, 100)],
    shouldStop: () => true,
  })
  const dialogue = planBatches(withSolver(given))
  const step = dialogue.next()
  expect(step.done).toBe(true)
  expect(step.value).toMatchObject({ stoppedBy: 'caller', shortages: [] })
})
