import type { Outputs } from '#web/trpc.ts'

export type RatioRow = NonNullable<Outputs['bullwhip']['ratios']>['rows'][number]
export const TIERS = ['consumer', 'platform', 'supplier', 'material-supplier'] as const
export type Tier = (typeof TIERS)[number]
export const BASES = ['past', 'simulated', 'plan'] as const
export type Basis = (typeof BASES)[number]

/** One tier as measured or simulated, over all items. */
export interface TierRatio {
  readonly tier: Tier
  readonly basis: Basis
  readonly ratio: number | null
  readonly ratioLow: number | null
  readonly ratioHigh: number | null
  readonly netStockAmplification: number | null
  readonly bucketCount: number
}

/** The most a chart shows: what is measured or simulated fits with room; a plan far above it is cut. */
export function chartTop(rows: readonly TierRatio[]): number {
  const ratios = (isKept: (row: TierRatio) => boolean) => rows.filter(isKept).map((row) => row.ratio ?? 0)
  const calm = Math.max(0, ...ratios((row) => row.basis !== 'plan'))
  const largest = Math.max(1, ...ratios(() => true))
  return niceAbove(calm > 1 ? Math.min(1.6 * calm, 1.2 * largest) : 1.2 * largest)
}

function niceAbove(value: number): number {
  const step = value > 20 ? 10 : value > 8 ? 2 : value > 3 ? 1 : 0.5
  return Math.max(1.5, Math.ceil(value / step) * step)
}

/** Even steps of 1, 2 or 5, at most six of them, from 0 to the top or just below it. */
export function ratioTicks(top: number): number[] {
  const step = [0.2, 0.5, 1, 2, 5, 10, 20, 50].find((each) => top / each <= 6) ?? top / 5
  return Array.from({ length: Math.floor(top / step + 1e-9) + 1 }, (_, at) => Number((at * step).toFixed(1)))
}

/** Whether bar or whisker leaves the picture. */
export function isClipped(row: TierRatio, top: number): boolean {
  return Math.max(row.ratio ?? 0, row.ratioHigh ?? 0) > top
}
