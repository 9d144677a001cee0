import { choiceParameter, integerParameter, type RawSearch, textParameter } from '#web/ui/search-params.ts'

export const PLAN_MEASURES = ['orders', 'stock'] as const

export interface PlanSearch {
  readonly search?: string | undefined
  readonly supplierId?: number | undefined
  /** `itemId-supplierId` of the row that is opened. */
  readonly open?: string | undefined
  readonly show?: (typeof PLAN_MEASURES)[number] | undefined
}

export function planSearch(raw: RawSearch): PlanSearch {
  return {
    search: textParameter(raw, 'search'),
    supplierId: integerParameter(raw, 'supplierId'),
    open: textParameter(raw, 'open'),
    show: choiceParameter(raw, 'show', PLAN_MEASURES),
  }
}
