/** Units a measure is stated in; `money` is integer minor units of the business currency. */
export type MeasureUnit =
  | 'base-unit'
  | 'money'
  | 'fraction'
  | 'ratio'
  | 'weeks'
  | 'days'
  | 'celsius'
  | 'minutes'
  | 'count'

export const BASE_UNITS = ['piece', 'gram', 'millilitre', 'millimetre'] as const
export type BaseUnit = (typeof BASE_UNITS)[number]

/** In which unit a quantity is read: base units in one of it, and decimals of a figure in it. */
export const READABLE_UNITS: Readonly<
  Record<BaseUnit, { readonly baseUnits: number; readonly decimals: number }>
> = {
  piece: { baseUnits: 1, decimals: 0 },
  gram: { baseUnits: 1000, decimals: 1 },
  millilitre: { baseUnits: 1000, decimals: 1 },
  millimetre: { baseUnits: 1000, decimals: 1 },
}

/** Which way is good. `target`: close to a stated value is good (bias near 0, order variance ratio near 1). */
export type BetterDirection = 'higher' | 'lower' | 'target' | 'none'

export interface MeasureDefinition {
  readonly unit: MeasureUnit
  readonly decimals: number
  readonly better: BetterDirection
  /** The value that is best when `better` is `target`. */
  readonly target?: number
}

const quantity = { unit: 'base-unit', decimals: 0, better: 'none' } as const
const money = { unit: 'money', decimals: 0, better: 'none' } as const
const share = { unit: 'fraction', decimals: 0, better: 'none' } as const
const count = { unit: 'count', decimals: 0, better: 'none' } as const

/**
 * Every number that people see, by key. Labels and definitions in words stand in `api/wording/measure` under the
 * same keys.
 */
