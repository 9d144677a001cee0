import { describe, expect, test } from 'vitest'
import { campaignNeeds } from '#planning/lot-sizing/campaign-needs'
import { chooseCampaigns } from '#planning/lot-sizing/choose-campaigns'
import { createPlanningState, type PlanningState } from '#planning/lot-sizing/planning-state'
import { createRandom } from '#planning/random'
import { item, line, request } from './any-request.ts'

const BUCKETS = 6
const EACH = { promisedPaid: new Array(BUCKETS).fill(0), promisedDeposit: new Array(BUCKETS).fill(0) }

function stateOf(setupCost: number, minutes: number): PlanningState {
  const demand = { ...EACH, other: new Array(BUCKETS).fill(10) }
  const jacket = item(BUCKETS, { family: 0, demand, setupCost: 0 })
  return createPlanningState(
    request(BUCKETS, {
      items: [jacket, jacket],
      families: [{ key: 'down', setupMinutes: 5, setupCost }],
      lines: [line(BUCKETS, minutes)],
    }),
  )
}

const chosen = (state: PlanningState) =>
  campaignNeeds(state, [0, 1])
    .flatMap((needs) => chooseCampaigns(state, 0, needs, createRandom(3)))
    .sort((a, b) => a - b)

describe('campaigns of a family chosen together', () => {
  test('a setup of 5, below the 20 that holding one week of both items costs: every week', () => {
    expect(chosen(stateOf(5, 1000))).toEqual([0, 1, 2, 3, 4, 5])
  })

  test('a setup of 2,000, above holding all weeks, (1 + 2 + 3 + 4 + 5) × 20 = 300: the first week alone', () => {
    expect(chosen(stateOf(2000, 1000))).toEqual([0])
  })

  test('45 minutes hold the 5 of a setup and two weeks of 20: every other week', () => {
    expect(chosen(stateOf(100, 45))).toEqual([0, 2, 4])
  })

  test('a week that other items fill gets none', () => {
    const state = stateOf(2000, 45)
    state.load[2] = 45
    expect(chosen(state)).not.toContain(2)
  })

  test('items that run on different lines are chosen for apart, each on its own', () => {
    const demand = { ...EACH, other: new Array(BUCKETS).fill(10) }
    const items = [0, 1].map((at) =>
      item(BUCKETS, { family: 0, demand, routings: [{ line: at, minutesPerUnit: 1, setupMinutes: 0 }] }),
    )
    const state = createPlanningState(
      request(BUCKETS, {
        items,
        families: [{ key: 'down', setupMinutes: 5, setupCost: 2000 }],
        lines: [line(BUCKETS, 1000), line(BUCKETS, 1000)],
      }),
    )
    expect(chosen(state)).toEqual([0, BUCKETS])
  })
})
