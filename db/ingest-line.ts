import { sql } from 'kysely'
import type { Db } from './client.ts'
import { checkCodes, checkRepeats, type FaultColumns, insertFaults } from './ingest-checks.ts'
import { stagingTable } from './ingest-staging.ts'
import { type RowsWritten, rowsWritten } from './ingest-written.ts'

export async function checkLines(db: Db, importId: number, columns: FaultColumns): Promise<void> {
  await checkCodes(db, importId, 'supplier', columns.supplier ?? 'supplier')
  await checkRepeats(db, importId, ['line_code'], columns.production_line ?? 'production_line')
  await insertFaults(db, importId, {
    fault: 'line-of-other',
    column: columns.supplier ?? 'supplier',
    lines: sql`
      select s.line, s.supplier_code, jsonb_build_object('supplier', owner.code) from ${stagingTable(importId)} s
        join production_line on production_line.code = s.line_code join supplier owner using (supplier_id)
      where owner.code <> s.supplier_code`,
  })
}

/** Writes lines by code; an empty cell keeps what is known. */
export async function postLines(db: Db, importId: number): Promise<RowsWritten> {
  const { rows } = await sql<{ isNew: boolean }>`
    with given as (
      select s.line_code as code, supplier.supplier_id, coalesce(s.name_zh, known.name_zh, s.name_en, s.line_code) as name_zh,
        coalesce(s.name_en, known.name_en, s.name_zh, s.line_code) as name_en, s.minutes_per_day,
        coalesce(s.overtime_minutes, known.overtime_minutes_per_day, 0) as overtime_minutes,
        coalesce(s.overtime_cost_minor, known.overtime_cost_minor_per_minute, 0) as overtime_cost
      from ${stagingTable(importId)} s join supplier on supplier.code = s.supplier_code
        left join production_line known on known.code = s.line_code
    )
    insert into production_line as known (code, supplier_id, name_zh, name_en, capacity_minutes_per_day,
      overtime_minutes_per_day, overtime_cost_minor_per_minute)
    select code, supplier_id, name_zh, name_en, minutes_per_day, overtime_minutes, overtime_cost from given
    on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en,
      capacity_minutes_per_day = excluded.capacity_minutes_per_day,
      overtime_minutes_per_day = excluded.overtime_minutes_per_day,
      overtime_cost_minor_per_minute = excluded.overtime_cost_minor_per_minute
    where (known.name_zh, known.name_en, known.capacity_minutes_per_day, known.overtime_minutes_per_day,
      known.overtime_cost_minor_per_minute) is distinct from (excluded.name_zh, excluded.name_en,
      excluded.capacity_minutes_per_day, excluded.overtime_minutes_per_day, excluded.overtime_cost_minor_per_minute)
    returning xmax = 0 as "isNew"`.execute(db)
  return rowsWritten(rows)
}

export async function checkRoutings(db: Db, importId: number, columns: FaultColumns): Promise<void> {
  await checkCodes(db, importId, 'item', columns.item ?? 'item')
  await checkCodes(db, importId, 'line', columns.production_line ?? 'production_line')
  await checkRepeats(db, importId, ['item_code', 'line_code'], columns.item ?? 'item')
  await insertFaults(db, importId, {
    fault: 'two-families',
    column: columns.setup_family ?? 'setup_family',
    lines: sql`
      select line, family_code, jsonb_build_object('first', first) from (
        select line, family_code, first_value(family_code) over (partition by item_code order by line) as first
        from ${stagingTable(importId)}) as given
      where family_code <> first`,
  })
}

/** Writes how items are made, by item and line; a family that nobody knows is made, under its code where it has no name. */
export async function postRoutings(db: Db, importId: number): Promise<RowsWritten> {
  const staging = stagingTable(importId)
  await sql`
    insert into setup_family (code, name_zh, name_en)
    select family_code, coalesce(min(family_zh), min(family_en), family_code),
      coalesce(min(family_en), min(family_zh), family_code)
    from ${staging} group by family_code order by family_code
    on conflict (code) do nothing`.execute(db)
  await sql`
    update item set setup_family_id = family.setup_family_id
    from ${staging} s join setup_family family on family.code = s.family_code
    where item.code = s.item_code and item.setup_family_id is distinct from family.setup_family_id`.execute(
    db,
  )
  const { rows } = await sql<{ isNew: boolean }>`
    insert into routing as known (item_id, production_line_id, run_minutes_per_unit, setup_minutes, preference)
    select item_id, production_line_id, minutes_per_unit, coalesce(s.setup_minutes, 0), coalesce(s.preference, 1)
    from ${staging} s join item on item.code = s.item_code join production_line on production_line.code = s.line_code
    on conflict (item_id, production_line_id) do update set run_minutes_per_unit = excluded.run_minutes_per_unit,
      setup_minutes = excluded.setup_minutes, preference = excluded.preference
    where (known.run_minutes_per_unit, known.setup_minutes, known.preference) is distinct from
      (excluded.run_minutes_per_unit, excluded.setup_minutes, excluded.preference)
    returning xmax = 0 as "isNew"`.execute(db)
  return rowsWritten(rows)
}

export async function checkChangeovers(db: Db, importId: number, columns: FaultColumns): Promise<void> {
  await checkCodes(db, importId, 'line', columns.production_line ?? 'production_line')
  await checkCodes(db, importId, 'from_family', columns.from_family ?? 'from_family')
  await checkCodes(db, importId, 'to_family', columns.to_family ?? 'to_family')
  await checkRepeats(
    db,
    importId,
    ['to_family_code', 'from_family_code', 'line_code'],
    columns.to_family ?? 'to_family',
  )
}

/** Writes changeovers by line and pair; a row without the family before says what its family takes from any state. */
export async function postChangeovers(db: Db, importId: number): Promise<RowsWritten> {
  const { rows } = await sql<{ isNew: boolean }>`
    with given as (
      select production_line_id, before.setup_family_id as from_family_id, after.setup_family_id as to_family_id,
        changeover_minutes, coalesce(changeover_cost_minor, 0) as changeover_cost_minor
      from ${stagingTable(importId)} s join production_line on production_line.code = s.line_code
        join setup_family after on after.code = s.to_family_code
        left join setup_family before on before.code = s.from_family_code
    ), pairs as (
      insert into changeover as known
        (production_line_id, from_family_id, to_family_id, changeover_minutes, changeover_cost_minor)
      select * from given where from_family_id is not null
      on conflict (production_line_id, from_family_id, to_family_id) do update
        set changeover_minutes = excluded.changeover_minutes, changeover_cost_minor = excluded.changeover_cost_minor
        where (known.changeover_minutes, known.changeover_cost_minor) is distinct from
          (excluded.changeover_minutes, excluded.changeover_cost_minor)
      returning xmax = 0 as "isNew"
    ), families as (
      insert into family_setup as known (production_line_id, setup_family_id, setup_minutes, setup_cost_minor)
      select production_line_id, to_family_id, changeover_minutes, changeover_cost_minor from given
      where from_family_id is null
      on conflict (production_line_id, setup_family_id) do update
        set setup_minutes = excluded.setup_minutes, setup_cost_minor = excluded.setup_cost_minor
        where (known.setup_minutes, known.setup_cost_minor) is distinct from
          (excluded.setup_minutes, excluded.setup_cost_minor)
      returning xmax = 0 as "isNew"
    )
    select "isNew" from pairs union all select "isNew" from families`.execute(db)
  return rowsWritten(rows)
}
