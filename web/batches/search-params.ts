import {
  dateParameter,
  integerParameter,
  type RawSearch,
  type SortParameters,
  sortParameters,
} from '#web/ui/search-params.ts'

export interface BatchesSearch extends SortParameters {
  readonly supplierId?: number | undefined
  /** The batch whose thread is pulled. */
  readonly batch?: number | undefined
  /** Where the batch is to be moved; not decided yet. */
  readonly toLine?: number | undefined
  readonly toWeek?: string | undefined
}

export function batchesSearch(raw: RawSearch): BatchesSearch {
  return {
    supplierId: integerParameter(raw, 'supplierId'),
    batch: integerParameter(raw, 'batch'),
    toLine: integerParameter(raw, 'toLine'),
    toWeek: dateParameter(raw, 'toWeek'),
    ...sortParameters(raw),
  }
}
