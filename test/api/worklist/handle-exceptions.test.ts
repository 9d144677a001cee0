import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { addDays } from '#planning/time-bucket'
import { analyst, planner, system, testDatabase } from '#test/support/database'
import { insertSampleCompany } from '#test/support/sample-company'
import { FIRST_WEEK, insertSampleRun, SAMPLE } from '#test/support/sample-run'
import { procedures, testServices } from '#test/support/server'

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, insertSampleCompany)
})
afterAll(() => headwater.close())

const on = (day: string, caller: Parameters<typeof procedures>[1] = planner) =>
  procedures(testServices(headwater, new Date(`${day}T02:00:00Z`)), caller).worklist
const numbers = async (day: string, state: 'open' | 'snoozed' | 'resolved' = 'open') =>
  (await on(day).exceptions({ state }))!.rows.map((row) => row.exceptionNumber)
const snooze = { state: 'snoozed', until: '2026-06-05', reason: 'the mill answers on Thursday' } as const

describe('what is done about exceptions', () => {
  it('snoozed until Friday 5 June: away on Thursday, back on Friday', async () => {
    await on('2026-06-01').handle({ runId: SAMPLE.runId, exceptionNumbers: [1], as: snooze })
    expect(await numbers('2026-06-04')).toEqual([3, 2])
    expect(await numbers('2026-06-04', 'snoozed')).toEqual([1])
    expect(await numbers('2026-06-05')).toEqual([1, 3, 2])
  })

  it('a snooze needs a reason and a day to come', async () => {
    const handle = (as: object) =>
      on('2026-06-01').handle({ runId: SAMPLE.runId, exceptionNumbers: [1], as: as as typeof snooze })
    await expect(handle({ ...snooze, until: '2026-06-01' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(handle({ ...snooze, reason: '  ' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  it('an exception that is not there refuses the whole deed', async () => {
    const deed = { runId: SAMPLE.runId, exceptionNumbers: [2, 99], as: { state: 'resolved' as const } }
    await expect(on('2026-06-01').handle(deed)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await numbers('2026-06-01', 'resolved')).toEqual([])
  })

  it('undo opens again, and the audit keeps both deeds with what stood before', async () => {
    const deed = { runId: SAMPLE.runId, exceptionNumbers: [3] }
    await on('2026-06-01').handle({ ...deed, as: { state: 'resolved' } })
    expect(await numbers('2026-06-06')).toEqual([1, 2])
    await on('2026-06-01').handle({ ...deed, as: { state: 'open' } })
    expect(await numbers('2026-06-06')).toEqual([1, 3, 2])
    const entries = await headwater.asCaller(system, (db) =>
      db
        .selectFrom('audit_entry')
        .select(['action', 'before', 'after'])
        .where('subject', '=', 'run/1/exception/3')
        .orderBy('audit_entry_id')
        .execute(),
    )
    expect(entries.map(({ action }) => action)).toEqual(['exception.resolved', 'exception.open'])
    expect(entries[1]!.before).toMatchObject({ state: 'resolved' })
    for (const { after } of entries) expect(after).toHaveProperty('about.kind')
  })

  it('resolved holds for the run it was seen in; a later run that finds it again opens it, a snooze stays', async () => {
    await on('2026-06-01').handle({
      runId: SAMPLE.runId,
      exceptionNumbers: [3],
      as: { state: 'resolved' },
    })
    const later = { ...snooze, until: '2026-07-01' }
    await on('2026-06-01').handle({ runId: SAMPLE.runId, exceptionNumbers: [2], as: later })
    await headwater.asCaller(system, (db) => insertSampleRun(db, 2, addDays(FIRST_WEEK, 7)))
    expect(await numbers('2026-06-08')).toEqual([1, 3])
    expect(await numbers('2026-06-08', 'snoozed')).toEqual([2])
    expect(await numbers('2026-06-08', 'resolved')).toEqual([])
  })

  it('an analyst sees the states and changes none', async () => {
    expect((await on('2026-06-08', analyst).exceptions({ state: 'snoozed' }))!.rows).toHaveLength(1)
    await expect(
      on('2026-06-08', analyst).handle({ runId: 2, exceptionNumbers: [1], as: { state: 'resolved' } }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})
