import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { analyst, system, testDatabase } from '#test/support/database'
import { insertSampleCompany } from '#test/support/sample-company'
import { SAMPLE, weeks } from '#test/support/sample-run'
import { procedures, testServices } from '#test/support/server'

/** The largest number up to which a real tells whole units apart. */
const LARGEST_EXACT = 16_777_216

let headwater: Headwater
let caller: ReturnType<typeof procedures>
beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, insertSampleCompany)
  await headwater.asMaintenance(async (db) => {
    await sql`update item set product_id = null`.execute(db)
    for (const [itemId, units] of [
      [SAMPLE.jacketId, LARGEST_EXACT],
      [SAMPLE.shirtId, 1],
    ] as const) {
      const first = weeks((week) => (week === 0 ? units : 0))
      await db
        .updateTable('run_forecast')
        .set({ mean: first, paid: first })
        .where('planning_run_id', '=', SAMPLE.runId)
        .where('item_id', '=', itemId)
        .execute()
    }
  })
  caller = procedures(testServices(headwater), analyst)
})
afterAll(() => headwater.close())

it('16,777,216 pieces of one item and 1 of another are 16,777,217 by group and by week', async () => {
  const { rows } = (await caller.demand.groups({ by: 'category', unit: 'piece' }))!
  const { byWeek } = (await caller.demand.overview({ unit: 'piece' }))!
  expect([rows.length, rows[0]!.itemCount]).toEqual([1, 2])
  expect([rows[0]!.mean, byWeek[0]!.paid]).toEqual([LARGEST_EXACT + 1, LARGEST_EXACT + 1])
})
