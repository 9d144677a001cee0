import { apportion } from '#planning/quantity'

const LARGEST_TOTAL = 1e12

/** One cell that a total is spread over. */
export interface SpreadCell {
  /** What the model says, units, finite and >= 0: shares are in proportion to it. */
  readonly model: number
  /** Whole units the cell keeps whatever the total is; null: free. */
  readonly held: number | null
  /** Least whole units of a free cell: what is on the book. */
  readonly least: number
}

export type Spread =
  | { readonly kind: 'spread'; readonly quantities: readonly number[] }
  /** The total is less than what held cells and the book take together. */
  | { readonly kind: 'below-least'; readonly least: number }
  /** No cell is free and the total is another. */
  | { readonly kind: 'all-held'; readonly held: number }

/**
 * Spreads a total over cells in proportion to the model, in whole units. Held cells keep theirs; a free cell whose share
 * falls under its least quantity gets that, and the others share the rest. Where the model says 0 everywhere, free cells
 * share alike. Whole units go to the largest remainders, so that the cells add up to the total exactly.
 *
 * @param total whole units, 0 to 1e12
 * @throws RangeError naming the argument
 * Source: largest remainder (Hamilton) method; Balinski & Young 2001, Fair Representation, ch. 3.
 * @example spreadTotal(100, [{ model: 30, held: null, least: 0 }, { model: 10, held: null, least: 0 }, { model: 5, held: 20, least: 0 }]).quantities // [60, 20, 20]
 */
export function spreadTotal(total: number, cells: readonly SpreadCell[]): Spread {
  if (!(Number.isInteger(total) && total >= 0 && total <= LARGEST_TOTAL))
    throw new RangeError(`total must be whole and in [0, 1e12]; got ${total}`)
  for (const { model, held, least } of cells) {
    if (!(model >= 0 && model < Number.POSITIVE_INFINITY))
      throw new RangeError(`model must be finite and >= 0; got ${model}`)
    if (held !== null && !(Number.isSafeInteger(held) && held >= 0))
      throw new RangeError(`held must be whole and >= 0; got ${held}`)
    if (!(Number.isSafeInteger(least) && least >= 0))
      throw new RangeError(`least must be whole and >= 0; got ${least}`)
  }
  const held = cells.reduce((sum, cell) => sum + (cell.held ?? 0), 0)
  const free = cells.flatMap((cell, index) => (cell.held === null ? [index] : []))
  const least = free.reduce((sum, index) => sum + cells[index]!.least, held)
  if (free.length === 0 && total !== held) return { kind: 'all-held', held }
  if (total < least) return { kind: 'below-least', least }
  const quantities = cells.map((cell) => cell.held ?? cell.least)
  const { sharing, rest } = aboveLeast(total - held, cells, free)
  const whole = apportion(sharesOf(rest, cells, sharing))
  for (const [position, index] of sharing.entries()) quantities[index] = whole[position]!
  return { kind: 'spread', quantities }
}

/** Takes out free cells whose share is under their least quantity until none is: each round only lowers the others. */
function aboveLeast(units: number, cells: readonly SpreadCell[], free: readonly number[]) {
  let sharing = free
  let rest = units
  for (;;) {
    const shares = sharesOf(rest, cells, sharing)
    const isUnder = sharing.map((index, position) => shares[position]! < cells[index]!.least)
    if (!isUnder.includes(true)) return { sharing, rest }
    rest -= sharing.reduce((sum, index, position) => sum + (isUnder[position] ? cells[index]!.least : 0), 0)
    sharing = sharing.filter((_, position) => !isUnder[position])
  }
}

function sharesOf(units: number, cells: readonly SpreadCell[], sharing: readonly number[]): number[] {
  const model = sharing.reduce((sum, index) => sum + cells[index]!.model, 0)
  return sharing.map((index) => (model > 0 ? (units * cells[index]!.model) / model : units / sharing.length))
}
