import type { DemandPattern, PatternMeasures } from '#planning/demand/demand-pattern'
import type { Rung } from '#planning/demand/rung'

/** Levels that every stored forecast carries. */
export const QUANTILE_LEVELS = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95] as const

/** Ends of the range that people are told, 8 in 10; both are levels that every stored forecast carries. */
export const TOLD_RANGE = [0.1, 0.9] as const

/**
 * A probabilistic forecast of one series: `mean[h]` and `quantiles[q][h]` for steps h = 0 … horizon − 1 after the
 * origin, in the units of the history. Quantiles are non-decreasing in q. `byRung` adds up to `mean` exactly.
 */
export interface Forecast {
  readonly seriesId: string
  readonly mean: Float64Array
  readonly quantileLevels: readonly number[]
  readonly quantiles: readonly Float64Array[]
  readonly byRung: Readonly<Partial<Record<Rung, Float64Array>>>
  /** Quantiles of demand summed over the first `steps` steps, when asked for. */
  readonly sums: readonly SummedDemand[]
  readonly method: string
  /** Exact split of `mean` by cause, when the method knows it: level, season, holiday, promotion. */
  readonly effects?: Readonly<Record<string, Float64Array>>
  /**
   * One-step errors of the past in units of their own deviation, the last bucket last; NaN where there is none. Absent:
   * the method has none. They tell how series err together.
   */
  readonly innovations?: Float64Array
  /** Why this method and what it heeds. */
  readonly reasons: readonly ForecastReason[]
}

export type ForecastReason =
  /** `demandInterval` in buckets from one demand to the next, null without demand; `sizeVariation` squared. */
  | {
      readonly kind: 'demand-pattern'
      readonly pattern: DemandPattern
      readonly demandInterval: number | null
      readonly sizeVariation: number
    }
  | { readonly kind: 'weekday-profile' }
  /** `causes`: weekday, time-of-year, season, holiday, before-holiday, after-holiday, a festival, or the name of a regressor */
  | { readonly kind: 'effects'; readonly isMultiplicative: boolean; readonly causes: readonly string[] }
  /** a new item, its level times `factor` as earlier launches went on */
  | { readonly kind: 'launch'; readonly factor: number }
  /**
   * a new item: what `launches` launches before it sold; believed to sell `openingUnits` in its first quarter before it
   * sold anything, `customers` described as wanting it where they counted; `weight` beside its own past
   */
  | {
      readonly kind: 'look-alikes'
      readonly launches: number
      readonly openingUnits: number
      readonly weight: number
      readonly customers: number | null
    }
  /** surviving bookings plus the pick-up still to come */
  | { readonly kind: 'bookings' }

export function patternReason({ pattern, demandInterval, sizeVariation }: PatternMeasures): ForecastReason {
  return {
    kind: 'demand-pattern',
    pattern,
    demandInterval: Number.isFinite(demandInterval) ? demandInterval : null,
    sizeVariation,
  }
}

export interface SummedDemand {
  readonly steps: number
  readonly mean: number
  /** One value per entry of `quantileLevels`. */
  readonly quantiles: Float64Array
}

/** A series that could not be forecast: named, with its reason; the rest of the run goes on. */
export interface ForecastProblem {
  readonly seriesId: string
  /** `nothing-to-regress-on`: regression was asked for, and history is too short or neither calendar nor driver varies. */
  readonly problem: 'no-observations' | 'not-a-number' | 'too-large' | 'nothing-to-regress-on'
  readonly detail: string
}

export const METHODS = [
  'auto',
  'seasonal-naive',
  'ses',
  'holt',
  'damped',
  'ets',
  'theta',
  'optimised-theta',
  'dynamic-theta',
  'combination',
  'regression',
  'croston',
  'sba',
  'tsb',
  'adida',
  'imapa',
  'negative-binomial',
  'weighted-quantiles',
] as const
export type Method = (typeof METHODS)[number]
