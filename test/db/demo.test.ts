import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRun, runPlan } from '#api/runs/run-plan'
import type { Headwater } from '#db/client'
import { REMOVALS, removeSampleData } from '#db/demo-removal'
import { findRun } from '#db/runs'
import { SAMPLE_PLANNER } from '#db/sample-data'
import { createDemo, type DemoCounts } from '#scripts/demo/create-demo'
import { demoOptions } from '#scripts/demo/demo-options'
import { planner, system, testDatabase } from '#test/support/database'

const options = demoOptions({ asOf: '2026-11-25', items: 90, owners: 40, months: 12, entries: 20_000 })
let headwater: Headwater
let made: DemoCounts

beforeAll(async () => {
  headwater = await testDatabase()
  made = await createDemo(headwater, options)
})
afterAll(() => headwater.close())

const count = (table: string) =>
  headwater.asCaller(planner, async (db) => {
    const { rows } = await sql<{ n: number }>`select count(*)::integer as n from ${sql.table(table)}`.execute(
      db,
    )
    return rows[0]!.n
  })

/** A run on the demo company with what people add to it: an override, a decision about a batch, a handled exception. */
async function planAndDecide(): Promise<number> {
  const { runId } = await runPlan(headwater, {
    asOf: options.asOf,
    startedBy: 'planner',
    horizonWeeks: 8,
    detailWeeks: 1,
  })
  await headwater.asCaller(system, async (db) => {
    await sql`insert into forecast_override (item_id, week, scope, quantity, reason, ledger_version, made_by, known_at)
      select item_id, '2026-11-30', 'total', 5, 'promotion', 1, 'planner', now() from item order by item_id limit 1`.execute(
      db,
    )
    await sql`insert into batch_decision (planning_run_id, decision_key, kind, parameters, decided_by)
      values (${runId}, gen_random_uuid(), 'firm', '{}', 'planner')`.execute(db)
  })
  await createRun(headwater, { asOf: '2026-11-24', startedBy: SAMPLE_PLANNER })
  return runId
}

describe('demo company in the database', () => {
  it('every row drawn is there', async () => {
    for (const [table, rows] of Object.entries(made))
      expect([table, await count(table)]).toEqual([table, rows])
  })

  it('each import has its ledger version and counts what it brought', async () => {
    const imports = await headwater.asCaller(planner, (db) =>
      db
        .selectFrom('import_file')
        .innerJoin('ledger_version', 'ledger_version.import_id', 'import_file.import_id')
        .select(['kind', 'row_count', 'entry_count', 'ledger_version.ledger_version'])
        .orderBy('ledger_version.ledger_version')
        .execute(),
    )
    expect(imports.map((each) => each.ledger_version)).toEqual(imports.map((_, index) => index + 1))
    expect(imports.reduce((sum, each) => sum + each.entry_count, 0)).toBe(made.demand_entry)
    const rowsOf = (...kinds: string[]) =>
      imports.filter(({ kind }) => kinds.includes(kind)).reduce((sum, each) => sum + each.row_count, 0)
    expect(rowsOf('owner-sales', 'pre-orders', 'expectations')).toBe(made.source_record)
    expect(rowsOf('stock')).toBe(made.stock_snapshot)
    expect(rowsOf('receipts')).toBe(made.receipt)
    expect(rowsOf('subscriptions')).toBe(made.subscription)
  })

  it('every ledger entry belongs to a source record of its import', async () => {
    const { rows } = await headwater.asCaller(planner, (db) =>
      sql`select e.entry_id from demand_entry e
          join ledger_version v using (ledger_version)
          left join source_record s on s.source_record_id = e.source_record_id and s.import_id = v.import_id
          where s.source_record_id is null`.execute(db),
    )
    expect(rows).toHaveLength(0)
  })

  it('the ledger has its foreign keys again: an entry of an unknown item is refused', async () => {
    const { rows } = await headwater.asCaller(planner, (db) =>
      sql`select conname from pg_constraint where conrelid = 'demand_entry'::regclass and contype = 'f'
          and convalidated`.execute(db),
    )
    expect(rows).toHaveLength(3)
    const orphan = headwater.asCaller(system, (db) =>
      sql`insert into demand_entry (item_id, ledger_version, kind, rung, quantity, occurred_at, occurred_on, known_at,
            need_from, need_to, source_record_id)
          values (-1, 1, 'sale', 'paid', 1, now(), now(), now(), now(), now(), 1)`.execute(db),
    )
    await expect(orphan).rejects.toThrow('foreign key')
  })

  it('refuses a database that already has items', async () => {
    await expect(createDemo(headwater, options)).rejects.toThrow('without items')
  })

  it('removal knows every table that points at rows of the demo company', async () => {
    const { rows } = await headwater.asCaller(planner, (db) =>
      sql<{ child: string }>`
        select distinct conrelid::regclass::text as child from pg_constraint
        where contype = 'f' and confdeltype <> 'c'
          and confrelid::regclass::text = any(${REMOVALS.map(([, , ids]) => ids)})`.execute(db),
    )
    const removed = new Set(REMOVALS.map(([table]) => table))
    expect(rows.map(({ child }) => child).filter((child) => !removed.has(child))).toEqual([])
  })

  it('removal takes exactly what the demo brought: an item added later stays, and its id did not collide', async () => {
    const runId = await planAndDecide()
    await headwater.asCaller(system, (db) =>
      db.insertInto('item').values({ code: 'OWN-1', name_zh: '自有', name_en: 'Own' }).execute(),
    )
    expect(await removeSampleData(headwater)).toBeGreaterThan(made.demand_entry!)
    expect(await headwater.asCaller(system, (db) => findRun(db, runId))).toBeUndefined()
    for (const table of Object.keys(made))
      if (table !== 'holiday') expect([table, await count(table)]).toEqual([table, table === 'item' ? 1 : 0])
    expect(await count('planning_run')).toBe(0)
    expect(await removeSampleData(headwater)).toBe(0)
  })
})
