import { BASE_UNITS, type BaseUnit } from '#planning/measures'
import {
  choiceParameter,
  flagParameter,
  integerParameter,
  type RawSearch,
  textParameter,
} from '#web/ui/search-params.ts'

export interface SupplierSearch {
  /** For planners: whose desk to look at. */
  readonly supplierId?: number | undefined
  readonly publication?: number | undefined
  readonly search?: string | undefined
  /** Base unit in which the totals are counted. */
  readonly unit?: BaseUnit | undefined
  /** Only what is not answered yet. */
  readonly open?: boolean | undefined
}

export function supplierSearch(raw: RawSearch): SupplierSearch {
  return {
    supplierId: integerParameter(raw, 'supplierId'),
    publication: integerParameter(raw, 'publication'),
    search: textParameter(raw, 'search'),
    unit: choiceParameter(raw, 'unit', BASE_UNITS),
    open: flagParameter(raw, 'open') ? true : undefined,
  }
}
