import {
  choiceParameter,
  integerParameter,
  type RawSearch,
  type SortParameters,
  sortParameters,
  textParameter,
} from '#web/ui/search-params.ts'

export const BATCH_STATES = ['planned', 'firm', 'released', 'received'] as const

export interface SupplierBatchesSearch extends SortParameters {
  /** For planners: whose batches to look at. */
  readonly supplierId?: number | undefined
  readonly line?: string | undefined
  readonly state?: (typeof BATCH_STATES)[number] | undefined
}

export function supplierBatchesSearch(raw: RawSearch): SupplierBatchesSearch {
  return {
    supplierId: integerParameter(raw, 'supplierId'),
    line: textParameter(raw, 'line'),
    state: choiceParameter(raw, 'state', BATCH_STATES),
    ...sortParameters(raw),
  }
}
