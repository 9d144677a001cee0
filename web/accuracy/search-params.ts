import { integerParameter, type RawSearch } from '#web/ui/search-params.ts'

export const LAGS = [0, 1, 4, 8, 13] as const

export interface AccuracySearch {
  /** Weeks between the first planned week of a run and the week it told of. */
  readonly lag?: number | undefined
}

export function accuracySearch(raw: RawSearch): AccuracySearch {
  const lag = integerParameter(raw, 'lag')
  return { lag: LAGS.find((known) => known === lag) }
}
