import { flagParameter, integerParameter, type RawSearch, textParameter } from '#web/ui/search-params.ts'

export interface BullwhipSearch {
  /** Run whose ratios are shown; absent: the newest. */
  readonly version?: number | undefined
  /** The policy that is tried. */
  readonly gapShare?: number | undefined
  readonly levellingWeeks?: number | undefined
  readonly fillRate?: number | undefined
  /** true: nothing is shared between tiers. */
  readonly apart?: boolean | undefined
}

export function bullwhipSearch(raw: RawSearch): BullwhipSearch {
  return {
    version: integerParameter(raw, 'version'),
    gapShare: within(raw, 'gapShare', 0.05, 1),
    levellingWeeks: within(raw, 'levellingWeeks', 1, 4),
    fillRate: within(raw, 'fillRate', 0.5, 0.995),
    apart: flagParameter(raw, 'apart') || undefined,
  }
}

function within(raw: RawSearch, name: string, lowest: number, highest: number): number | undefined {
  const value = Number(textParameter(raw, name) ?? Number.NaN)
  return value >= lowest && value <= highest ? value : undefined
}
