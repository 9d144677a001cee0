import { sql } from 'kysely'
import type { Db } from './client.ts'
import { checkCodes, checkRepeats, type FaultColumns, insertFaults } from './ingest-checks.ts'
import { stagingTable } from './ingest-staging.ts'
import { type RowsWritten, rowsWritten } from './ingest-written.ts'

export async function checkUnits(db: Db, importId: number, columns: FaultColumns): Promise<void> {
  await checkCodes(db, importId, 'item', columns.item ?? 'item')
  await checkRepeats(db, importId, ['unit', 'item_code'], columns.unit ?? 'unit')
  await insertFaults(db, importId, {
    fault: 'unit-is-base',
    column: columns.unit ?? 'unit',
    lines: sql`
      select s.line, s.unit, '{}'::jsonb from ${stagingTable(importId)} s join item i on i.code = s.item_code
      where s.unit = i.base_unit and s.base_units <> 1`,
  })
}

/** Writes the packs of items; a pack that is known with the same content stays as it is. */
export async function postUnits(db: Db, importId: number): Promise<RowsWritten> {
  const { rows } = await sql<{ isNew: boolean }>`
    insert into unit_conversion as known (item_id, unit, base_units)
    select i.item_id, s.unit, s.base_units from ${stagingTable(importId)} s join item i on i.code = s.item_code
    on conflict (item_id, unit) do update set base_units = excluded.base_units
    where known.base_units <> excluded.base_units
    returning xmax = 0 as "isNew"`.execute(db)
  return rowsWritten(rows)
}
