import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from } from 'pg-copy-streams'

export type CopyValue = string | number | boolean | null | ArrayLike<number> | Record<string, unknown>

/** Copies rows into a table; `target` is `table (column, …)`. Arrays of numbers become SQL arrays, objects JSON. */
export async function copyRows(
  client: pg.PoolClient,
  target: string,
  rows: Iterable<readonly CopyValue[]>,
): Promise<void> {
  const stream = client.query(from(`copy ${target} from stdin`))
  const done = finished(stream)
  done.catch(() => undefined)
  let text = ''
  for (const row of rows) {
    text += `${row.map(copyText).join('\t')}\n`
    if (text.length < 1 << 18) continue
    if (!stream.write(text)) await Promise.race([once(stream, 'drain'), done])
    text = ''
  }
  stream.end(text)
  await done
}

function copyText(value: CopyValue): string {
  if (value === null) return '\\N'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (typeof value === 'string') return escaped(value)
  if (isNumbers(value)) return `{${Array.prototype.join.call(value, ',')}}`
  return escaped(JSON.stringify(value))
}

function isNumbers(value: ArrayLike<number> | Record<string, unknown>): value is ArrayLike<number> {
  return Array.isArray(value) || ArrayBuffer.isView(value)
}

function escaped(text: string): string {
  return text.replace(/[\\\t\n\r]/g, (character) =>
    character === '\\' ? '\\\\' : character === '\t' ? '\\t' : character === '\n' ? '\\n' : '\\r',
  )
}
