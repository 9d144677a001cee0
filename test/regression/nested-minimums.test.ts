import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { BatchItem, BatchPlanningRequest } from '#planning/lot-sizing/batch-planning-request'
import { checkPlan } from '#planning/lot-sizing/check-plan'
import { planBatchesWithoutSolver } from '#planning/lot-sizing/plan-batches'

const BUCKETS = 5

function request(
  needs: readonly (readonly number[])[],
  minimums: { colour: number; style: number; value: number },
): BatchPlanningRequest {
  const zeros = new Array<number>(BUCKETS).fill(0)
  const items = needs.map(
    (other, index): BatchItem => ({
      key: `size ${index}`,
      family: 0,
      demand: { promisedPaid: zeros, promisedDeposit: zeros, other },
      openingStock: 0,
      openOrders: zeros,
      safetyStock: 0,
      lotRule: { minimum: 4, multiple: 2, maximum: Number.POSITIVE_INFINITY },
      setupCost: 0,
      holdingCostPerUnitPerBucket: 3,
      routings: [{ line: 0, minutesPerUnit: 1, setupMinutes: 2 }],
      valuePerUnit: 7,
    }),
  )
  const price = { latePerUnitPerBucket: 20, shortPerUnit: 200 }
  return {
    bucketCount: BUCKETS,
    items,
    lines: [
      {
        key: 'line A',
        capacityMinutes: new Array(BUCKETS).fill(60),
        overtimeMinutes: zeros,
        overtimeCostPerMinute: 0,
      },
    ],
    families: [{ key: 'knit', setupMinutes: 5, setupCost: 40 }],
    minimumGroups: [
      { key: 'style', items: [0, 1, 2, 3], minimumQuantity: minimums.style, minimumValue: 0 },
      { key: 'red', items: [0, 1], minimumQuantity: minimums.colour, minimumValue: 0 },
      { key: 'blue', items: [2, 3], minimumQuantity: minimums.colour, minimumValue: 0 },
      { key: 'order value', items: [0, 1, 2, 3], minimumQuantity: 0, minimumValue: minimums.value },
    ],
    servicePrices: { promisedPaid: price, promisedDeposit: price, other: price, safety: price },
    fences: { frozenBuckets: 0, slushyBuckets: 0, changeCostPerUnit: 0 },
    previousPlan: [],
    work: { boundIterations: 20, improvementPasses: 2, solverQuestions: 0, solverNodes: 0 },
    seed: 1,
  }
}

it('mending a colour never leaves its style or the order value below the minimum', () => {
  const needs = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: BUCKETS, maxLength: BUCKETS })
  fc.assert(
    fc.property(
      fc.array(needs, { minLength: 4, maxLength: 4 }),
      fc.record({
        colour: fc.integer({ min: 0, max: 30 }),
        style: fc.integer({ min: 0, max: 50 }),
        value: fc.integer({ min: 0, max: 400 }),
      }),
      (units, minimums) => {
        const given = request(units, minimums)
        expect(checkPlan(given, planBatchesWithoutSolver(given))).toEqual([])
      },
    ),
    { numRuns: 200, seed: 3 },
  )
})
