import { type ImportFaultKey, importFaultText } from '#api/wording/import-fault'

/** One thing wrong with a file: where, what was found, and the key of the sentence that says how to mend it. */
export interface ImportFault {
  /** line of the file (row of the sheet), from 1; 0 for the file as a whole */
  readonly line: number
  readonly column: string | null
  readonly value: string | null
  readonly fault: ImportFaultKey
  readonly parameters: Readonly<Record<string, string | number>>
}

/** A fault that ends the reading: nothing after it can be trusted. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile'
  readonly fault: ImportFault
  constructor(
    fault: ImportFaultKey,
    place: { line?: number; column?: string | null; value?: string | null } = {},
    parameters: Readonly<Record<string, string | number>> = {},
  ) {
    super(importFaultText(fault, parameters, 'en'))
    this.fault = {
      line: place.line ?? 0,
      column: place.column ?? null,
      value: place.value ?? null,
      fault,
      parameters,
    }
  }
}
