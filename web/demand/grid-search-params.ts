import { flagParameter, integerParameter, type RawSearch } from '#web/ui/search-params.ts'
import { type DemandSearch, demandSearch } from './search-params.ts'

export const WEEK_CHOICES = [13, 26] as const

export interface GridSearch extends DemandSearch {
  readonly weeks?: number | undefined
  /** Totals of the categories above their items. */
  readonly categories?: boolean | undefined
}

export function gridSearch(raw: RawSearch): GridSearch {
  const weeks = integerParameter(raw, 'weeks')
  return {
    ...demandSearch(raw),
    weeks: weeks !== undefined && weeks >= 1 && weeks <= WEEK_CHOICES[1] ? weeks : undefined,
    categories: flagParameter(raw, 'categories') || undefined,
  }
}
