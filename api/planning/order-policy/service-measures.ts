/** Measures of supply that planners agree on, each with its convention. */

/** Cost of goods sold over average stock, times a year; and days of supply. @example stockTurns(1_200_000, 150_000).turns // 8 */
export function stockTurns(costOfGoodsSoldPerYear: number, averageStock: number) {
  requirePositive('costOfGoodsSoldPerYear', costOfGoodsSoldPerYear)
  requirePositive('averageStock', averageStock)
  return {
    turns: costOfGoodsSoldPerYear / averageStock,
    daysOfSupply: averageStock / (costOfGoodsSoldPerYear / 365),
  }
}

/** Gross margin return on inventory investment. @example grossMarginReturn(400_000, 150_000) // 2.6667 */
export function grossMarginReturn(grossMargin: number, averageStock: number): number {
  requirePositive('averageStock', averageStock)
  return grossMargin / averageStock
}

/**
 * Adherence to a plan by item and bucket: Σ min(planned, actual)/Σ planned. Over-delivery elsewhere does not make up.
 * @returns in [0, 1]; 1 when nothing was planned
 * @example planAdherence([100, 50, 80], [90, 60, 80]) // 0.956522
 */
export function planAdherence(planned: ArrayLike<number>, actual: ArrayLike<number>): number {
  requireEqual('actual', actual, planned)
  let met = 0
  let total = 0
  for (let t = 0; t < planned.length; t += 1) {
    met += Math.min(planned[t], actual[t])
    total += planned[t]
  }
  return total > 0 ? met / total : 1
}

/**
 * Nervousness between two plans over the same calendar buckets: Σ ω^k|new − old| / Σ ω^k old.
 *
 * @param decay ω in (0, 1]; below 1 near buckets weigh more
 * @returns change, and the share of buckets in which producing turned into not producing or back;
 *   null change when the old plan is empty
 * @example planNervousness([0, 80, 0, 60, 70], [50, 30, 40, 0, 90], 1).change // 1.047619
 */
export function planNervousness(before: ArrayLike<number>, after: ArrayLike<number>, decay: number) {
  requireEqual('after', after, before)
  if (!(decay > 0 && decay <= 1)) throw new RangeError(`decay must be in (0, 1]; got ${decay}`)
  let changed = 0
  let total = 0
  let flips = 0
  let weight = 1
  for (let t = 0; t < before.length; t += 1) {
    changed += weight * Math.abs(after[t] - before[t])
    total += weight * before[t]
    if (before[t] > 0 !== after[t] > 0) flips += 1
    weight *= decay
  }
  return {
    change: total > 0 ? changed / total : null,
    setupFlips: before.length > 0 ? flips / before.length : 0,
  }
}

function requirePositive(name: string, value: number): void {
  if (!(value > 0)) throw new RangeError(`${name} must be > 0; got ${value}`)
}

function requireEqual(name: string, series: ArrayLike<number>, other: ArrayLike<number>): void {
  if (series.length !== other.length)
    throw new RangeError(`${name} must have ${other.length} buckets; got ${series.length}`)
}
