import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { orderVariances, pastRatios } from '#db/order-variances'
import { system, testDatabase } from '#test/support/database'
import { insertSampleCompany } from '#test/support/sample-company'
import { SAMPLE } from '#test/support/sample-run'

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, async (db) => {
    await insertSampleCompany(db)
    const row = {
      planning_run_id: SAMPLE.runId,
      tier: 'platform',
      basis: 'past',
      bucket: 'week',
      bucket_count: 52,
    }
    await db
      .insertInto('run_order_variance')
      .values([{ ...row, aggregation: 'item', item_id: SAMPLE.jacketId, ratio: 900 }])
      .execute()
  })
})
afterAll(() => headwater.close())

it('the ratio of the company stands before those of items, however large, so that a limit cuts items alone', async () => {
  const rows = await headwater.asCaller(system, (db) => orderVariances(db, SAMPLE.runId))
  const firstItem = rows.findIndex(({ itemId }) => itemId !== null)
  expect(rows[firstItem]).toMatchObject({ itemId: SAMPLE.jacketId, ratio: 900 })
  expect(rows.slice(firstItem).every(({ itemId }) => itemId !== null)).toBe(true)
  expect(rows.slice(0, firstItem).length).toBeGreaterThan(0)
  const ratios = await headwater.asCaller(system, (db) => pastRatios(db, SAMPLE.runId))
  expect(ratios.get('material-supplier')).toBeCloseTo(2.4 * 1.8, 9)
})
