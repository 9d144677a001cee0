import { apportion } from '#planning/quantity'
import { OUTCOMES } from './demand-outcomes.ts'

/** Share of its cost that a unit left over still fetches, unless somebody says otherwise. */
export const ASSUMED_SALVAGE_FRACTION = 0.4

/** One item of a batch with the demand that falls on the batch. */
export interface DialItem {
  readonly itemId: number
  /** whole units in 50 equally likely outcomes, ascending, never below what is paid for */
  readonly outcomes: readonly number[]
  /** whole units that are paid for, >= 0 */
  readonly paid: number
}

export interface DialTerms {
  /** money earned by a unit sold, > 0 */
  readonly marginPerUnit: number
  /** money that making a unit costs, > 0 */
  readonly costPerUnit: number
  /** share of the cost that a unit left over fetches, 0 to below 1 */
  readonly salvageFraction: number
}

export interface DialFigures {
  /** whole units made */
  readonly make: number
  /** outcomes in which demand is above `make`, 0 … 50 */
  readonly shortOutcomes: number
  /** outcomes in which demand is below `make`, 0 … 50 */
  readonly leftOverOutcomes: number
  /** mean units over all outcomes */
  readonly expectedShort: number
  readonly expectedLeftOver: number
  /** money for units that nobody has paid for */
  readonly moneyExposed: number
  /** margin missed and cost not recovered, mean over all outcomes, in money */
  readonly expectedCost: number
}

/**
 * Demand on one batch: what its item needs until the next batch beyond what is there and on the way, in each outcome;
 * whatever happens it is at least what is paid for.
 *
 * @param demand     units in 50 outcomes, ascending
 * @param covered    units there when the batch comes, and on the way; negative when orders are waiting
 * @param paid       whole units of the batch that are paid for, >= 0
 * @returns whole units, ascending
 * @example demandOnBatch(Array(50).fill(120.4), 100, 5)[0] // 20
 */
export function demandOnBatch(demand: ArrayLike<number>, covered: number, paid: number): number[] {
  return Array.from(demand, (units) => Math.max(paid, Math.round(units - covered)))
}

/** Outcomes of a batch: its items rise and fall together, which is the cautious case. */
export function batchOutcomes(items: readonly DialItem[]): number[] {
  return Array.from({ length: OUTCOMES }, (_, k) =>
    items.reduce((sum, { outcomes }) => sum + outcomes[k]!, 0),
  )
}

/**
 * What making `make` units means: how often it is too little or too much, and what that costs on average.
 *
 * @param outcomes whole units, 50 equally likely, ascending
 * @param paid     whole units that are paid for
 * @throws RangeError naming the argument out of range
 * Source: newsvendor losses over an empirical distribution; Fisher & Raman 1996, Operations Research 44(1), 87–99.
 * @example dialFigures({ outcomes: Array.from({ length: 50 }, (_, k) => k + 1), paid: 0 }, 44,
 *   { marginPerUnit: 10, costPerUnit: 20, salvageFraction: 0.4 }).shortOutcomes // 6
 */
export function dialFigures(
  { outcomes, paid }: { readonly outcomes: readonly number[]; readonly paid: number },
  make: number,
  terms: DialTerms,
): DialFigures {
  requireTerms(terms)
  if (!(Number.isInteger(make) && make >= 0))
    throw new RangeError(`make must be a whole number >= 0; got ${make}`)
  if (outcomes.length !== OUTCOMES)
    throw new RangeError(`outcomes must be ${OUTCOMES}; got ${outcomes.length}`)
  let short = 0
  let left = 0
  let shortOutcomes = 0
  let leftOverOutcomes = 0
  for (const demand of outcomes) {
    short += Math.max(0, demand - make)
    left += Math.max(0, make - demand)
    if (demand > make) shortOutcomes += 1
    if (demand < make) leftOverOutcomes += 1
  }
  const { marginPerUnit, costPerUnit } = terms
  return {
    make,
    shortOutcomes,
    leftOverOutcomes,
    expectedShort: short / OUTCOMES,
    expectedLeftOver: left / OUTCOMES,
    moneyExposed: Math.max(0, make - paid) * costPerUnit,
    expectedCost: (short * marginPerUnit + left * overagePerUnit(terms)) / OUTCOMES,
  }
}

/**
 * The 51 positions of the dial: position 0 makes what is paid for, position k covers k of the 50 outcomes.
 *
 * @example dialPositions({ outcomes: Array.from({ length: 50 }, (_, k) => k + 1), paid: 1 }, terms)[50].make // 50
 */
