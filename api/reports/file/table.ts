/** A value of one cell: text is kept as text, so that 00123 and long codes survive. */
export type Cell = string | number | boolean | null

/** How a column is written: `date` is 2026-01-31, `moment` is 2026-01-31 08:00:00, both as text in the cell value. */
export type CellType = 'text' | 'number' | 'date' | 'moment'

export interface TableColumn {
  readonly heading: string
  readonly type: CellType
  /** width in characters */
  readonly width?: number
}

export interface FileTable {
  readonly name: string
  readonly columns: readonly TableColumn[]
  readonly rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>
}
