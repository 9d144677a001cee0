import { choiceParameter, integerParameter, type RawSearch } from '#web/ui/search-params.ts'

export const KINDS = [
  'owner-sales',
  'pre-orders',
  'subscriptions',
  'expectations',
  'stock',
  'receipts',
  'items',
  'units',
  'campaigns',
  'owners',
  'owner-tags',
  'ripening',
  'swap-rules',
  'lines',
  'routings',
  'changeovers',
] as const
export type ImportKind = (typeof KINDS)[number]

export interface ImportSearch {
  readonly kind?: ImportKind | undefined
  /** The import whose faults are shown. */
  readonly open?: number | undefined
}

export function importSearch(raw: RawSearch): ImportSearch {
  return { kind: choiceParameter(raw, 'kind', KINDS), open: integerParameter(raw, 'open') }
}
