import { choiceParameter, integerParameter, type RawSearch, sortParameters } from '#web/ui/search-params.ts'

export const LAGS = [0, 1, 4, 8, 13] as const
export const GROUPINGS = ['category', 'product', 'supplier', 'pattern', 'method', 'item'] as const
export type Grouping = (typeof GROUPINGS)[number]

export interface AccuracySearch {
  /** Weeks between the first planned week of a run and the week it told of. */
  readonly lag?: number | undefined
  readonly by?: Grouping | undefined
  readonly sort?: string | undefined
  readonly desc?: boolean | undefined
}

export function accuracySearch(raw: RawSearch): AccuracySearch {
  const lag = integerParameter(raw, 'lag')
  return {
    lag: LAGS.find((known) => known === lag),
    by: choiceParameter(raw, 'by', GROUPINGS),
    ...sortParameters(raw),
  }
}
