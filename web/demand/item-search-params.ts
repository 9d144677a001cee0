import { integerParameter, type RawSearch } from '#web/ui/search-params.ts'

export interface ItemSearch {
  /** Weeks of history in the chart. */
  readonly past?: number | undefined
}

export function itemSearch(raw: RawSearch): ItemSearch {
  const past = integerParameter(raw, 'past')
  return { past: past !== undefined && past >= 0 && past <= 260 ? past : undefined }
}
