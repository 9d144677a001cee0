import {
  choiceParameter,
  type RawSearch,
  type SortParameters,
  sortParameters,
} from '#web/ui/search-params.ts'

export const KINDS = ['shortage', 'late', 'surplus', 'overload', 'drift', 'reply-missing', 'data'] as const
export type Kind = (typeof KINDS)[number]

export interface TodaySearch extends SortParameters {
  readonly kind?: Kind | undefined
}

export function todaySearch(raw: RawSearch): TodaySearch {
  return { kind: choiceParameter(raw, 'kind', KINDS), ...sortParameters(raw) }
}
