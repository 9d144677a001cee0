import fc from 'fast-check'
import { expect, test } from 'vitest'
import { batchModel } from '#planning/lot-sizing/batch-model'
import { meetGroupMinimums } from '#planning/lot-sizing/group-minimums'
import { constructPlan } from '#planning/lot-sizing/improve-plan'
import {
  bookFrozenLots,
  createPlanningState,
  startEmpty,
  totalCost,
} from '#planning/lot-sizing/planning-state'
import type { LinearModel } from '#planning/lot-sizing/solver-request'
import { anyRequest } from './any-request.ts'

function objective({ columnCost }: LinearModel, values: Float64Array): number {
  return columnCost.reduce((sum, cost, column) => sum + cost * values[column]!, 0)
}

function largestViolation(model: LinearModel, values: Float64Array): number {
  let worst = 0
  for (let column = 0; column < model.columnCount; column += 1)
    worst = Math.max(
      worst,
      model.columnLower[column]! - values[column]!,
      values[column]! - model.columnUpper[column]!,
    )
  for (let row = 0; row < model.rowCount; row += 1) {
    let sum = 0
    for (let entry = model.rowStarts[row]!; entry < model.rowStarts[row + 1]!; entry += 1)
      sum += model.values[entry]! * values[model.columnIndices[entry]!]!
    worst = Math.max(worst, model.rowLower[row]! - sum, sum - model.rowUpper[row]!)
  }
  return worst
}

test('a plan as it stands is a solution of the whole model at the plan’s own cost, and reads back unchanged', () => {
  fc.assert(
    fc.property(anyRequest, (given) => {
      const state = createPlanningState(given)
      bookFrozenLots(state)
      startEmpty(state)
      constructPlan(state, null)
      meetGroupMinimums(state)
      const items = given.items.map((_, index) => index)
      const reach = { earlyBuckets: given.bucketCount, lateBuckets: given.bucketCount }
      const whole = batchModel(state, { items, fromBucket: 0, toBucket: given.bucketCount, ...reach })
      expect(largestViolation(whole.model, whole.start)).toBeLessThan(1e-6)
      expect(objective(whole.model, whole.start) * whole.moneyUnit).toBeCloseTo(totalCost(state), 4)
      const byPlace = (a: { bucket: number; routing: number }, b: { bucket: number; routing: number }) =>
        a.bucket - b.bucket || a.routing - b.routing
      expect(whole.readLots(whole.start).map((lots) => lots.sort(byPlace))).toEqual(
        state.lots.map((lots) => lots.slice().sort(byPlace)),
      )
    }),
    { numRuns: 150, seed: 11 },
  )
})

test('a window of one item and two buckets holds the plan as it stands too', () => {
  fc.assert(
    fc.property(anyRequest, fc.nat(), fc.nat({ max: 3 }), (given, any, fromBucket) => {
      const state = createPlanningState(given)
      bookFrozenLots(state)
      startEmpty(state)
      constructPlan(state, null)
      meetGroupMinimums(state)
      const window = batchModel(state, {
        items: [any % given.items.length],
        fromBucket,
        toBucket: fromBucket + 2,
        earlyBuckets: 1,
        lateBuckets: 0,
      })
      expect(largestViolation(window.model, window.start)).toBeLessThan(1e-6)
    }),
    { numRuns: 150, seed: 12 },
  )
})
