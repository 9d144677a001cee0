import type { ImportKind } from './import-field.ts'

/** What somebody asks to be imported. */
export interface ImportRequest {
  readonly kind: ImportKind
  /** path of the file; it must stay readable until the import is committed, and longer for its failed rows */
  readonly file: string
  /** name shown to people; the path's last part unless given */
  readonly fileName?: string
  /** mapping for a foreign file; without one the headings of the template are expected */
  readonly mapping?: unknown
  /** name of a saved mapping to use instead */
  readonly savedMapping?: string
  /** whose order numbers these are; the kind unless given */
  readonly source?: string
  readonly isDryRun?: boolean
  readonly createMissing?: readonly ('items' | 'owners' | 'locations')[]
  /** now, as the clock of this import */
  readonly now: Date
}

/** Settings of one import, kept with it so that each step finds them again. */
export interface ImportOptions {
  readonly createMissing: readonly string[]
  readonly now: string
}
