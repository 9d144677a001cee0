import {
  integerParameter,
  type RawSearch,
  type SortParameters,
  sortParameters,
} from '#web/ui/search-params.ts'

export interface BatchesSearch extends SortParameters {
  readonly supplierId?: number | undefined
  /** The batch whose thread is pulled. */
  readonly batch?: number | undefined
}

export function batchesSearch(raw: RawSearch): BatchesSearch {
  return {
    supplierId: integerParameter(raw, 'supplierId'),
    batch: integerParameter(raw, 'batch'),
    ...sortParameters(raw),
  }
}