export function dialPositions(
  of: { readonly outcomes: readonly number[]; readonly paid: number },
  terms: DialTerms,
): DialFigures[] {
  return [of.paid, ...of.outcomes].map((make) => dialFigures(of, make, terms))
}

/**
 * The position that costs least on average: the smallest number of outcomes whose share reaches the critical ratio
 * margin / (margin + loss of a unit left over). Where a lower and a higher position cost the same, the lower.
 *
 * @returns position, 1 … 50
 * Source: newsvendor; Fisher, HBR 1994: margin 24 %, loss 8 % of wholesale, critical ratio .75.
 * @example bestPosition({ marginPerUnit: 24, costPerUnit: 8, salvageFraction: 0 }) // 38: .75 × 50 = 37.5
 */
export function bestPosition(terms: DialTerms): number {
  requireTerms(terms)
  const ratio = terms.marginPerUnit / (terms.marginPerUnit + overagePerUnit(terms))
  return Math.max(1, Math.ceil(OUTCOMES * ratio - 1e-9))
}

/** The position nearest to a number of units: the highest whose batch is not larger, 0 below all. */
export function positionOf(positions: readonly { readonly make: number }[], make: number): number {
  return Math.max(
    0,
    positions.findLastIndex((position) => position.make <= make),
  )
}

/**
 * Shares `make` units out over the items: as the outcome demands where it lies between two, in proportion beyond them.
 *
 * @returns whole units per item, adding up to `make`
 * @example unitsByItem([{ itemId: 1, paid: 0, outcomes: Array(50).fill(30) }, { itemId: 2, paid: 0, outcomes: Array(50).fill(10) }], 20) // [15, 5]
 */
export function unitsByItem(items: readonly DialItem[], make: number): number[] {
  const totals = batchOutcomes(items)
  const above = totals.findIndex((total) => total >= make)
  if (above > 0 && totals[above]! > totals[above - 1]!) {
    const share = (make - totals[above - 1]!) / (totals[above]! - totals[above - 1]!)
    return apportion(
      items.map(({ outcomes }) => outcomes[above - 1]! + share * (outcomes[above]! - outcomes[above - 1]!)),
    )
  }
  const at = above < 0 ? OUTCOMES - 1 : above
  const total = totals[at]!
  return apportion(
    items.map(({ outcomes }) => (total > 0 ? (make * outcomes[at]!) / total : make / items.length)),
  )
}

/**
 * Margin and cost of a mean unit of a batch, its items weighed by their units.
 *
 * @param items whole units, > 0 in all; price and cost of one unit in money, >= 0
 * @returns null when nothing is earned by a mean unit or it costs nothing: there is no dial then
 * @throws RangeError when the batch makes nothing
 * @example meanTerms([{ quantity: 30, priceMinor: 100, unitCostMinor: 60 }, { quantity: 10, priceMinor: 140, unitCostMinor: 60 }])
 *   // { marginPerUnit: 50, costPerUnit: 60, salvageFraction: 0.4 }
 */
export function meanTerms(
  items: readonly {
    readonly quantity: number
    readonly priceMinor: number
    readonly unitCostMinor: number
  }[],
): DialTerms | null {
  const total = items.reduce((sum, { quantity }) => sum + quantity, 0)
  if (!(total > 0)) throw new RangeError(`quantity must be > 0 in all; got ${total}`)
  const mean = (value: (item: (typeof items)[number]) => number) =>
    items.reduce((sum, item) => sum + value(item) * item.quantity, 0) / total
  const price = mean(({ priceMinor }) => priceMinor)
  const cost = mean(({ unitCostMinor }) => unitCostMinor)
  return price > cost && cost > 0
    ? { marginPerUnit: price - cost, costPerUnit: cost, salvageFraction: ASSUMED_SALVAGE_FRACTION }
    : null
}

/** Money lost by a unit left over. */
function overagePerUnit({ costPerUnit, salvageFraction }: DialTerms): number {
  return costPerUnit * (1 - salvageFraction)
}

function requireTerms({ marginPerUnit, costPerUnit, salvageFraction }: DialTerms): void {
  if (!(marginPerUnit > 0)) throw new RangeError(`marginPerUnit must be > 0; got ${marginPerUnit}`)
  if (!(costPerUnit > 0)) throw new RangeError(`costPerUnit must be > 0; got ${costPerUnit}`)
  if (!(salvageFraction >= 0 && salvageFraction < 1))
    throw new RangeError(`salvageFraction must be in [0, 1); got ${salvageFraction}`)
}
