import {
  choiceParameter,
  integerParameter,
  type RawSearch,
  type SortParameters,
  sortParameters,
  textParameter,
} from '#web/ui/search-params.ts'

export const URGENCIES = ['late', 'this-week', 'later', 'no-source', 'look-only', 'in-work'] as const

export interface MaterialsSearch extends SortParameters {
  /** For planners: whose material to look at. */
  readonly supplierId?: number | undefined
  readonly search?: string | undefined
  /** Absent: all but what is in work. */
  readonly urgency?: (typeof URGENCIES)[number] | undefined
}

export function materialsSearch(raw: RawSearch): MaterialsSearch {
  return {
    supplierId: integerParameter(raw, 'supplierId'),
    search: textParameter(raw, 'search'),
    urgency: choiceParameter(raw, 'urgency', URGENCIES),
    ...sortParameters(raw),
  }
}
