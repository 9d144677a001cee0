import { DuckDBInstance } from '@duckdb/node-api'
import type { Cell, CellType, FileTable } from './table.ts'

const ROWS_PER_FLUSH = 20_000
const COLUMN_TYPES: Record<CellType, string> = {
  text: 'VARCHAR',
  number: 'DOUBLE',
  date: 'DATE',
  moment: 'TIMESTAMP',
}

/** Writes a table as Parquet (zstd) to a path; what is no number or date in such a column is refused. */
export async function writeParquet(table: FileTable, path: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection = await instance.connect()
  try {
    const { columns } = table
    const staged = columns.map(({ type }, at) => `c${at} ${type === 'number' ? 'DOUBLE' : 'VARCHAR'}`)
    await connection.run(`create table staged (${staged.join(', ')})`)
    const appender = await connection.createAppender('staged')
    let count = 0
    for await (const row of table.rows) {
      for (const [at, column] of columns.entries()) append(appender, row[at] ?? null, column.type)
      appender.endRow()
      if (++count % ROWS_PER_FLUSH === 0) appender.flushSync()
    }
    appender.closeSync()
    const selected = headings(columns.map((column) => column.heading)).map(
      (heading, at) =>
        `cast(c${at} as ${COLUMN_TYPES[columns[at]!.type]}) as "${heading.replaceAll('"', '""')}"`,
    )
    await connection.run(
      `copy (select ${selected.join(', ')} from staged) to '${path.replaceAll("'", "''")}' (format parquet, compression zstd)`,
    )
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

type Appender = Awaited<ReturnType<Awaited<ReturnType<DuckDBInstance['connect']>>['createAppender']>>

function append(appender: Appender, cell: Cell, type: CellType) {
  if (cell === null || (type !== 'text' && cell === '')) appender.appendNull()
  else if (type === 'number') {
    const number = typeof cell === 'boolean' ? Number(cell) : typeof cell === 'number' ? cell : Number(cell)
    if (Number.isNaN(number)) throw new RangeError(`a number column cannot hold ${JSON.stringify(cell)}`)
    appender.appendDouble(number)
  } else appender.appendVarchar(String(cell))
}

/** Parquet knows columns by name only: a heading used twice gets its position. */
function headings(names: readonly string[]): string[] {
  return names.map((name, at) => (names.indexOf(name) === at ? name : `${name} ${at + 1}`))
}
