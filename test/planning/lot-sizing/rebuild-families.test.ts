import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BatchPlanningRequest } from '#planning/lot-sizing/batch-planning-request'
import { constructPlan, improvePlan } from '#planning/lot-sizing/improve-plan'
import {
  bookFrozenLots,
  createPlanningState,
  startEmpty,
  totalCost,
} from '#planning/lot-sizing/planning-state'
import { rebuildFamilies } from '#planning/lot-sizing/rebuild-families'
import { generatedCompany } from '#scripts/bench/batches/generated-company'
import { anyRequest } from './any-request.ts'

function constructed(given: BatchPlanningRequest) {
  const state = createPlanningState(given)
  bookFrozenLots(state)
  startEmpty(state)
  constructPlan(state, null)
  return state
}

test('rebuilding families never ends dearer and never loads a line beyond its minutes', () => {
  fc.assert(
    fc.property(anyRequest, fc.integer({ min: 1, max: 50 }), (given, seed) => {
      const state = constructed(given)
      const before = totalCost(state)
      rebuildFamilies(state, 2, seed, () => false)
      expect(totalCost(state)).toBeLessThanOrEqual(before + 1e-6)
      for (let cell = 0; cell < state.load.length; cell += 1)
        expect(state.load[cell]).toBeLessThanOrEqual(state.capacity[cell]! + state.overtime[cell]! + 1e-6)
    }),
    { numRuns: 60, seed: 41 },
  )
})

test('the same seed rebuilds the same plan', () => {
  const [given] = fc.sample(anyRequest, { numRuns: 1, seed: 8 })
  const lots = [1, 2].map(() => {
    const state = constructed(given!)
    rebuildFamilies(state, 3, 5, () => false)
    return state.lots
  })
  expect(lots[0]).toEqual(lots[1])
})

test('four families on two lines where local search is done: rebuilding whole families still saves over 1 %', () => {
  const size = { items: 20, weeks: 16, lines: 2, families: 4, utilisation: 0.75, seed: 1 }
  const state = constructed(generatedCompany(size))
  improvePlan(state, null, 24, 1, () => false)
  const before = totalCost(state)
  rebuildFamilies(state, 4, 1, () => false)
  expect(totalCost(state)).toBeLessThan(0.99 * before)
})
