import { BASE_UNITS, type BaseUnit } from '#planning/measures'
import {
  choiceParameter,
  integerParameter,
  type RawSearch,
  type SortParameters,
  sortParameters,
  textParameter,
} from '#web/ui/search-params.ts'

export const DEMAND_BY = ['item', 'category', 'product', 'region', 'owner'] as const
export type DemandBy = (typeof DEMAND_BY)[number]

export interface DemandSearch extends SortParameters {
  /** What a row is; items unless given. */
  readonly by?: DemandBy | undefined
  readonly search?: string | undefined
  readonly categoryId?: number | undefined
  readonly supplierId?: number | undefined
  readonly pattern?: string | undefined
  /** Base unit in which the list is counted. */
  readonly unit?: BaseUnit | undefined
}

export function demandSearch(raw: RawSearch): DemandSearch {
  const by = choiceParameter(raw, 'by', DEMAND_BY)
  return {
    by: by === 'item' ? undefined : by,
    search: textParameter(raw, 'search'),
    categoryId: integerParameter(raw, 'categoryId'),
    supplierId: integerParameter(raw, 'supplierId'),
    pattern: textParameter(raw, 'pattern'),
    unit: choiceParameter(raw, 'unit', BASE_UNITS),
    ...sortParameters(raw),
  }
}
