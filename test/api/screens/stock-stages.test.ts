import { expect, it } from 'vitest'
import { planner, system, testDatabase } from '#test/support/database'
import { insertSampleCompany } from '#test/support/sample-company'
import { insertSampleMaterials } from '#test/support/sample-materials'
import { SAMPLE } from '#test/support/sample-run'
import { procedures, testServices } from '#test/support/server'

it('the jacket waits as down (20 days), zips (70 days), made or at the platform; a shirt has no materials, an unknown item no stages', async () => {
  const headwater = await testDatabase()
  await headwater.asCaller(system, async (db) => {
    await insertSampleCompany(db)
    await insertSampleMaterials(db)
    await db.updateTable('material_supplier').set({ unit_cost_minor: 5 }).execute()
    await db.updateTable('item_supplier').set({ lead_time_days: 30, transport_days: 5 }).execute()
  })
  const { orderPlan } = procedures(testServices(headwater), planner)
  const which = { itemId: SAMPLE.jacketId as number, supplierId: SAMPLE.supplierId as number }
  const jacket = (await orderPlan.stockStages(which))!
  expect(jacket).toMatchObject({ makingDays: 30, transportDays: 5 })
  expect(jacket.materials.map(({ code, days, unitCostMinor }) => [code, days, unitCostMinor])).toEqual([
    ['00045', 20, 900],
    ['ZIP', 70, 5],
  ])
  expect(jacket.dailyDeviation).toBeGreaterThan(0)
  const shirt = await orderPlan.stockStages({ ...which, itemId: SAMPLE.shirtId })
  expect(shirt?.materials ?? []).toEqual([])
  expect(await orderPlan.stockStages({ ...which, itemId: 999 })).toBeNull()
  await headwater.close()
})
