import type { ImportFaultKey } from '#api/wording/import-fault'

/** One row as written in the file. */
export interface SourceRow {
  /** line of the file or row of the sheet, from 1 */
  readonly line: number
  readonly cells: readonly string[]
  /** cells that could not be read, by position */
  readonly cellFaults?: readonly { readonly cell: number; readonly fault: ImportFaultKey }[]
}

/** Rows in batches; the first row is the header. */
export type SourceRows = AsyncGenerator<readonly SourceRow[]>

/** Longest row read, in characters: a lost quotation mark must not swallow the file. */
export const LONGEST_ROW = 1_000_000

/** Most bytes a packed file may unpack to. */
export const LARGEST_FILE = 4 * 2 ** 30
