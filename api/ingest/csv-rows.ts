import { UnreadableFile } from './import-fault.ts'
import { LONGEST_ROW, type SourceRow, type SourceRows } from './source-table.ts'

/** Splits delimited text into rows while it arrives. Quoted cells may hold delimiters, quotes and line ends. */
export class CsvParser {
  readonly #delimiter: string
  #rest = ''
  #line = 1

  constructor(delimiter: string) {
    this.#delimiter = delimiter
  }

  push(text: string): SourceRow[] {
    return this.#split(this.#rest === '' ? text : this.#rest + text)
  }

  end(): SourceRow[] {
    if (this.#rest === '') return []
    const rows = this.#split(this.#rest.endsWith('\n') ? this.#rest : `${this.#rest}\n`)
    if (this.#rest !== '') throw new UnreadableFile('quote-not-closed', { line: this.#line })
    return rows
  }

  #split(text: string): SourceRow[] {
    const rows: SourceRow[] = []
    let start = 0
    let quote = text.indexOf('"')
    for (;;) {
      const end = text.indexOf('\n', start)
      if (end < 0) break
      if (quote >= 0 && quote < start) quote = text.indexOf('"', start)
      if (quote < 0 || quote > end) {
        const stop = end > start && text.charCodeAt(end - 1) === 13 ? end - 1 : end
        if (stop > start)
          rows.push({ line: this.#line, cells: text.slice(start, stop).split(this.#delimiter) })
        this.#line++
        start = end + 1
        continue
      }
      const record = readQuoted(text, start, this.#delimiter)
      if (record === null) break
      rows.push({ line: this.#line, cells: record.cells })
      this.#line += record.lines
      start = record.next
    }
    this.#rest = text.slice(start)
    if (this.#rest.length > LONGEST_ROW)
      throw new UnreadableFile('row-too-long', { line: this.#line }, { limit: LONGEST_ROW })
    return rows
  }
}

function readQuoted(text: string, start: number, delimiter: string) {
  const cells: string[] = []
  let lines = 1
  let position = start
  for (;;) {
    let cell = ''
    if (text.charCodeAt(position) === 34) {
      let from = position + 1
      for (;;) {
        const close = text.indexOf('"', from)
        // A quote at the very end may be the first of a doubled pair.
        if (close < 0 || close === text.length - 1) return null
        cell += text.slice(from, close)
        if (text.charCodeAt(close + 1) !== 34) {
          position = close + 1
          break
        }
        cell += '"'
        from = close + 2
      }
      for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) lines++
    }
    const newline = text.indexOf('\n', position)
    if (newline < 0) return null
    const next = text.indexOf(delimiter, position)
    if (next >= 0 && next < newline) {
      cells.push(cell + text.slice(position, next))
      position = next + 1
      continue
    }
    const stop = newline > position && text.charCodeAt(newline - 1) === 13 ? newline - 1 : newline
    cells.push(cell + text.slice(position, stop))
    return { cells, next: newline + 1, lines }
  }
}

/** The delimiter that the first line uses most, quoted parts aside. */
export function detectDelimiter(head: string): string {
  const line = (head.split('\n', 1)[0] ?? '').replace(/"[^"]*"/g, '')
  const counts = [',', ';', '\t', '|'].map(
    (delimiter) => [line.split(delimiter).length - 1, delimiter] as const,
  )
  const [count, best] = counts.reduce((most, next) => (next[0] > most[0] ? next : most))
  return count === 0 ? ',' : best
}

/** Rows of delimited text. `sep=;` in the first line, as spreadsheet programs write it, is obeyed. */
export async function* csvRows(text: AsyncIterable<string>, delimiter: string | undefined): SourceRows {
  let parser: CsvParser | undefined
  let head = ''
  let skipped = 0
  let endsWithReturns = false
  const begin = () => {
    endsWithReturns = !head.includes('\n') && head.includes('\r')
    head = withNewlines(head)
    const declared = /^sep=(.)\r?\n/.exec(head)
    if (declared) {
      head = head.slice(declared[0].length)
      skipped = 1
    }
    parser = new CsvParser(delimiter ?? declared?.[1] ?? detectDelimiter(head))
    return parser
  }
  // "CSV (Macintosh)" of spreadsheet programs ends lines by carriage returns alone.
  const withNewlines = (piece: string) => (endsWithReturns ? piece.replaceAll('\r', '\n') : piece)
  const numbered = (rows: SourceRow[]) =>
    skipped === 0 ? rows : rows.map((row) => ({ ...row, line: row.line + skipped }))
  for await (const piece of text) {
    if (parser === undefined) {
      head += piece
      if (!head.includes('\n') && head.length < LONGEST_ROW) continue
      yield numbered(begin().push(head))
    } else yield numbered(parser.push(withNewlines(piece)))
  }
  if (parser === undefined) {
    const first = begin()
    yield numbered([...first.push(head), ...first.end()])
  } else yield numbered(parser.end())
}
