import { expect, it } from 'vitest'
import { remembered } from '#api/bullwhip/read-streams'
import { USUAL_POLICY } from '#api/runs/smooth-suppliers'
import { upstreamLeadDays } from '#db/policy-streams'
import { type DemandStream, estimatePolicy } from '#planning/order-policy/policy-estimate'
import { planner, system, testDatabase } from '#test/support/database'
import { insertSampleCompany } from '#test/support/sample-company'
import { insertSampleMaterials } from '#test/support/sample-materials'
import { SAMPLE } from '#test/support/sample-run'
import { procedures, testServices } from '#test/support/server'

it('a run that stored no policy is tried against the usual one instead of failing', async () => {
  const headwater = await testDatabase()
  await headwater.asCaller(system, async (db) => {
    await insertSampleCompany(db)
    await db.updateTable('planning_run').set({ parameters: '{}' }).execute()
  })
  const answer = await procedures(testServices(headwater), planner).bullwhip.estimate({})
  expect(answer!.meanSmoothing.gapShare).toBe(USUAL_POLICY.gapShare)
  await headwater.close()
})

it('a jacket made in 30 days, of down worth 9 in 20 days and a zip worth 1 in 70, takes 30 and 25 days; without a supplier none', async () => {
  const headwater = await testDatabase()
  await headwater.asCaller(system, async (db) => {
    await insertSampleCompany(db)
    await insertSampleMaterials(db)
    await db.updateTable('item_supplier').set({ lead_time_days: 30 }).execute()
    await db
      .updateTable('material_supplier')
      .set({ unit_cost_minor: 5 })
      .where('material_id', '=', 1)
      .execute()
    await db
      .updateTable('material_supplier')
      .set({ unit_cost_minor: 100 })
      .where('material_id', '=', 2)
      .execute()
    const days = await upstreamLeadDays(db, [SAMPLE.jacketId, 999_999], '2026-06-01')
    expect([...days.keys()]).toEqual([SAMPLE.jacketId])
    expect(days.get(SAMPLE.jacketId)).toMatchObject({ makingDays: 30, materialDays: 25 })
  })
  await headwater.close()
})

it('a policy is simulated once, until 64 others were asked for since', () => {
  const total = new Float64Array(40).fill(8)
  const streams: DemandStream[] = [
    {
      total,
      known: null,
      noticePeriods: 6,
      leadTimePeriods: 3,
      upstreamLeadPeriods: [2, null],
      unitCost: 1,
      smoothing: { gapShare: 0.5, levellingPeriods: 1 },
    },
  ]
  const estimate = remembered((policy) => estimatePolicy(streams, policy))
  const policy = (gapShare: number) => ({ gapShare, levellingPeriods: 1, fillRate: 0.95, isShared: true })
  const first = estimate(policy(1))
  for (let other = 1; other < 64; other += 1) estimate(policy(other / 100))
  expect(estimate(policy(1))).toBe(first)
  for (let other = 1; other <= 64; other += 1) estimate(policy(other / 100))
  expect(estimate(policy(1))).not.toBe(first)
})
