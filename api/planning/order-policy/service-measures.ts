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

function requirePositive(name: string, value: number): void {
  if (!(value > 0)) throw new RangeError(`${name} must be > 0; got ${value}`)
}

function requireEqual(name: string, series: ArrayLike<number>, other: ArrayLike<number>): void {
  if (series.length !== other.length)
    throw new RangeError(`${name} must have ${other.length} buckets; got ${series.length}`)
}
