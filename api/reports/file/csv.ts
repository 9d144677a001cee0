import type { Cell, FileTable } from './table.ts'

const BYTE_ORDER_MARK = '\uFEFF'
const PIECE_CHARACTERS = 1 << 16

/** A table as CSV that Chinese spreadsheet programs open unharmed; texts that look like formulas are made inert. */
export async function* csvText(table: Pick<FileTable, 'columns' | 'rows'>): AsyncGenerator<string> {
  let text = `${BYTE_ORDER_MARK}${csvLine(table.columns.map((column) => column.heading))}`
  for await (const row of table.rows) {
    text += csvLine(row)
    if (text.length > PIECE_CHARACTERS) {
      yield text
      text = ''
    }
  }
  yield text
}

export function csvLine(cells: readonly Cell[]): string {
  let line = ''
  for (let at = 0; at < cells.length; at++) line += at === 0 ? csvCell(cells[at]!) : `,${csvCell(cells[at]!)}`
  return `${line}\r\n`
}

const NUMERIC = /^[+-]?(\d+\.?\d*|\.\d+)$/

function csvCell(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell !== 'string') return String(cell)
  const inert = /^[=+\-@\t\r]/.test(cell) && !NUMERIC.test(cell) ? `'${cell}` : cell
  return /[",\r\n;\t]/.test(inert) || inert !== inert.trim() ? `"${inert.replaceAll('"', '""')}"` : inert
}