export const MEASURES = {
  demand: quantity,
  'known-demand': quantity,
  'paid-demand': quantity,
  'deposit-demand': quantity,
  'gross-deposit': quantity,
  'subscription-demand': quantity,
  'intent-demand': quantity,
  'model-demand': quantity,
  forecast: quantity,
  'forecast-low': quantity,
  'forecast-high': quantity,
  'actual-demand': quantity,
  'forecast-error': { ...quantity, better: 'target', target: 0 },
  'known-share': { ...share, better: 'higher' },
  'described-share': { ...share, better: 'higher' },
  bias: { unit: 'fraction', decimals: 1, better: 'target', target: 0 },
  wape: { unit: 'fraction', decimals: 1, better: 'lower' },
  mase: { unit: 'ratio', decimals: 2, better: 'lower' },
  'pinball-loss': { unit: 'fraction', decimals: 1, better: 'lower' },
  'nearer-share': { ...share, better: 'higher' },
  'value-added': { unit: 'fraction', decimals: 1, better: 'higher' },
  coverage: { unit: 'fraction', decimals: 0, better: 'target' },
  'on-hand': quantity,
  backorder: { ...quantity, better: 'lower' },
  'scheduled-receipts': quantity,
  'expected-returns': quantity,
  'returned-share': share,
  'resale-share': { ...share, better: 'higher' },
  'required-supply': quantity,
  'order-quantity': quantity,
  'receipt-quantity': quantity,
  'projected-stock': quantity,
  'safety-stock': quantity,
  'cover-known': quantity,
  'cover-model': quantity,
  'cover-safety': quantity,
  'cover-top-up': quantity,
  'authorised-quantity': quantity,
  'published-quantity': quantity,
  'committed-quantity': quantity,
  'reply-gap': { ...quantity, better: 'target', target: 0 },
  'batch-quantity': quantity,
  'received-quantity': quantity,
  'material-quantity': { ...quantity, decimals: 1 },
  'material-pieces': quantity,
  'minimum-quantity': quantity,
  'fill-of-minimum': { ...share, better: 'higher' },
  'times-of-minimum': { unit: 'ratio', decimals: 1, better: 'higher' },
  'batch-count': count,
  'setup-minutes': { unit: 'minutes', decimals: 0, better: 'lower' },
  'run-minutes': { unit: 'minutes', decimals: 0, better: 'none' },
  'available-minutes': { unit: 'minutes', decimals: 0, better: 'none' },
  'overload-minutes': { unit: 'minutes', decimals: 0, better: 'lower' },
  'overtime-minutes': { unit: 'minutes', decimals: 0, better: 'lower' },
  'plan-change': { ...share, better: 'lower' },
  'served-units': { ...quantity, better: 'higher' },
  'left-over-units': { ...quantity, better: 'lower' },
  'short-units': { ...quantity, better: 'lower' },
  'money-exposed': { ...money, better: 'lower' },
  'mismatch-cost': { ...money, better: 'lower' },
  'certainty-saved': { ...money, better: 'higher' },
  'certainty-cost': { ...money, better: 'lower' },
  'late-units': { ...quantity, better: 'lower' },
  'unmade-units': { ...quantity, better: 'lower' },
  'schedule-cost': { ...money, better: 'lower' },
  'price-break': { unit: 'fraction', decimals: 1, better: 'higher' },
  'line-load': { ...share, better: 'none' },
  'batch-gap': { unit: 'fraction', decimals: 2, better: 'lower' },
  'order-variance-ratio': { unit: 'ratio', decimals: 2, better: 'target', target: 1 },
  'fill-rate': { unit: 'fraction', decimals: 1, better: 'higher' },
  'known-early-share': { unit: 'fraction', decimals: 1, better: 'higher' },
  'stock-weeks': { unit: 'weeks', decimals: 1, better: 'none' },
  'net-stock-amplification': { unit: 'ratio', decimals: 2, better: 'lower' },
  'cause-share': { unit: 'ratio', decimals: 2, better: 'lower' },
  'bucket-count': count,
  'order-value': money,
  'day-spread': { ...share, better: 'lower' },
  'plan-adherence': { ...share, better: 'higher' },
  'arrivals-moved': { ...share, better: 'lower' },
  'started-or-stopped': { ...share, better: 'lower' },
  'stock-turns': { unit: 'ratio', decimals: 1, better: 'higher' },
  'days-of-supply': { unit: 'days', decimals: 0, better: 'lower' },
  'margin-return': { unit: 'ratio', decimals: 2, better: 'higher' },
  'stage-days': { unit: 'days', decimals: 0, better: 'none' },
  'promised-days': { unit: 'days', decimals: 0, better: 'none' },
  'gap-share': { unit: 'ratio', decimals: 2, better: 'none' },
  'levelling-weeks': { unit: 'weeks', decimals: 0, better: 'none' },
  'weekly-holding-cost': { ...money, better: 'lower' },
  'weekly-shortage-cost': { ...money, better: 'lower' },
  'weekly-capacity-cost': { ...money, better: 'lower' },
  'weekly-policy-cost': { ...money, better: 'lower' },
  'money-at-risk': { ...money, better: 'lower' },
  'exception-quantity': quantity,
  'lead-time': { unit: 'weeks', decimals: 0, better: 'lower' },
  'mean-lead-time': { unit: 'weeks', decimals: 1, better: 'lower' },
  'unit-price': { unit: 'money', decimals: 2, better: 'none' },
  'deposit-share': share,
  'discount-share': share,
  'campaign-target': quantity,
  'campaign-cap': quantity,
  'chance-of-minimum': { ...share, better: 'higher' },
  'contract-efficiency': { unit: 'fraction', decimals: 1, better: 'higher' },
  'paid-share': { ...share, better: 'higher' },
  'expected-worth': { ...money, better: 'higher' },
  'orders-per-signature': { unit: 'ratio', decimals: 1, better: 'none' },
  'unit-worth': { unit: 'money', decimals: 2, better: 'higher' },
  'notice-days': { unit: 'days', decimals: 0, better: 'higher' },
  'earned-per-sold': { unit: 'money', decimals: 2, better: 'higher' },
  'left-per-sold': { unit: 'ratio', decimals: 2, better: 'lower' },
  'least-paid-share': { unit: 'fraction', decimals: 1, better: 'lower' },
  'harmless-deposit': { unit: 'fraction', decimals: 1, better: 'none' },
  'sell-through': { unit: 'fraction', decimals: 1, better: 'higher' },
  'affordable-discount': { unit: 'fraction', decimals: 1, better: 'higher' },
  'active-subscriptions': { ...count, better: 'higher' },
  'started-subscriptions': { ...count, better: 'higher' },
  'cancelled-subscriptions': { ...count, better: 'lower' },
  temperature: { unit: 'celsius', decimals: 1, better: 'none' },
  'ripening-days': { unit: 'days', decimals: 1, better: 'none' },
  'lot-quantity': quantity,
  'boxed-quantity': quantity,
  'others-quantity': quantity,
  'kept-quantity': quantity,
  'wasted-quantity': { ...quantity, better: 'lower' },
  'lot-share': share,
  'coming-boxes': count,
  'replaced-quantity': quantity,
  'given-quantity': quantity,
  'from-others-quantity': quantity,
  'changed-boxes': count,
  'pieces-per-piece': { unit: 'ratio', decimals: 2, better: 'none' },
  'most-per-box': count,
  'value-difference': share,
  'value-tolerance': share,
  'rate-per-ten-degrees': { unit: 'ratio', decimals: 1, better: 'none' },
  'row-count': count,
  'fault-count': { ...count, better: 'lower' },
  'item-count': count,
  'ordered-quantity': quantity,
  'expected-on-top': quantity,
  'bought-quantity': quantity,
} as const satisfies Record<string, MeasureDefinition>

export type MeasureKey = keyof typeof MEASURES

export function measure(key: MeasureKey): MeasureDefinition {
  return MEASURES[key]
}
