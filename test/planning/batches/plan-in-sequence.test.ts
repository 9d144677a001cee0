import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ScheduledBatch, scheduleFigures } from '#planning/batches/batch-schedule'
import { type PlanShop, planInSequence, replanInSequence } from '#planning/batches/plan-in-sequence'
import { scheduledPlan } from '#planning/batches/scheduled-plan'
import { sequenceSchedule } from '#planning/batches/sequence-schedule'
import type { BatchPlan } from '#planning/lot-sizing/batch-plan'
import type { BatchPlanningRequest } from '#planning/lot-sizing/batch-planning-request'
import { checkPlan } from '#planning/lot-sizing/check-plan'
import { planBatchesWithoutSolver } from '#planning/lot-sizing/plan-batches'
import { createRandom } from '#planning/random'
import { anyRequest, item, line, request } from '#test/planning/lot-sizing/any-request'
import { checkSequencedSchedule } from '#test/support/check-sequence'
import { shopOf } from './any-shop.ts'

function planned(given: BatchPlanningRequest, shop: PlanShop): BatchPlan {
  const step = planInSequence(given, [], shop).next()
  if (!step.done) throw new Error('the request allows no solver')
  return step.value
}

const faultsOf = (plan: BatchPlan, shop: PlanShop) => {
  const batches = scheduledPlan(plan, shop, shop.floor)
  return checkSequencedSchedule(batches, shop.floor, sequenceSchedule(batches, shop.floor))
}

const paid = (...units: number[]) => ({
  demand: { promisedPaid: units, promisedDeposit: units.map(() => 0), other: units.map(() => 0) },
})
const THREE = [
  { key: 'red', setupMinutes: 20, setupCost: 0 },
  { key: 'blue', setupMinutes: 20, setupCost: 0 },
  { key: 'green', setupMinutes: 20, setupCost: 0 },
]
const three = (minutes: number) =>
  request(3, {
    items: [0, 1, 2].map((family) => item(3, { ...paid(0, 0, 40), key: `item ${family}`, family })),
    families: THREE,
    lines: [line(3, minutes)],
  })

describe('a plan in sequence', () => {
  test('changeovers of 50 where 20 are reserved: what does not fit beside them is made a week earlier, all in time', () => {
    const given = three(180)
    const dear = [0, 1, 2].map((from) => [0, 1, 2].map((to) => (from === to ? 0 : 50)))
    const shop = shopOf(given, dear, 0)
    const reserved = planBatchesWithoutSolver(given)
    expect(faultsOf(reserved, shop)).toEqual(['line 0 in the week of 2026-06-15: 220 minutes of 180'])
    const plan = planned(given, shop)
    expect(faultsOf(plan, shop)).toEqual([])
    expect(checkPlan(given, plan)).toEqual([])
    expect(plan.shortages).toEqual([])
    expect(new Set(plan.batches.map(({ bucket }) => bucket)).size).toBe(2)
    expect(plan.lowerBound).toBeLessThanOrEqual(plan.objective)
  })

  test('shorter changeovers leave the rest of what is reserved free', () => {
    const given = three(180)
    const easy = [0, 1, 2].map((from) => [0, 1, 2].map((to) => (from === to ? 0 : 5)))
    const shop = shopOf(given, easy, 0)
    const plan = planned(given, shop)
    expect(plan).toEqual(planBatchesWithoutSolver(given))
    const { loads, setupMinutes } = scheduleFigures(scheduledPlan(plan, shop, shop.floor), shop.floor)
    expect(setupMinutes).toBe(10)
    expect(loads.map(({ usedMinutes }) => usedMinutes)).toEqual([130])
  })

  test('no changeover stated: the plan of lot sizing, each family set up once a week with its own minutes', () => {
    const given = three(400)
    const shop = shopOf(given)
    const plan = planned(given, shop)
    expect(plan).toEqual(planBatchesWithoutSolver(given))
    expect(scheduleFigures(scheduledPlan(plan, shop, shop.floor), shop.floor).setupMinutes).toBe(60)
  })

  const minutes = fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined })
  const matrix = fc.array(fc.array(minutes, { minLength: 2, maxLength: 2 }), { minLength: 2, maxLength: 2 })

  test('any request and any changeovers: weeks hold in sequence, and the plan keeps every rule of lot sizing', () => {
    fc.assert(
      fc.property(anyRequest, matrix, (given, changeovers) => {
        const shop = shopOf(given, changeovers, 1)
        for (const plan of [planned(given, shop), replanInSequence(given, [], [0], shop)]) {
          const frozen = shop.weeks.slice(0, given.fences.frozenBuckets)
          const faults = faultsOf(plan, shop).filter((fault) => !frozen.some((week) => fault.includes(week)))
          expect(faults).toEqual([])
          expect(checkPlan(given, plan)).toEqual([])
          expect(plan.lowerBound).toBeLessThanOrEqual(plan.objective + 1e-6)
        }
      }),
      { numRuns: 120 },
    )
  })
})

