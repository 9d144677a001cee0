import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

/** One field in PostgreSQL's COPY text format. */
export function copyText(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'string') return /[\\\t\n\r]/.test(value) ? escapeText(value) : value
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`
  if (value instanceof Date) return value.toISOString()
  return String(value)
}

function escapeText(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
}

const PIECE_ROWS = 1000

/** Copies rows into a table; the first row's fields are the columns. `fieldText` may change a value on its way. */
export async function copyRows(
  client: pg.ClientBase,
  table: string,
  rows: readonly object[],
  fieldText: (column: string, value: unknown) => string = (_, value) => copyText(value),
): Promise<void> {
  if (rows.length === 0) return
  const columns = Object.keys(rows[0]!)
  const list = columns.map((column) => pg.escapeIdentifier(column)).join(', ')
  const sink = client.query(copyFrom(`copy ${pg.escapeIdentifier(table)} (${list}) from stdin`))
  await pipeline(Readable.from(pieces(rows, columns, fieldText)), sink)
}

function* pieces(
  rows: readonly object[],
  columns: readonly string[],
  fieldText: (column: string, value: unknown) => string,
): Generator<string> {
  for (let start = 0; start < rows.length; start += PIECE_ROWS) {
    const end = Math.min(rows.length, start + PIECE_ROWS)
    let text = ''
    for (let index = start; index < end; index += 1) {
      const row = rows[index] as Record<string, unknown>
      for (let column = 0; column < columns.length; column += 1) {
        if (column > 0) text += '\t'
        text += fieldText(columns[column]!, row[columns[column]!])
      }
      text += '\n'
    }
    yield text
  }
}
