import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runPlan } from '#api/runs/run-plan'
import { closeWorkers } from '#api/runs/worker-pool'
import type { Headwater } from '#db/client'
import { nextLedgerVersion } from '#db/ledger'
import { system, testDatabase } from '#test/support/database'
import { AS_OF, smallCompany } from '#test/support/small-company'

const LONE = 77
let headwater: Headwater
let orders = 0
beforeAll(async () => {
  headwater = await testDatabase()
  await smallCompany(headwater)
})
afterAll(async () => {
  await closeWorkers()
  await headwater.close()
})

it.each([
  ['2026-06-16', '2026-06-16', '2026-05-30'],
  ['2026-06-15', '2026-06-28', '2026-05-30'],
  ['2026-06-16', '2026-06-16', '2026-05-31'],
])(
  '500 paid and due %s to %s, placed %s, on an item without any history stand in the forecast',
  async (from, to, placed) => {
    await headwater.asCaller(system, async (db) => {
      await sql`insert into item (item_id, code, name_zh, name_en, price_minor, unit_cost_minor)
      values (${LONE}, 'LONE', '新品', 'New', 1000, 500) on conflict do nothing`.execute(db)
      const version = await nextLedgerVersion(db, { importId: null, reason: 'orders', postedBy: 'test' })
      await sql`insert into demand_entry (item_id, ledger_version, kind, rung, quantity, occurred_at, occurred_on, known_at,
      need_from, need_to, source_record_id, region)
      values (${LONE}, ${version}, 'placed', 'paid', 500, ${placed}::date + time '04:00', ${placed}::date,
      ${placed}::date + time '04:00', ${from}::date, ${to}::date, ${900000 + version}, 'north')`.execute(db)
    })
    const { runId } = await runPlan(headwater, {
      asOf: AS_OF,
      horizonWeeks: 12,
      detailWeeks: 4,
      startedBy: 'test',
    })
    const row = await headwater.asCaller(system, (db) =>
      db
        .selectFrom('run_forecast')
        .selectAll()
        .where('planning_run_id', '=', runId)
        .where('item_id', '=', LONE)
        .executeTakeFirstOrThrow(),
    )
    orders += 1
    expect(row.paid.reduce((sum, units) => sum + units, 0)).toBeCloseTo(500 * orders, 0)
  },
)
