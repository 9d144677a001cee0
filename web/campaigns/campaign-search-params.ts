import {
  choiceParameter,
  flagParameter,
  integerParameter,
  type RawSearch,
  textParameter,
} from '#web/ui/search-params.ts'

/** Conditions of the waterfall and the decision that a person changed; absent means the value learned or assumed. */
export const PERCENTS = [
  'realised',
  'salvage',
  'paidShare',
  'loyal',
  'lost',
  'supplierCost',
  'atOnce',
] as const
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
  /** Another quantity, last day of arrival and day of decision to check the promise for. */
  readonly promiseQuantity?: number | undefined
  readonly promiseBy?: string | undefined
  readonly promiseFrom?: string | undefined
}

/** Percentages stand as numbers from 0 to 100, money as major units. */
export function campaignSearch(raw: RawSearch): CampaignSearch {
  const search: Record<string, unknown> = {
    residual: choiceParameter(raw, 'residual', RESIDUALS),
    forfeits: flagParameter(raw, 'forfeits') || undefined,
    promiseQuantity: positive(integerParameter(raw, 'promiseQuantity')),
    promiseBy: dateParameter(raw, 'promiseBy'),
    promiseFrom: dateParameter(raw, 'promiseFrom'),
  }
  for (const key of PERCENTS) search[key] = numberWithin(raw[key], 100)
  for (const key of AMOUNTS) search[key] = numberWithin(raw[key], 1_000_000_000)
  return search
}

function numberWithin(raw: unknown, most: number): number | undefined {
  const value = Number(raw)
  return raw !== undefined && raw !== '' && value >= 0 && value <= most ? value : undefined
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined
}

function dateParameter(raw: RawSearch, name: string): string | undefined {
  const text = textParameter(raw, name)
  return text && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined
}
