import { choiceParameter, type RawSearch } from '#web/ui/search-params.ts'

export const OWNER_VIEWS = ['say', 'customers', 'impact'] as const

export interface OwnerSearch {
  readonly view?: (typeof OWNER_VIEWS)[number] | undefined
  /** Weeks after the coming one. */
  readonly later?: boolean | undefined
}

export function ownerSearch(raw: RawSearch): OwnerSearch {
  return {
    view: choiceParameter(raw, 'view', OWNER_VIEWS),
    later: raw.later === true || raw.later === 'true' ? true : undefined,
  }
}
