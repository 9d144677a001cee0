import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { QUANTILE_LEVELS } from '#planning/forecast/forecast'
import { addDays } from '#planning/time-bucket'
import { analyst, system, testDatabase } from '#test/support/database'
import { insertSampleCompany } from '#test/support/sample-company'
import { FIRST_WEEK, insertSampleRun, SAMPLE, weeks } from '#test/support/sample-run'
import { procedures, testServices } from '#test/support/server'

const SPOKEN_WEEKS = 4
const HISTORY_WEEKS = 2
const EARLIER_RUN = SAMPLE.runId + 1

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, async (db) => {
    await insertSampleCompany(db)
    await insertSampleRun(db, EARLIER_RUN, addDays(FIRST_WEEK, -7 * SPOKEN_WEEKS))
  })
})
afterAll(() => headwater.close())

it('a category whose items have a past of 2 of 4 told weeks is judged by what was said of those 2', async () => {
  const categoryId = await headwater.asMaintenance(async (db) => {
    const { rows } = await sql<{ category_id: number }>`
      select category_id from item join product using (product_id) where item_id = ${SAMPLE.jacketId}`.execute(
      db,
    )
    await sql`delete from run_forecast where planning_run_id = ${SAMPLE.runId} and item_id <> ${SAMPLE.jacketId}`.execute(
      db,
    )
    await sql`update run_forecast set history = '{100,100}', history_status = '{0,0}',
      history_start = ${addDays(FIRST_WEEK, -7 * HISTORY_WEEKS)}::date
      where planning_run_id = ${SAMPLE.runId}`.execute(db)
    const rising = (level: number) => weeks((week) => (week < HISTORY_WEEKS ? 1 : 100 * (0.5 + level)))
    await db
      .insertInto('run_group_demand')
      .values({
        planning_run_id: EARLIER_RUN,
        base_unit: 'piece',
        group_kind: 'category',
        category_id: rows[0]!.category_id,
        item_count: 1,
        mean: rising(0.5),
        quantiles: QUANTILE_LEVELS.flatMap(rising),
        sum_weeks: [],
        sum_means: [],
        sum_quantiles: [],
      })
      .execute()
    return rows[0]!.category_id
  })
  const { groups } = (await procedures(testServices(headwater), analyst).accuracy.totals({ lagWeeks: 0 }))!
  const category = groups.find((group) => group.categoryId === categoryId)!
  expect(category).toMatchObject({ said: 200, happened: 200, seriesBuckets: 2, coverage: 1 })
})
