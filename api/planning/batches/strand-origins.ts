import { apportion } from '#planning/quantity'

/** Units on the book for one item and week of need, by campaign; null: orders outside campaigns. */
export interface OpenUnits {
  readonly campaignId: number | null
  readonly units: number
}

/**
 * Shares a strand of a batch out over the orders that it serves, in proportion to what is open of each, in whole units.
 *
 * @param quantity whole units of the strand, >= 0
 * @param open     open units by campaign, each >= 0
 * @returns parts of at least one unit that add up to `quantity`; one part outside campaigns when nothing is open
 * @throws RangeError when the quantity is not whole and >= 0
 * @example strandOrigins(10, [{ campaignId: 1, units: 30 }, { campaignId: 2, units: 10 }]).map(({ quantity }) => quantity) // [8, 2]
 */
export function strandOrigins(
  quantity: number,
  open: readonly OpenUnits[],
): { readonly campaignId: number | null; readonly quantity: number }[] {
  if (!(Number.isInteger(quantity) && quantity >= 0))
    throw new RangeError(`quantity must be whole and >= 0; got ${quantity}`)
  const total = open.reduce((sum, { units }) => sum + units, 0)
  if (total <= 0) return quantity > 0 ? [{ campaignId: null, quantity }] : []
  const parts = apportion(open.map(({ units }) => (quantity * units) / total))
  return open
    .map(({ campaignId }, at) => ({ campaignId, quantity: parts[at]! }))
    .filter((part) => part.quantity > 0)
}
