import { sql } from 'kysely'
import type pg from 'pg'
import type { Db } from './client.ts'
import { copyLine, copyText } from './ingest-staging.ts'

export interface ImportRow {
  readonly importId: number
  readonly kind: string
  readonly source: string
  readonly fileName: string
  readonly fileHash: string
  readonly mapping: unknown
  readonly state: string
  readonly isDryRun: boolean
  readonly rowCount: number
  readonly faultCount: number
  readonly entryCount: number
  readonly stage: string | null
  readonly stageDone: number
  readonly stageTotal: number
  readonly cancelRequested: boolean
  readonly undoesImportId: number | null
  readonly ledgerVersion: number | null
  readonly storedPath: string | null
  readonly options: Readonly<Record<string, unknown>>
  readonly result: Readonly<Record<string, unknown>>
  readonly startedBy: string
  readonly startedAt: Date
  readonly finishedAt: Date | null
}

export async function insertImport(
  db: Db,
  given: {
    kind: string
    source: string
    fileName: string
    mapping: unknown
    isDryRun: boolean
    storedPath: string | null
    options: Record<string, unknown>
    startedBy: string
    undoesImportId?: number
  },
): Promise<number> {
  const { import_id } = await db
    .insertInto('import_file')
    .values({
      kind: given.kind,
      source: given.source,
      file_name: given.fileName,
      file_hash: '',
      mapping: given.mapping === null ? null : JSON.stringify(given.mapping),
      is_dry_run: given.isDryRun,
      stored_path: given.storedPath,
      options: JSON.stringify(given.options),
      started_by: given.startedBy,
      undoes_import_id: given.undoesImportId ?? null,
    })
    .returning('import_id')
    .executeTakeFirstOrThrow()
  return import_id
}

export interface ImportChange {
  state?: string
  file_hash?: string
  row_count?: number
  fault_count?: number
  entry_count?: number
  stage?: string | null
  stage_done?: number
  stage_total?: number
  cancel_requested?: boolean
  ledger_version?: number | null
  stored_path?: string | null
  result?: Record<string, unknown>
  isFinished?: boolean
}

export async function updateImport(db: Db, importId: number, change: ImportChange): Promise<void> {
  const { result, isFinished, ...columns } = change
  await db
    .updateTable('import_file')
    .set({
      ...columns,
      ...(result === undefined ? {} : { result: JSON.stringify(result) }),
      ...(isFinished ? { finished_at: sql<Date>`now()` } : {}),
    })
    .where('import_id', '=', importId)
    .execute()
}

/** Ends an import in this state unless it has ended already; false then. */
export async function endImport(
  db: Db,
  importId: number,
  end: { state: string; fault_count?: number },
): Promise<boolean> {
  const ended = await db
    .updateTable('import_file')
    .set({ ...end, finished_at: sql<Date>`now()` })
    .where('import_id', '=', importId)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  return ended.numUpdatedRows > 0n
}

/** Tells how far an unfinished import is; the answer is whether somebody asked to cancel it. */
export async function reportProgress(
  db: Db,
  importId: number,
  progress: { stage: string; done: number; total: number },
): Promise<boolean> {
  const row = await db
    .updateTable('import_file')
    .set({ stage: progress.stage, stage_done: progress.done, stage_total: progress.total })
    .where('import_id', '=', importId)
    .where('finished_at', 'is', null)
    .returning('cancel_requested')
    .executeTakeFirst()
  return row?.cancel_requested ?? false
}

function importColumns(db: Db) {
  return db
    .selectFrom('import_file')
    .select([
      'import_id as importId',
      'kind',
      'source',
      'file_name as fileName',
      'file_hash as fileHash',
      'mapping',
      'state',
      'is_dry_run as isDryRun',
      'row_count as rowCount',
      'fault_count as faultCount',
      'entry_count as entryCount',
      'stage',
      'stage_done as stageDone',
      'stage_total as stageTotal',
      'cancel_requested as cancelRequested',
      'undoes_import_id as undoesImportId',
      'ledger_version as ledgerVersion',
      'stored_path as storedPath',
      'options',
      'result',
      'started_by as startedBy',
      'started_at as startedAt',
      'finished_at as finishedAt',
    ])
}

export async function importById(db: Db, importId: number): Promise<ImportRow | undefined> {
  return (await importColumns(db).where('import_id', '=', importId).executeTakeFirst()) as
    | ImportRow
    | undefined
}

