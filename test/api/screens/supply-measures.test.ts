import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Db, Headwater } from '#db/client'
import { planner, system, testDatabase } from '#test/support/database'
import { insertSampleCompany } from '#test/support/sample-company'
import { insertSampleRun, SAMPLE } from '#test/support/sample-run'
import { procedures, testServices } from '#test/support/server'

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, async (db) => {
    await insertSampleCompany(db)
    await threeWeeks(db)
    await db
      .insertInto('stock_location')
      .values({ stock_location_id: 1, code: 'W', name_zh: '仓', name_en: 'Warehouse' })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await db
      .insertInto('stock_snapshot')
      .values(
        ['2026-05-04', '2026-05-11'].map((day, k) => ({
          item_id: SAMPLE.jacketId,
          stock_location_id: 1,
          counted_at: `${day}T01:00:00Z`,
          on_hand: 100 + 100 * k,
        })),
      )
      .execute()
  })
})
afterAll(() => headwater.close())

/** Ordered for 4 May 100, 90 came; answered for 11 May 50 of 70 ordered, 60 came; ordered for 18 May 80, 80 came. */
async function threeWeeks(db: Db) {
  const item = { item_id: SAMPLE.jacketId, supplier_id: SAMPLE.supplierId }
  const weeks = [
    ['2026-05-06', 100, 90],
    ['2026-05-13', 70, 60],
    ['2026-05-20', 80, 80],
  ] as const
  for (const [day, ordered, received] of weeks) {
    const { supply_order_id } = await db
      .insertInto('supply_order')
      .values({
        ...item,
        code: `PO-${day}`,
        kind: 'purchase',
        due_on: day,
        placed_on: '2026-04-01',
        known_at: '2026-04-01T04:00:00Z',
        quantity: ordered,
        state: 'closed',
      })
      .returning('supply_order_id')
      .executeTakeFirstOrThrow()
    await db
      .insertInto('receipt')
      .values({
        item_id: SAMPLE.jacketId,
        code: `R-${day}`,
        quantity: received,
        received_on: day,
        known_at: `${day}T04:00:00Z`,
        supply_order_id,
      })
      .execute()
  }
  const { publication_id } = await db
    .insertInto('publication')
    .values({
      planning_run_id: SAMPLE.runId,
      supplier_id: SAMPLE.supplierId,
      version: 77,
      first_week: '2026-05-04',
      week_count: 4,
      published_at: '2026-04-02T04:00:00Z',
      published_by: 'test',
      reply_by: '2026-04-05T04:00:00Z',
    })
    .returning('publication_id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('reply')
    .values({
      ...item,
      publication_id,
      week: '2026-05-11',
      answer: 'partial',
      committed_quantity: 50,
      reason: 'capacity',
      replied_by: 'test',
      replied_at: '2026-04-03T04:00:00Z',
    })
    .execute()
}

const measures = () => procedures(testServices(headwater), planner).orderPlan.supplyMeasures({})

it('committed 100, 50, 80, arrived 90, 60, 80: adherence 220/230; the first run has nothing to compare with', async () => {
  const { rows, comparedWith } = await measures()
  const [all, first] = rows
  expect(comparedWith).toBeNull()
  expect(first).toMatchObject({ supplierId: SAMPLE.supplierId, commitments: 3, planChange: null })
  expect(first!.adherence).toBeCloseTo(220 / 230, 9)
  expect(all).toMatchObject({ supplierId: null, commitments: 3 })
  expect(all!.adherence).toBeCloseTo(220 / 230, 9)
})

it("a year's jackets over the mean of counts of 100 and 200 are its turns; what was never counted is left out", async () => {
  const history = await headwater.asCaller(system, (db) =>
    db
      .selectFrom('run_forecast')
      .select('history')
      .where('item_id', '=', SAMPLE.jacketId)
      .executeTakeFirstOrThrow(),
  )
  const sold = history.history.slice(-52).reduce((sum, units) => sum + units, 0)
  const [all] = (await measures()).rows
  expect(all!.turns).toBeCloseTo(sold / 150, 6)
  expect(all!.daysOfSupply).toBeCloseTo((365 * 150) / sold, 6)
  expect(all!.marginReturn).toBeGreaterThan(0)
})

it('a run that shifts every arrival by a week moved twice what was planned; 8 of 12 weeks started or stopped', async () => {
  await headwater.asCaller(system, (db) => insertSampleRun(db, 2, '2026-06-08'))
  const { rows, comparedWith } = await measures()
  expect(comparedWith).toMatchObject({ planningRunId: SAMPLE.runId })
  expect(rows[0]!.planChange).toBeCloseTo(2, 9)
  expect(rows[0]!.startedOrStopped).toBeCloseTo(8 / 12, 9)
})
