import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runPlan } from '#api/runs/run-plan'
import type { Db, Headwater } from '#db/client'
import { nextLedgerVersion } from '#db/ledger'
import { system, testDatabase } from '#test/support/database'
import { AS_OF, SUPPLIER, smallCompany } from '#test/support/small-company'

const LAUNCHES = 8
const FIRST_LAUNCH = 100
const NEW_ITEM = 200
const CREAM = 1

let headwater: Headwater

beforeAll(async () => {
  headwater = await testDatabase()
  await smallCompany(headwater)
  await headwater.asCaller(system, async (db) => {
    await sql`insert into category (category_id, code, name_zh, name_en) values (${CREAM}, 'cream', '面霜', 'Cream')`.execute(
      db,
    )
    await sql`insert into product (product_id, code, name_zh, name_en, category_id)
      values (1, 'CREAM', '面霜', 'Cream', ${CREAM})`.execute(db)
    await launches(db)
  })
})
afterAll(() => headwater.close())

/** Eight creams launched every fifth week, each 7 a day once three weeks have passed, and one to come on 15 June. */
async function launches(db: Db) {
  const version = await nextLedgerVersion(db, { importId: null, reason: 'sales', postedBy: 'test' })
  await sql`
    insert into item (item_id, code, name_zh, name_en, product_id, price_minor, launched_on, attributes)
    select ${FIRST_LAUNCH} + n, 'CREAM-' || n, '面霜 ' || n, 'Cream ' || n, 1, 9900, date '2025-05-05' + 35 * n, '{"tag": "dry"}'::jsonb
    from generate_series(0, ${LAUNCHES - 1}) as n
    union all select ${NEW_ITEM}, 'CREAM-NEW', '新面霜', 'New cream', 1, 9900, date '2026-06-15', '{"tag": "dry"}'::jsonb`.execute(
    db,
  )
  await sql`
    insert into item_supplier (item_id, supplier_id, lead_time_days) select item_id, ${SUPPLIER}, 7 from item where product_id = 1`.execute(
    db,
  )
  await sql`
    insert into demand_entry (item_id, ledger_version, kind, rung, quantity, occurred_at, occurred_on, known_at,
      need_from, need_to, source_record_id, region)
    select item_id, ${version}, 'sale', 'paid', least(7, 2 + (day - launched_on) / 5), day + time '04:00', day,
      day + time '04:00', day, day, 10000 + row_number() over (), 'north'
    from item, lateral (select launched_on + n as day from generate_series(0, 400) as n) as days
    where item_id between ${FIRST_LAUNCH} and ${FIRST_LAUNCH + LAUNCHES - 1} and day <= ${AS_OF}::date`.execute(
    db,
  )
}

async function forecastOf(runId: number) {
  return headwater.asCaller(system, (db) =>
    db
      .selectFrom('run_forecast')
      .select(['method', 'demand_pattern', 'mean', 'model', 'quantiles', 'reasons', 'effects'])
      .where('planning_run_id', '=', runId)
      .where('item_id', '=', NEW_ITEM)
      .executeTakeFirstOrThrow(),
  )
}

describe('a new item', () => {
  test('that never sold is foretold by the launches before it, from its week on; a replan of it alone says the same', async () => {
    const { runId } = await runPlan(headwater, { asOf: AS_OF, horizonWeeks: 12, startedBy: 'test' })
    const forecast = await forecastOf(runId)
    expect(forecast.method).toBe('launches')
    expect(forecast.demand_pattern).toBe('new')
    expect([...forecast.mean].slice(0, 2)).toEqual([0, 0])
    expect(forecast.mean[2]!).toBeGreaterThan(5)
    expect(forecast.mean[8]!).toBeGreaterThan(35)
    expect(forecast.mean[8]!).toBeLessThan(60)
    expect(forecast.reasons).toMatchObject([{ kind: 'look-alikes', launches: LAUNCHES, weight: 1 }])

    const child = await runPlan(headwater, {
      asOf: AS_OF,
      horizonWeeks: 12,
      startedBy: 'test',
      parentRunId: runId,
      onlyItems: [NEW_ITEM],
    })
    expect((await forecastOf(child.runId)).mean).toEqual(forecast.mean)
  })
})
