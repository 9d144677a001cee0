import type { LotSizeRule } from '#planning/quantity'
import { type ForecastRule, requireForecastRule } from './forecast-rule.ts'

/** One stage of a serial chain, from the consumer upwards. */
export interface ChainStage {
  readonly name: string
  /** Demand periods between placing an order at the end of a period and its serving demand; whole, >= 1 (τ). */
  readonly leadTimePeriods: number
  /** Periods between two order days, whole, >= 1. */
  readonly reviewPeriods: number
  readonly forecast: ForecastRule
  /** Share β of the gap between target and position closed by one order, in (0, 2); 1 is order-up-to. */
  readonly gapShare: number
  /** Units, or standard deviations of the running one-step forecast error times √(protection periods). */
  readonly safetyStock:
    | { readonly kind: 'units'; readonly units: number }
    | { readonly kind: 'deviations'; readonly factor: number }
  /** What its forecast of unknown demand is made from. */
  readonly forecastsFrom: 'received-orders' | 'consumer-demand'
  /** Whether known orders reach it as such, with their notice; false: they look like any other order. */
  readonly seesKnownOrders: boolean
  /** Known orders are levelled over at most so many periods, as far as their notice allows; whole, >= 1. */
  readonly levellingPeriods: number
  /** Orders may go negative: only then do the closed forms of linear policies hold. */
  readonly allowsReturns: boolean
  /** Most it can order in one period; Infinity = no limit. */
  readonly capacity: number
  readonly lotSize: LotSizeRule | null
  /** Net stock before the first period; null = what the policy aims at. */
  readonly initialStock: number | null
}

/** A stage that orders up to its target every period from received orders: change what differs. */
export const PLAIN_STAGE: ChainStage = {
  name: 'stage',
  leadTimePeriods: 1,
  reviewPeriods: 1,
  forecast: { kind: 'constant' },
  gapShare: 1,
  safetyStock: { kind: 'units', units: 0 },
  forecastsFrom: 'received-orders',
  seesKnownOrders: false,
  levellingPeriods: 1,
  allowsReturns: false,
  capacity: Number.POSITIVE_INFINITY,
  lotSize: null,
  initialStock: null,
}

/** @throws RangeError naming the stage, the field, its range and the value seen */
export function requireChain(stages: readonly ChainStage[]): void {
  if (stages.length === 0) throw new RangeError('tiers must hold at least one stage; got 0')
  for (const stage of stages) {
    const at = (field: string) => `${stage.name}: ${field}`
    for (const field of ['leadTimePeriods', 'reviewPeriods', 'levellingPeriods'] as const)
      if (!Number.isInteger(stage[field]) || stage[field] < 1 || stage[field] > 10_000)
        throw new RangeError(`${at(field)} must be whole and in [1, 10000]; got ${stage[field]}`)
    if (!(stage.gapShare > 0 && stage.gapShare < 2))
      throw new RangeError(`${at('gapShare')} must be in (0, 2); got ${stage.gapShare}`)
    if (!(stage.capacity > 0)) throw new RangeError(`${at('capacity')} must be > 0; got ${stage.capacity}`)
    const { safetyStock, lotSize, initialStock } = stage
    const level = safetyStock.kind === 'units' ? safetyStock.units : safetyStock.factor
    if (!Number.isFinite(level)) throw new RangeError(`${at('safetyStock')} must be finite; got ${level}`)
    if (initialStock !== null && !Number.isFinite(initialStock))
      throw new RangeError(`${at('initialStock')} must be finite; got ${initialStock}`)
    if (lotSize) {
      if (!(lotSize.minimum >= 0))
        throw new RangeError(`${at('lotSize.minimum')} must be >= 0; got ${lotSize.minimum}`)
      if (!(lotSize.multiple >= 1))
        throw new RangeError(`${at('lotSize.multiple')} must be >= 1; got ${lotSize.multiple}`)
      if (!(lotSize.maximum > 0))
        throw new RangeError(`${at('lotSize.maximum')} must be > 0; got ${lotSize.maximum}`)
    }
    try {
      requireForecastRule(stage.forecast)
    } catch (error) {
      throw new RangeError(`${stage.name}: ${(error as Error).message}`)
    }
  }
}
