import { once } from 'node:events'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { escapeIdentifier } from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'

/** Schemas that belong to a company; jobs are made again. */
const SCHEMAS = ['public', 'auth']
const NOT_DATA = ['schema_migration', 'schema_migration_lock']

export interface TableCopy {
  readonly table: string
  readonly columns: readonly string[]
  readonly rowCount: number
}

interface TableShape {
  readonly name: string
  readonly columns: readonly string[]
}

const END_OF_TABLE = '\\.\n'

/**
 * Writes every table as it stood at one moment: a header line with the migrations, then per table one JSON line,
 * its rows in COPY text, and `\.`; a last line says that it is complete. The transaction must be repeatable read.
 */
export async function writeBackup(client: pg.PoolClient, out: Writable): Promise<TableCopy[]> {
  await client.query('set transaction isolation level repeatable read, read only')
  const tables = await tablesInOrder(client)
  await write(out, `${JSON.stringify({ headwater: 1, migrations: await migrations(client) })}\n`)
  const copies: TableCopy[] = []
  for (const { name, columns } of tables) {
    await write(out, `${JSON.stringify({ table: name, columns })}\n`)
    const stream = client.query(copyTo(`copy ${name} (${columnList(columns)}) to stdout`))
    for await (const chunk of stream) await write(out, chunk as Buffer)
    await write(out, END_OF_TABLE)
    copies.push({ table: name, columns, rowCount: stream.rowCount ?? 0 })
  }
  await write(out, `${JSON.stringify({ complete: copies.length })}\n`)
  return copies
}

/**
 * Fills an empty database from a backup of the same migrations. All or nothing: run it in one transaction.
 * @throws Error when the database holds rows or was migrated otherwise
 */
export async function readBackup(client: pg.PoolClient, chunks: AsyncIterable<Buffer>): Promise<TableCopy[]> {
  const lines = new LineReader(chunks)
  const header = parseHeader(await lines.next())
  const here = await migrations(client)
  if (JSON.stringify(header.migrations) !== JSON.stringify(here))
    throw new Error(
      `the backup was made with other migrations (last ${header.migrations.at(-1)}, here ${here.at(-1)}); restore it with the Headwater version that made it, then migrate`,
    )
  const tables = await tablesInOrder(client)
  await refuseRows(client)
  await client.query(`truncate ${tables.map((table) => table.name).join(', ')}`)
  const copies: TableCopy[] = []
  for (;;) {
    const line = await lines.next()
    if (line === null) throw new Error('the backup ends too early; copy it again')
    const { table, columns, complete } = JSON.parse(line.toString()) as {
      table: string
      columns: string[]
      complete?: number
    }
    if (complete !== undefined) break
    if (!tables.some(({ name }) => name === table))
      throw new Error(`the backup holds an unknown table: ${table}`)
    const stream = client.query(copyFrom(`copy ${table} (${columnList(columns)}) from stdin`))
    await pipeline(Readable.from(lines.untilEndOfTable()), stream)
    copies.push({ table, columns, rowCount: stream.rowCount ?? 0 })
  }
  await advanceIdentities(client)
  return copies
}

async function refuseRows(client: pg.PoolClient) {
  for (const table of ['item', 'demand_entry', 'planning_run']) {
    const { rowCount } = await client.query(`select 1 from ${table} limit 1`)
    if (rowCount !== 0)
      throw new Error(`the database is not empty (${table} holds rows); restore into an empty data folder`)
  }
}

function parseHeader(line: Buffer | null): { migrations: string[] } {
  try {
    const header = JSON.parse(String(line))
    if (header.headwater === 1) return header
  } catch {
    // Falls through to the one message below.
  }
  throw new Error('this is not a Headwater backup: its first line is not a header')
}

async function write(out: Writable, piece: string | Buffer) {
  if (!out.write(piece)) await once(out, 'drain')
}

function columnList(columns: readonly string[]): string {
  return columns.map((column) => escapeIdentifier(column)).join(', ')
}

async function migrations(client: pg.PoolClient): Promise<string[]> {
  const { rows } = await client.query('select name from schema_migration order by name')
  return rows.map((row) => row.name)
}

/** Every table after those its foreign keys point to; a reference to itself does not count. */
async function tablesInOrder(client: pg.PoolClient): Promise<TableShape[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; needs: string[] }>(
    `select c.oid::regclass::text as name,
       (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       coalesce((select array_agg(distinct k.confrelid::regclass::text) from pg_constraint k
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid), '{}') as needs
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname = any ($1) and c.relname <> all ($2)
     order by 1`,
    [SCHEMAS, NOT_DATA],
  )
  const ordered: TableShape[] = []
  const done = new Set<string>()
  let waiting = rows
  while (waiting.length > 0) {
    const ready = waiting.filter((table) => table.needs.every((need) => done.has(need)))
    if (ready.length === 0)
      throw new Error(`tables refer to one another in a circle: ${waiting.map((t) => t.name)}`)
    for (const table of ready) {
      ordered.push({ name: table.name, columns: table.columns })
      done.add(table.name)
    }
    waiting = waiting.filter((table) => !done.has(table.name))
  }
  return ordered
}

async function advanceIdentities(client: pg.PoolClient) {
  const { rows } = await client.query<{ sequence: string; table: string; column: string }>(
    `select pg_get_serial_sequence(c.oid::regclass::text, a.attname) as sequence, c.oid::regclass::text as table,
       quote_ident(a.attname) as column
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where a.attidentity <> '' and n.nspname = any ($1)`,
    [SCHEMAS],
  )
  for (const { sequence, table, column } of rows)
    await client.query(`select setval($1, coalesce((select max(${column}) from ${table}), 0) + 1, false)`, [
      sequence,
    ])
}

/** Lines of a byte stream, and the raw rows up to the end mark of a table. */
class LineReader {
  readonly #source: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#source = chunks[Symbol.asyncIterator]()
  }

  async next(): Promise<Buffer | null> {
    for (;;) {
      const end = this.#rest.indexOf(10)
      if (end >= 0) {
        const line = this.#rest.subarray(0, end)
        this.#rest = this.#rest.subarray(end + 1)
        return line
      }
      if (!(await this.#more())) return null
    }
  }

  async *untilEndOfTable(): AsyncGenerator<Buffer> {
    for (;;) {
      const startsWithMark = this.#rest.subarray(0, END_OF_TABLE.length).equals(Buffer.from(END_OF_TABLE))
      const mark = startsWithMark ? 0 : this.#rest.indexOf(`\n${END_OF_TABLE}`) + 1
      if (startsWithMark || mark > 0) {
        if (mark > 0) yield this.#rest.subarray(0, mark)
        this.#rest = this.#rest.subarray(mark + END_OF_TABLE.length)
        return
      }
      const whole = this.#rest.lastIndexOf(10) + 1
      if (whole > 0) {
        yield this.#rest.subarray(0, whole)
        this.#rest = this.#rest.subarray(whole)
      }
      if (!(await this.#more())) throw new Error('the backup ends in the middle of a table; copy it again')
    }
  }

  async #more(): Promise<boolean> {
    const chunk = await this.#source.next()
    if (chunk.done) return false
    this.#rest = this.#rest.length === 0 ? chunk.value : Buffer.concat([this.#rest, chunk.value])
    return true
  }
}
