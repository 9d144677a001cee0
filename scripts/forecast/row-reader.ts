import { faultAt, readBytes } from '#scripts/command-line'

/** One line of a CSV file as bytes, with the limits of its fields; reused from line to line. */
export interface RawRow {
  bytes: Buffer
  line: number
  /** Field k occupies `from[k]` … `to[k]`. */
  readonly from: Int32Array
  readonly to: Int32Array
  fields: number
}

const COMMA = 44
const QUOTE = 34
const NEWLINE = 10
const RETURN = 13
const MOST_FIELDS = 256

/**
 * Reads a CSV file row by row without making strings of it.
 *
 * @param onHeader receives the column names, lower case
 * @param onRow is called for each row; the row is overwritten afterwards
 */
export async function readRows(
  file: string,
  onHeader: (columns: string[]) => void,
  onRow: (row: RawRow) => void,
): Promise<void> {
  const row: RawRow = {
    bytes: Buffer.alloc(0),
    line: 0,
    from: new Int32Array(MOST_FIELDS),
    to: new Int32Array(MOST_FIELDS),
    fields: 0,
  }
  let rest: Buffer = Buffer.alloc(0)
  let columns: string[] | null = null
  const take = (bytes: Buffer, start: number, end: number) => {
    row.line += 1
    const last = end > start && bytes[end - 1] === RETURN ? end - 1 : end
    if (last === start) return
    row.bytes = bytes
    splitFields(row, start, last, file)
    if (columns === null) {
      columns = Array.from({ length: row.fields }, (_, k) =>
        fieldText(row, k)
          .replace(/^\uFEFF/, '')
          .trim()
          .toLowerCase(),
      )
      onHeader(columns)
    } else {
      if (row.fields !== columns.length)
        throw faultAt({
          file,
          line: row.line,
          fix: `has ${row.fields} fields, the header ${columns.length}; write the same number in each row`,
        })
      onRow(row)
    }
  }
  for await (const chunk of readBytes(file)) {
    let start = 0
    let bytes = chunk
    if (rest.length > 0) bytes = Buffer.concat([rest, chunk])
    for (;;) {
      const end = bytes.indexOf(NEWLINE, start)
      if (end < 0) break
      take(bytes, start, end)
      start = end + 1
    }
    rest = bytes.subarray(start)
  }
  if (rest.length > 0) take(rest, 0, rest.length)
  if (columns === null) throw faultAt({ file, fix: 'is empty; its first line must name the columns' })
}

function splitFields(row: RawRow, start: number, end: number, file: string): void {
  const { bytes, from, to } = row
  let field = 0
  let position = start
  for (;;) {
    if (field >= MOST_FIELDS)
      throw faultAt({ file, line: row.line, fix: `has more than ${MOST_FIELDS} fields` })
    if (bytes[position] === QUOTE) {
      const close = unquote(bytes, position + 1, end)
      if (close === null)
        throw faultAt({ file, line: row.line, fix: 'opens a quote that does not close in its line' })
      from[field] = position + 1
      to[field] = close.to
      position = close.next
    } else {
      from[field] = position
      while (position < end && bytes[position] !== COMMA) position += 1
      to[field] = position
    }
    field += 1
    if (position >= end) break
    if (bytes[position] !== COMMA)
      throw faultAt({
        file,
        line: row.line,
        fix: 'has text after a closing quote; separate fields with commas',
      })
    position += 1
  }
  row.fields = field
}

/** Where a quoted field's text ends, doubled quotes made single in place, and what comes after it. */
function unquote(bytes: Buffer, start: number, end: number): { to: number; next: number } | null {
  let to = start
  for (let position = start; position < end; position += 1) {
    if (bytes[position] === QUOTE) {
      if (position + 1 >= end || bytes[position + 1] !== QUOTE) return { to, next: position + 1 }
      position += 1
    }
    bytes[to] = bytes[position]!
    to += 1
  }
  return null
}

export function fieldText(row: RawRow, field: number): string {
  return row.bytes.toString('utf8', row.from[field], row.to[field])
}

/** Number in a field without making a string where it is a plain decimal; NaN-text gives NaN, an empty field null. */
export function fieldNumber(row: RawRow, field: number): number | null | 'broken' {
  const { bytes } = row
  const end = row.to[field]!
  let position = row.from[field]!
  if (position === end) return null
  let sign = 1
  if (bytes[position] === 45) {
    sign = -1
    position += 1
  }
  let mantissa = 0
  let digits = 0
  let decimals = -1
  for (; position < end; position += 1) {
    const byte = bytes[position]!
    if (byte >= 48 && byte <= 57) {
      mantissa = mantissa * 10 + byte - 48
      digits += 1
      if (decimals >= 0) decimals += 1
    } else if (byte === 46 && decimals < 0) decimals = 0
    else return unusualNumber(fieldText(row, field))
  }
  if (digits === 0 || digits > 15) return unusualNumber(fieldText(row, field))
  return decimals > 0 ? (sign * mantissa) / 10 ** decimals : sign * mantissa
}

function unusualNumber(text: string): number | null | 'broken' {
  const trimmed = text.trim()
  if (trimmed === '') return null
  if (/^(nan|na|null|[+-]?inf(inity)?)$/i.test(trimmed)) return Number.NaN
  const value = Number(trimmed)
  return Number.isNaN(value) || /[xob]/i.test(trimmed) ? 'broken' : value
}
