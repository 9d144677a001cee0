import { integerParameter, type RawSearch } from '#web/ui/search-params.ts'

export interface UpstreamSearch {
  /** For planners: whose material to look at. */
  readonly supplierId?: number | undefined
  /** Material supplier whose lines are shown. */
  readonly to?: number | undefined
}

export function upstreamSearch(raw: RawSearch): UpstreamSearch {
  return { supplierId: integerParameter(raw, 'supplierId'), to: integerParameter(raw, 'to') }
}
