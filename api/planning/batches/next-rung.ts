/** A quantity of deposits from which something changes; `value` is a discount as a fraction, a unit cost, or nothing. */
export interface Rung {
  readonly kind: 'threshold' | 'customer-discount' | 'factory-price'
  /** deposits that stand, whole units, > 0 */
  readonly quantity: number
  readonly value: number | null
}

/**
 * The lowest rung above what stands; of several at one quantity the factory price, then the threshold, then the discount.
 *
 * @param standing deposits not withdrawn, whole units, >= 0
 * @returns null when every rung is reached
 * @example nextRung([{ kind: 'threshold', quantity: 1000, value: null }], 917)?.quantity // 1000: 83 more
 */
export function nextRung(rungs: readonly Rung[], standing: number): Rung | null {
  const weight = { 'factory-price': 0, threshold: 1, 'customer-discount': 2 }
  return (
    rungs
      .filter(({ quantity }) => quantity > standing)
      .sort((a, b) => a.quantity - b.quantity || weight[a.kind] - weight[b.kind])[0] ?? null
  )
}

/**
 * Units that further deposits are sure to add: those that will not be withdrawn.
 *
 * @param missing           deposits still missing, whole units, >= 0
 * @param survivingFraction share of deposits that becomes a sale, 0 to 1
 * @returns whole units
 * @throws RangeError naming the argument out of range
 * @example sureUnits(83, 0.9) // 75
 */
export function sureUnits(missing: number, survivingFraction: number): number {
  if (!(Number.isInteger(missing) && missing >= 0))
    throw new RangeError(`missing must be a whole number >= 0; got ${missing}`)
  if (!(survivingFraction >= 0 && survivingFraction <= 1))
    throw new RangeError(`survivingFraction must be in [0, 1]; got ${survivingFraction}`)
  return Math.round(missing * survivingFraction)
}

/** Outcomes of a batch once further units are sure: every one of them is so much higher. */
export function outcomesWith(outcomes: readonly number[], units: number): number[] {
  return outcomes.map((each) => each + units)
}
