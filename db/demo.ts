import { sql } from 'kysely'
import { ADVISORY_LOCK } from './advisory-lock.ts'
import { withoutForeignKeys } from './bulk-foreign-keys.ts'
import type { Db, Headwater } from './client.ts'
import { copyRows, copyText } from './copy-text.ts'
import { type IdRanges, type IdTable, idColumns } from './demo-identity.ts'
import { nextLedgerVersion } from './ledger.ts'

export interface SampleImport {
  readonly kind: string
  readonly fileName: string
  readonly reason: string
  /** Table whose rows were its rows; null: the ledger's source records. */
  readonly rowsIn: string | null
}

export interface SampleData {
  /** Chunks of rows with ids counting from 1, in an order that satisfies foreign keys. */
  readonly chunks: Iterable<{ readonly table: string; readonly rows: readonly object[] }>
  /** Imports in the order of their ids and ledger versions, which both count from 1. */
  readonly imports: readonly SampleImport[]
  /** Upper bounds of the ids used: of ledger and supply tables, and of master data. */
  readonly largestLedgerId: number
  readonly largestMasterId: number
  /** Kept with the imports, to say later what was made and from which options. */
  readonly options: object
}

const LEDGER_TABLES: readonly IdTable[] = ['source_record', 'subscription', 'supply_order', 'receipt']

/** Whether nothing is for sale yet: then a demo company may move in. */
export async function hasNoItems(db: Db): Promise<boolean> {
  return (await db.selectFrom('item').select('item_id').limit(1).execute()).length === 0
}

/**
 * Loads sample data in one transaction: its ids move behind those in use, its rows go in by COPY, and each
 * import gets its file and ledger version as if it had been imported. Runs as maintenance, as a restore does:
 * COPY does not go into tables with row-level security for anybody else.
 * @throws RangeError when the database already has items
 */
export async function loadSampleData(headwater: Headwater, data: SampleData): Promise<void> {
  await headwater.asMaintenance(async (db, client) => {
    await sql`select pg_advisory_xact_lock(${ADVISORY_LOCK.sampleData})`.execute(db)
    if (!(await hasNoItems(db)))
      throw new RangeError(
        'the demo company needs a database without items; remove the demo or use an empty one',
      )
    const ranges = await reserveIds(db, data)
    const versionOffset = await openImports(db, data, ranges)
    const offsets = new Map<string, number>([['ledger_version', versionOffset]])
    for (const [column, table] of idColumns()) offsets.set(column, ranges[table].first - 1)
    const fieldText = (column: string, value: unknown) => {
      const offset = offsets.get(column)
      return offset === undefined || typeof value !== 'number' ? copyText(value) : String(value + offset)
    }
    const copied = new Map<string, number>()
    await withoutForeignKeys(db, 'demand_entry', async () => {
      for (const { table, rows } of data.chunks) {
        copied.set(table, (copied.get(table) ?? 0) + rows.length)
        if (table === 'holiday') await addHolidays(db, rows)
        else await copyRows(client, table, rows, fieldText)
      }
    })
    await closeImports(db, ranges.import_file.first, ranges.import_file.last)
    for (const [index, { rowsIn }] of data.imports.entries())
      if (rowsIn !== null)
        await db
          .updateTable('import_file')
          .set({ row_count: copied.get(rowsIn) ?? 0 })
          .where('import_id', '=', ranges.import_file.first + index)
          .execute()
  })
  await headwater.asMaintenance((db) =>
    sql`analyze item, source_record, demand_entry, subscription, subscription_event, supply_order, receipt, stock_snapshot`.execute(
      db,
    ),
  )
}

/** Moves every sequence past the sample's ids first: a load that fails leaves a gap, never a collision. */
async function reserveIds(db: Db, data: SampleData): Promise<IdRanges> {
  const ranges = {} as Record<IdTable, { first: number; last: number }>
  for (const [, table, primaryKey] of idColumns())
    if (primaryKey !== undefined && ranges[table] === undefined) {
      const size = LEDGER_TABLES.includes(table) ? data.largestLedgerId : data.largestMasterId
      const { rows } = await sql<{ first: number }>`
          select nextval(pg_get_serial_sequence(${table}, ${primaryKey})) as first`.execute(db)
      const first = rows[0]!.first
      await sql`select setval(pg_get_serial_sequence(${table}, ${primaryKey}), ${first + size - 1})`.execute(
        db,
      )
      ranges[table] = { first, last: first + size - 1 }
    }
  return ranges
}

async function openImports(db: Db, data: SampleData, ranges: IdRanges): Promise<number> {
  let versionOffset = 0
  for (const [index, each] of data.imports.entries()) {
    const importId = ranges.import_file.first + index
    await db
      .insertInto('import_file')
      .values({
        import_id: importId,
        kind: each.kind,
        source: 'demo',
        file_name: each.fileName,
        file_hash: `demo-${importId}`,
        mapping: JSON.stringify({ demo: { options: data.options, ranges } }),
        state: 'committed',
        started_by: 'demo',
      })
      .execute()
    const version = await nextLedgerVersion(db, { importId, reason: each.reason, postedBy: 'demo' })
    if (index === 0) versionOffset = version - 1
  }
  return versionOffset
}

async function addHolidays(db: Db, rows: readonly object[]): Promise<void> {
  await sql`
    insert into holiday select * from json_populate_recordset(null::holiday, ${JSON.stringify(rows)}::json)
    on conflict (day) do nothing`.execute(db)
}

async function closeImports(db: Db, first: number, last: number): Promise<void> {
  await sql`
    update import_file i set
      row_count = coalesce(r.records, 0), entry_count = coalesce(e.entries, 0), finished_at = now()
    from ledger_version v
      left join lateral (
        select count(*)::integer as entries from demand_entry d where d.ledger_version = v.ledger_version
      ) e on true
      left join lateral (
        select count(*)::integer as records from source_record s where s.import_id = v.import_id
      ) r on true
    where v.import_id = i.import_id and i.import_id between ${first} and ${last}`.execute(db)
}
