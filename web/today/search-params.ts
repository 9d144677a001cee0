import {
  choiceParameter,
  type RawSearch,
  type SortParameters,
  sortParameters,
} from '#web/ui/search-params.ts'

export const KINDS = ['shortage', 'late', 'surplus', 'overload', 'drift', 'reply-missing', 'data'] as const
export type Kind = (typeof KINDS)[number]
export const STATES = ['open', 'snoozed', 'resolved'] as const
export type State = (typeof STATES)[number]

export interface TodaySearch extends SortParameters {
  readonly kind?: Kind | undefined
  readonly state?: State | undefined
}

export function todaySearch(raw: RawSearch): TodaySearch {
  return {
    kind: choiceParameter(raw, 'kind', KINDS),
    state: choiceParameter(raw, 'state', STATES),
    ...sortParameters(raw),
  }
}