/** Newest first; `before` is the smallest import number of the page before. */
export async function importsNewestFirst(
  db: Db,
  page: { limit: number; before?: number | undefined },
): Promise<ImportRow[]> {
  let query = importColumns(db).orderBy('import_id', 'desc').limit(page.limit)
  if (page.before !== undefined) query = query.where('import_id', '<', page.before)
  return (await query.execute()) as ImportRow[]
}

/** Imports that began before `startedBefore` and never came to an end: their process is gone. */
export async function abandonedImports(db: Db, startedBefore: Date): Promise<number[]> {
  const rows = await db
    .selectFrom('import_file')
    .select('import_id')
    .where('finished_at', 'is', null)
    .where('started_at', '<', startedBefore)
    .execute()
  return rows.map((row) => row.import_id)
}

export interface StoredFault {
  readonly line: number
  readonly column: string | null
  readonly value: string | null
  readonly fault: string
  readonly parameters: Readonly<Record<string, unknown>>
}

export async function copyFaults(
  client: pg.ClientBase,
  importId: number,
  faults: readonly StoredFault[],
): Promise<void> {
  if (faults.length === 0) return
  const text = faults
    .map((fault) =>
      copyLine([
        importId,
        fault.line,
        fault.column?.replaceAll('\0', '') ?? null,
        fault.value?.replaceAll('\0', '�') ?? null,
        fault.fault,
        JSON.stringify(fault.parameters, withoutNul),
      ]),
    )
    .join('')
  await copyText(
    client,
    'copy import_fault (import_id, line, column_name, value, fault, parameters) from stdin',
    text,
  )
}

export async function faultsOf(
  db: Db,
  importId: number,
  page: { limit: number; offset?: number },
): Promise<StoredFault[]> {
  return (await db
    .selectFrom('import_fault')
    .select(['line', 'column_name as column', 'value', 'fault', 'parameters'])
    .where('import_id', '=', importId)
    .orderBy('line')
    .orderBy('column_name')
    .orderBy('fault')
    .limit(page.limit)
    .offset(page.offset ?? 0)
    .execute()) as StoredFault[]
}

/** How many faults of each kind, most frequent first, and how many rows have one. */
export async function countFaults(db: Db, importId: number) {
  const { rows } = await sql<{ fault: string; faults: number }>`
    select fault, count(*) as faults from import_fault where import_id = ${importId}
    group by fault order by faults desc, fault`.execute(db)
  const lines = await sql<{ lines: number }>`
    select count(distinct line) as lines from import_fault where import_id = ${importId}`.execute(db)
  return { byFault: rows, lines: lines.rows[0]?.lines ?? 0 }
}

/** Lines with a fault, ascending, one page after another. */
export async function faultyLines(db: Db, importId: number, after: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('import_fault')
    .select('line')
    .distinct()
    .where('import_id', '=', importId)
    .where('line', '>', after)
    .orderBy('line')
    .limit(limit)
    .execute()
  return rows.map((row) => row.line)
}

export async function savedMapping(db: Db, name: string) {
  return db
    .selectFrom('import_mapping')
    .select(['kind', 'mapping'])
    .where('name', '=', name)
    .executeTakeFirst()
}

export async function savedMappings(db: Db) {
  return db
    .selectFrom('import_mapping')
    .select([
      'import_mapping_id as importMappingId',
      'name',
      'kind',
      'mapping',
      'created_by as createdBy',
      'created_at as createdAt',
    ])
    .orderBy('name')
    .execute()
}

export async function saveMapping(
  db: Db,
  given: { name: string; kind: string; mapping: unknown; createdBy: string },
): Promise<void> {
  const mapping = JSON.stringify(given.mapping)
  await db
    .insertInto('import_mapping')
    .values({ name: given.name, kind: given.kind, mapping, created_by: given.createdBy })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ kind: given.kind, mapping }))
    .execute()
}

/** Business time zone of this installation. */
export async function businessTimeZone(db: Db): Promise<string> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', 'timeZone').executeTakeFirst()
  return typeof row?.value === 'string' ? row.value : 'Asia/Shanghai'
}

/** PostgreSQL keeps no character 0 in a text, and none in a text inside of a document. */
function withoutNul(_: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '') : value
}
