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
