import { choiceParameter, flagParameter, type RawSearch } from '#web/ui/search-params.ts'

/** Conditions of the waterfall and the decision that a person changed; absent means the value learned or assumed. */
export const PERCENTS = ['realised', 'salvage', 'paidShare', 'loyal', 'lost'] as const
export const AMOUNTS = [
  'cost',
  'offSeason',
  'channel',
  'cancelCost',
  'mean',
  'deviation',
  'deposits',
] as const
export const RESIDUALS = ['market-factor', 'independent'] as const

export type ConditionKey = (typeof PERCENTS)[number] | (typeof AMOUNTS)[number]

export interface CampaignSearch extends Partial<Readonly<Record<ConditionKey, number | undefined>>> {
  readonly residual?: (typeof RESIDUALS)[number] | undefined
  readonly forfeits?: boolean | undefined
}

/** Percentages stand as numbers from 0 to 100, money as major units. */
export function campaignSearch(raw: RawSearch): CampaignSearch {
  const search: Record<string, unknown> = {
    residual: choiceParameter(raw, 'residual', RESIDUALS),
    forfeits: flagParameter(raw, 'forfeits') || undefined,
  }
  for (const key of PERCENTS) search[key] = numberWithin(raw[key], 100)
  for (const key of AMOUNTS) search[key] = numberWithin(raw[key], 1_000_000_000)
  return search
}

function numberWithin(raw: unknown, most: number): number | undefined {
  const value = Number(raw)
  return raw !== undefined && raw !== '' && value >= 0 && value <= most ? value : undefined
}
