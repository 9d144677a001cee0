import { integerParameter, type RawSearch } from '#web/ui/search-params.ts'

/** Days set by hand: by item, or by `box date/item` where each box has its own. */
export type SetDays = Readonly<Record<string, number>>

export interface SubscriptionsSearch {
  readonly plan?: number | undefined
  readonly ripening?: SetDays | undefined
  readonly keeps?: SetDays | undefined
  readonly home?: SetDays | undefined
  /** °C tried for every fruit of the plan instead of what its table assumes. */
  readonly transportAt?: number | undefined
  readonly warehouseAt?: number | undefined
  readonly homeAt?: number | undefined
}

export const TRIED_TEMPERATURES = ['transportAt', 'warehouseAt', 'homeAt'] as const
export const LOWEST_CELSIUS = -5
export const HIGHEST_CELSIUS = 45
export const MOST_RIPENING_DAYS = 30
export const MOST_KEEPING_DAYS = 60

export function subscriptionsSearch(raw: RawSearch): SubscriptionsSearch {
  return {
    plan: integerParameter(raw, 'plan'),
    ripening: daysParameter(raw, 'ripening', 0, MOST_RIPENING_DAYS),
    keeps: daysParameter(raw, 'keeps', 1, MOST_KEEPING_DAYS),
    home: daysParameter(raw, 'home', 0, MOST_RIPENING_DAYS),
    transportAt: celsiusParameter(raw, 'transportAt'),
    warehouseAt: celsiusParameter(raw, 'warehouseAt'),
    homeAt: celsiusParameter(raw, 'homeAt'),
  }
}

function celsiusParameter(raw: RawSearch, name: string): number | undefined {
  const value = raw[name]
  return typeof value === 'number' && value >= LOWEST_CELSIUS && value <= HIGHEST_CELSIUS ? value : undefined
}

/** What is no whole number of days within the range is left out. */
function daysParameter(raw: RawSearch, name: string, least: number, most: number): SetDays | undefined {
  const value = raw[name]
  if (typeof value !== 'object' || value === null) return undefined
  const days = Object.entries(value).filter(
    (entry): entry is [string, number] =>
      Number.isInteger(entry[1]) && Number(entry[1]) >= least && Number(entry[1]) <= most,
  )
  return days.length > 0 ? Object.fromEntries(days) : undefined
}
