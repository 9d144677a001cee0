import {
  choiceParameter,
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
  /** Units that the dial makes; not decided yet. */
  readonly make?: number | undefined
  /** Place within its week, 1 for the first; not decided yet. */
  readonly toPlace?: number | undefined
  /** What is being decided, where it is not a move. */
  readonly decide?: 'resize' | 'order' | undefined
}

export function batchesSearch(raw: RawSearch): BatchesSearch {
  return {
    supplierId: integerParameter(raw, 'supplierId'),
    batch: integerParameter(raw, 'batch'),
    toLine: integerParameter(raw, 'toLine'),
    toWeek: dateParameter(raw, 'toWeek'),
    make: positive(integerParameter(raw, 'make')),
    toPlace: positive(integerParameter(raw, 'toPlace')),
    decide: choiceParameter(raw, 'decide', ['resize', 'order'] as const),
    ...sortParameters(raw),
  }
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value >= 1 ? value : undefined
}

/** Another batch, or none, with what is tried of it; what was tried of the one before is dropped. */
export function withBatch(
  search: BatchesSearch,
  batch: number | undefined,
  tried: Pick<BatchesSearch, 'toLine' | 'toWeek' | 'toPlace' | 'decide'> = {},
): BatchesSearch {
  const none = {
    toLine: undefined,
    toWeek: undefined,
    toPlace: undefined,
    make: undefined,
    decide: undefined,
  }
  return { ...search, batch, ...none, ...tried }
}
