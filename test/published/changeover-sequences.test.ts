import { describe, expect, test } from 'vitest'
import { cheapestCycle, sequenceChangeovers } from '#planning/batches/changeover-sequence'
import { sequenceByDueDate, weightedTardiness } from '#planning/batches/weighted-tardiness'
import { createRandom } from '#planning/random'
import { sequenceFamilies, sequenceSplitFamilies, weightedCompletion } from './family-sequence.ts'

const SIX_STATES = [
  [0, 12, 29, 22, 13, 24],
  [15, 0, 19, 3, 25, 6],
  [28, 17, 0, 21, 23, 37],
  [20, 5, 23, 0, 30, 14],
  [11, 26, 18, 31, 0, 28],
  [25, 8, 35, 10, 29, 0],
]
const FAMILIES = [
  {
    setupMinutes: 10,
    jobs: [
      { minutes: 4, weight: 3 },
      { minutes: 6, weight: 2 },
      { minutes: 2, weight: 1 },
    ],
  },
  {
    setupMinutes: 5,
    jobs: [
      { minutes: 3, weight: 4 },
      { minutes: 5, weight: 1 },
    ],
  },
  { setupMinutes: 20, jobs: [{ minutes: 8, weight: 10 }] },
]

describe('sequences with changeovers', () => {
  test('six states: the cheapest path from the present setup is 0-4-2-3-1-5 for 63, the cheapest cycle 84', () => {
    expect(sequenceChangeovers(SIX_STATES, createRandom(1))).toEqual({ cost: 63, order: [4, 2, 3, 1, 5] })
    expect(cheapestCycle(SIX_STATES)).toBe(84)
  })

  test('20 jobs on a circle: beyond the exact limit the search still finds the way round, 20 steps of 1', () => {
    const around = Array.from({ length: 21 }, (_, from) =>
      Array.from({ length: 21 }, (_, to) => ((to - from + 21) % 21) * 1),
    )
    const { cost, order } = sequenceChangeovers(around, createRandom(1))
    expect(cost).toBe(20)
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, job) => job + 1))
  })

  test('families unsplit: B, C, A by (setup + run) / weight, 803; split freely 778 with four setups', () => {
    const whole = sequenceFamilies(FAMILIES)
    expect([...new Set(whole.order.map(({ family }) => family))]).toEqual([1, 2, 0])
    expect(whole.weightedCompletion).toBe(803)
    const split = sequenceSplitFamilies(FAMILIES)
    expect(split.weightedCompletion).toBe(778)
    expect(weightedCompletion(FAMILIES, split.order)).toBe(778)
    const setups = split.order.filter(({ family }, step) => family !== split.order[step - 1]?.family)
    expect(setups).toHaveLength(4)
  })

  test('due dates 2, 3, 9 of jobs 2, 4, 3: the heavy promise is on time, 4 minutes late × weight 1 remain', () => {
    const jobs = [
      { minutes: 2, weight: 10, dueMinute: 2 },
      { minutes: 4, weight: 1, dueMinute: 3 },
      { minutes: 3, weight: 100, dueMinute: 9 },
    ]
    const { tardiness, order } = sequenceByDueDate(jobs, createRandom(1))
    expect(order).toEqual([0, 1, 2])
    expect(tardiness).toBe(3)
    expect(weightedTardiness(jobs, [2, 1, 0])).toBe(10 * 7 + 4)
  })
})
