import {
  integerParameter,
  type RawSearch,
  type SortParameters,
  sortParameters,
} from '#web/ui/search-params.ts'

export interface CampaignsSearch extends SortParameters {
  readonly campaign?: number | undefined
}

export function campaignsSearch(raw: RawSearch): CampaignsSearch {
  return { campaign: integerParameter(raw, 'campaign'), ...sortParameters(raw) }
}
