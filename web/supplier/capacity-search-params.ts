import { integerParameter, type RawSearch } from '#web/ui/search-params.ts'

export interface CapacitySearch {
  /** For planners: whose lines to look at. */
  readonly supplierId?: number | undefined
  /** The line shown; absent: the first. */
  readonly line?: number | undefined
}

export function capacitySearch(raw: RawSearch): CapacitySearch {
  return { supplierId: integerParameter(raw, 'supplierId'), line: integerParameter(raw, 'line') }
}
