import { dayNumber, type IsoDate, isoWeekday } from '#planning/time-bucket'

/** Size, seed and end of the demo company. */
export interface DemoOptions {
  readonly items: number
  readonly owners: number
  /** Months of history before `asOf`. */
  readonly months: number
  readonly seed: number
  /** Business today: history ends the day before. */
  readonly asOf: IsoDate
  /** Ledger entries to aim for, within a few per cent. */
  readonly entries: number
}

export const ITEMS = 240
export const OWNERS = 400

/** Fills what is not given: 240 items, 400 owners, 24 months, seed 1 and about 300,000 ledger entries. */
export function demoOptions(given: Partial<DemoOptions> & { readonly asOf: IsoDate }): DemoOptions {
  const items = within('items', given.items ?? ITEMS, 80, 1_000_000)
  const owners = within('owners', given.owners ?? OWNERS, 20, 1_000_000)
  const months = within('months', given.months ?? 24, 12, 60)
  const seed = within('seed', given.seed ?? 1, 0, 2_147_483_647)
  dayNumber(given.asOf)
  const usualEntries = ((Math.min(items, ITEMS) * 1250 + Math.max(0, items - ITEMS) * 100) * months) / 24
  const entries = within('entries', Math.round(given.entries ?? usualEntries), 20_000, 500_000_000)
  return { items, owners, months, seed, asOf: given.asOf, entries }
}

function within(name: string, value: number, least: number, most: number): number {
  if (!Number.isSafeInteger(value) || value < least || value > most)
    throw new RangeError(`${name} must be a whole number from ${least} to ${most}; got ${value}`)
  return value
}

/** Day numbers of the history: a Monday to the day before as-of, both included. */
export interface HistorySpan {
  readonly firstDay: number
  readonly lastDay: number
  readonly asOfDay: number
}

export function historySpan(options: DemoOptions): HistorySpan {
  const asOfDay = dayNumber(options.asOf)
  const start = asOfDay - Math.round(options.months * 30.44)
  return { firstDay: start - isoWeekday(start) + 1, lastDay: asOfDay - 1, asOfDay }
}
