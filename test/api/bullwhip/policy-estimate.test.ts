import { expect, it } from 'vitest'
import { DEFAULT_POLICY } from '#api/runs/run-plan'
import { planner, system, testDatabase } from '#test/support/database'
import { insertSampleCompany } from '#test/support/sample-company'
import { procedures, testServices } from '#test/support/server'

it('a run that stored no policy is tried against the usual one instead of failing', async () => {
  const headwater = await testDatabase()
  await headwater.asCaller(system, async (db) => {
    await insertSampleCompany(db)
    await db.updateTable('planning_run').set({ parameters: '{}' }).execute()
  })
  const answer = await procedures(testServices(headwater), planner).bullwhip.estimate({})
  expect(answer!.current.policy.gapShare).toBe(DEFAULT_POLICY.gapShare)
  await headwater.close()
})
