import { type RawBuilder, sql } from 'kysely'
import type { Db } from './client.ts'
import { stagingTable } from './ingest-staging.ts'

/** Headings under which faults are reported, by field. */
export type FaultColumns = Readonly<Record<string, string>>

/** Writes one fault for each staged line that the query gives as (line, value[, parameters]). */
export async function insertFaults(
  db: Db,
  importId: number,
  given: { fault: string; column: string | null; lines: RawBuilder<unknown> },
): Promise<void> {
  await sql`
    insert into import_fault (import_id, line, column_name, value, fault, parameters)
    select ${importId}, found.line, ${given.column}, left(found.value, 200), ${given.fault}, found.parameters
    from (${given.lines}) as found (line, value, parameters)`.execute(db)
}

const NONE = sql`'{}'::jsonb`
const MASTERS = {
  item: { table: 'item', fault: 'unknown-item' },
  location: { table: 'stock_location', fault: 'unknown-location' },
  supplier: { table: 'supplier', fault: 'unknown-supplier' },
  campaign: { table: 'campaign', fault: 'unknown-campaign' },
  order: { table: 'supply_order', fault: 'unknown-supply-order' },
  category: { table: 'category', fault: 'unknown-category' },
  plan: { table: 'subscription_plan', fault: 'unknown-plan' },
  owner: { table: 'shop_owner', fault: 'unknown-owner' },
  line: { table: 'production_line', fault: 'unknown-line' },
  from_family: { table: 'setup_family', fault: 'unknown-family' },
  to_family: { table: 'setup_family', fault: 'unknown-family' },
} as const

/** One fault for each staged row whose code is not in its master table; of those for which `counts` holds. */
export async function checkCodes(
  db: Db,
  importId: number,
  master: keyof typeof MASTERS,
  heading: string,
  counts: RawBuilder<boolean> = sql<boolean>`true`,
): Promise<void> {
  const { table, fault } = MASTERS[master]
  const code = sql.ref(`s.${master}_code`)
  await insertFaults(db, importId, {
    fault,
    column: heading,
    lines: sql`
      select s.line, ${code}, ${NONE} from ${stagingTable(importId)} s
      where ${counts} and ${code} is not null and not exists (select from ${sql.table(table)} m where m.code = ${code})`,
  })
}

/** One fault for each staged row that repeats the key of an earlier one. */
export async function checkRepeats(
  db: Db,
  importId: number,
  key: readonly string[],
  heading: string,
): Promise<void> {
  const columns = sql.join(key.map((column) => sql.ref(column)))
  await insertFaults(db, importId, {
    fault: 'duplicate-key',
    column: heading,
    lines: sql`
      select line, value, jsonb_build_object('first', first) from (
        select line, ${sql.ref(key[0]!)}::text as value, min(line) over (partition by ${columns}) as first
        from ${stagingTable(importId)}) as numbered
      where line > first`,
  })
}
