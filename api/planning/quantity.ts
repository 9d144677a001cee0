/**
 * Quantities are whole base units (piece, gram, millilitre, millimetre); money is whole minor units.
 * Formulas may run on real numbers inside; rounding happens once, here or through a lot-size rule.
 */

/** Rounds to whole units, halves away from zero, and refuses what a double cannot hold exactly. */
function wholeUnits(quantity: number): number {
  const rounded = Math.sign(quantity) * Math.round(Math.abs(quantity))
  if (!Number.isSafeInteger(rounded)) throw new RangeError(`quantity must be a safe integer; got ${quantity}`)
  return rounded === 0 ? 0 : rounded
}

/**
 * Rounds a list to whole units so that the sum is the rounded sum of the list (largest remainder first,
 * earlier entries win ties).
 * @example apportion([1.5, 1.5, 1]) // [2, 1, 1]
 */
export function apportion(shares: readonly number[]): number[] {
  const total = wholeUnits(shares.reduce((sum, share) => sum + share, 0))
  const floors = shares.map(Math.floor)
  let missing = total - floors.reduce((sum, floor) => sum + floor, 0)
  const order = shares.map((share, index) => ({ index, remainder: share - Math.floor(share) }))
  order.sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of order) {
    if (missing <= 0) break
    floors[index]! += 1
    missing -= 1
  }
  return floors
}

export interface LotSizeRule {
  /** Least quantity of one order, whole units, >= 0. */
  readonly minimum: number
  /** Orders are a whole number of multiples, whole units, >= 1. */
  readonly multiple: number
  /** Largest quantity of one order, whole units; Infinity when there is none. */
  readonly maximum: number
}

/** The least quantity >= `required` that the rule allows; 0 stays 0. @example lotSize(130, { minimum: 100, multiple: 25, maximum: Infinity }) // 150 */
export function lotSize(required: number, rule: LotSizeRule): number {
  if (!(rule.multiple >= 1)) throw new RangeError(`multiple must be >= 1; got ${rule.multiple}`)
  if (required <= 0) return 0
  const wanted = Math.max(required, rule.minimum)
  return Math.min(Math.ceil(wanted / rule.multiple - 1e-9) * rule.multiple, rule.maximum)
}

/**
 * Whole units to buy, none short; sums of thirds do not become one unit more.
 *
 * @example wholeUp(96.7) // 97
 */
export function wholeUp(quantity: number): number {
  return Math.max(0, Math.ceil(quantity - 1e-6))
}
