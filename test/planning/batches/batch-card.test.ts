import { describe, expect, it } from 'vitest'
import { batchDeadline } from '#planning/batches/batch-deadline'
import { type KnownMaterial, materialStates } from '#planning/batches/material-state'
import { replyState } from '#planning/batches/reply-state'

describe('material of a batch', () => {
  const down: KnownMaterial = {
    materialId: 3,
    arrivals: [
      { day: 0, quantity: 20 },
      { day: 9, quantity: 10 },
    ],
    boughtFromDay: 30,
    perUnit: new Map([[7, 2]]),
  }
  const batch = (batchNumber: number, startsOn: string, quantity: number, itemId = 7) => ({
    batchNumber,
    startsOn,
    items: [{ itemId, quantity }],
  })
  it('20 are there: the batch that starts first takes them, the next waits for the 10 of day 9', () => {
    const states = materialStates([batch(2, '1970-01-05', 5), batch(1, '1970-01-02', 10)], [down])
    expect(states.get(1)).toEqual({ kind: 'there' })
    expect(states.get(2)).toEqual({ kind: 'missing', materialId: 3, until: '1970-01-10' })
  })
  it('what can be bought in time is to be bought; what cannot is missing until it could be', () => {
    const states = materialStates([batch(1, '1970-02-05', 100), batch(2, '1970-01-12', 100)], [down])
    expect(states.get(1)).toEqual({ kind: 'to-buy', materialId: 3 })
    expect(states.get(2)).toEqual({ kind: 'missing', materialId: 3, until: '1970-01-31' })
  })
  it('without a source the day is not known; of an item without bill nothing is said', () => {
    const states = materialStates(
      [batch(1, '1970-01-12', 100), batch(2, '1970-01-12', 100, 8)],
      [{ ...down, boughtFromDay: null }],
    )
    expect(states.get(1)).toEqual({ kind: 'missing', materialId: 3, until: null })
    expect(states.get(2)).toEqual({ kind: 'not-stated' })
  })
  it('the material that comes last speaks for the batch', () => {
    const zip = { ...down, materialId: 4, arrivals: [{ day: 20, quantity: 99 }] }
    const [state] = materialStates([batch(1, '1970-01-12', 15)], [down, zip]).values()
    expect(state).toEqual({ kind: 'missing', materialId: 4, until: '1970-01-21' })
  })
})

describe('next deadline of a batch', () => {
  const pegs = [{ itemId: 1, purpose: 'paid', needWeek: '2026-06-15', quantity: 5 }]
  const known = {
    startsOn: '2026-06-01',
    today: '2026-05-31',
    transportDays: new Map([[1, 7]]),
    materialLeadDays: null,
  }
  it('needed in the week of 15 June, a week on the way: making in the week of 8 June at the latest', () => {
    expect(batchDeadline({ week: '2026-06-01', pegs }, known)).toEqual({ kind: 'start', on: '2026-06-08' })
  })
  it('material of 20 days for a start on 1 June had to be ordered by 12 May: that is over, making comes next', () => {
    const at = (today: string) =>
      batchDeadline({ week: '2026-06-01', pegs }, { ...known, today, materialLeadDays: 20 })
    expect(at('2026-05-10')).toEqual({ kind: 'order-material', on: '2026-05-12' })
    expect(at('2026-05-31')).toEqual({ kind: 'start', on: '2026-06-08' })
    expect(at('2026-06-10')).toEqual({ kind: 'ship', on: '2026-06-14' })
    expect(at('2026-07-10')).toEqual({ kind: 'ship', on: '2026-06-14' })
  })
  it('nobody waits and nothing is to be bought: no deadline', () => {
    expect(batchDeadline({ week: '2026-06-01', pegs: [] }, known)).toBeNull()
  })
})

it.each([
  [[], 'not-asked'],
  [['commit', 'commit'], 'committed'],
  [['commit', null], 'waiting'],
  [['commit', 'partial'], 'partly'],
  [['decline', null], 'partly'],
  [['decline'], 'declined'],
] as const)('answers %j read %s', (answers, state) => {
  expect(replyState(answers)).toBe(state)
})