describe('a schedule in sequence', () => {
  const shop = shopOf(
    three(400),
    [
      [undefined, 40, 40],
      [10, undefined, 40],
      [10, 15, undefined],
    ],
    1,
  )
  const batch = (batchNumber: number, familyId: number, week: number, place?: number): ScheduledBatch => ({
    batchNumber,
    lineId: 0,
    familyId,
    week: shop.weeks[week]!,
    state: 'planned',
    items: [{ itemId: familyId, quantity: 30 }],
    pegs: [],
    place,
  })
  const numbers = (batches: readonly ScheduledBatch[]) =>
    [...sequenceSchedule(batches, shop.floor)].map(([number, { fromFamilyId, changeoverMinutes }]) => [
      number,
      fromFamilyId,
      changeoverMinutes,
    ])

  test('what stands on the line is carried from week to week; going on with it takes nothing', () => {
    const batches = [batch(1, 0, 0), batch(2, 1, 0), batch(3, 0, 1)]
    expect(numbers(batches)).toEqual([
      [2, 1, 0],
      [1, 1, 10],
      [3, 0, 0],
    ])
  })

  test('what is kept from earlier plans stands first in its week', () => {
    const known = shop.floor.lines.get(0)!
    const [week] = shop.weeks
    const lines = new Map([
      [
        0,
        { ...known, committedFamilies: new Map([[week!, [0]]]), committedMinutes: new Map([[week!, 100]]) },
      ],
    ])
    const placed = sequenceSchedule([batch(1, 1, 0)], { ...shop.floor, lines }).get(1)!
    expect(placed).toMatchObject({ fromFamilyId: 0, changeoverMinutes: 40, startsOn: '2026-06-02' })
  })

  test('what is released comes first, in the order of its release, and the rest goes on from there', () => {
    const released = { ...batch(1, 0, 0), state: 'released', place: 1 } as const
    const second = { ...batch(2, 2, 0), state: 'released', place: 2 } as const
    const batches = [released, second, batch(3, 1, 0), batch(4, 2, 0)]
    const sequence = sequenceSchedule(batches, shop.floor)
    expect([...sequence].map(([number]) => number)).toEqual([1, 2, 4, 3])
    expect(sequence.get(4)).toMatchObject({ fromFamilyId: null, changeoverMinutes: 0 })
    expect(checkSequencedSchedule(batches, shop.floor, sequence)).toEqual([])
  })

  test('a batch of the family that an earlier plan makes in the same week needs no changeover, stated or not', () => {
    const [week] = shop.weeks
    const line = {
      ...shop.floor.lines.get(0)!,
      changeovers: new Map(),
      committedFamilies: new Map([[week!, [2]]]),
    }
    const floor = { ...shop.floor, lines: new Map([[0, line]]) }
    const batches = [batch(1, 0, 0), batch(2, 2, 0)]
    const sequence = sequenceSchedule(batches, floor)
    expect([...sequence].map(([number, { changeoverMinutes }]) => [number, changeoverMinutes])).toEqual([
      [2, 0],
      [1, 20],
    ])
    expect(checkSequencedSchedule(batches, floor, sequence)).toEqual([])
  })

  test('the checker names a family out of place, a wrong changeover and a week too full', () => {
    const batches = [batch(1, 0, 0), batch(2, 1, 0)]
    const right = sequenceSchedule(batches, shop.floor)
    expect(checkSequencedSchedule(batches, shop.floor, right)).toEqual([])
    const swapped = new Map([
      [1, { ...right.get(1)!, sequenceInWeek: 1 }],
      [2, { ...right.get(2)!, sequenceInWeek: 2 }],
    ])
    expect(checkSequencedSchedule(batches, shop.floor, swapped)).toContain(
      'batch 2 on line 0 in the week of 2026-06-01 follows 0',
    )
    expect(checkSequencedSchedule(batches, shop.floor, new Map())).toContain('batch 1 has no place')
    const large = [{ ...batch(1, 0, 0), items: [{ itemId: 0, quantity: 500 }] }]
    expect(checkSequencedSchedule(large, shop.floor, sequenceSchedule(large, shop.floor))).toEqual([
      'line 0 in the week of 2026-06-01: 510 minutes of 400',
    ])
  })

  test('4,000 batches on ten lines are in order within a second', () => {
    const random = createRandom(1)
    const batches = Array.from({ length: 4000 }, (_, at): ScheduledBatch => {
      const familyId = Math.floor(random() * 20)
      return {
        ...batch(at + 1, 0, 0),
        lineId: at % 10,
        familyId,
        week: WEEKS[Math.floor(at / 10) % 26]!,
        pegs: [{ itemId: 0, purpose: 'paid', needWeek: WEEKS[Math.floor(random() * 26)]!, quantity: 5 }],
      }
    })
    const start = performance.now()
    const sequence = sequenceSchedule(batches, large)
    expect(performance.now() - start).toBeLessThan(1000)
    expect(sequence.size).toBe(4000)
  })
})

const LARGE = request(26, {
  items: [item(26)],
  lines: Array.from({ length: 10 }, () => line(26, 2400)),
  families: Array.from({ length: 20 }, (_, family) => ({ key: `${family}`, setupMinutes: 30, setupCost: 0 })),
})
const draw = createRandom(2)
const { floor: large, weeks: WEEKS } = shopOf(
  LARGE,
  Array.from({ length: 20 }, () => Array.from({ length: 20 }, () => Math.round(10 + 80 * draw()))),
)
