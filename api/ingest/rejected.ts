import type { ImportFaultKey } from '#api/wording/import-fault'

/** A value that could not be read; the caller knows line and column. */
export class Rejected {
  readonly fault: ImportFaultKey
  readonly parameters: Readonly<Record<string, string | number>>
  constructor(fault: ImportFaultKey, parameters: Readonly<Record<string, string | number>> = {}) {
    this.fault = fault
    this.parameters = parameters
  }
}
