/** A batch that makes the item, and when it can be used. */
export interface ItemBatch {
  /** index of the week from which its units can be used, >= 0 */
  readonly readyWeek: number
  /** whole units of the item, >= 0 */
  readonly units: number
}

export interface ServedWindow {
  /** index of the first and of the last week served */
  readonly first: number
  readonly last: number
  /** share of what is made for these weeks, 0 to 1 */
  readonly share: number
}

/**
 * Weeks that a batch serves: from when it can be used until the next batch of the item comes, and every week whose need
 * it is pegged to. Batches that come in the same week share them by their units.
 *
 * @param batch      the batch itself; `needWeeks` are indices of the weeks it is pegged to
 * @param others     the other batches of the item
 * @param beyondWeek index of the first week in which something comes that is no batch yet; the horizon when nothing does
 * @throws RangeError when the batch makes nothing
 * @example servedWindow({ readyWeek: 2, units: 30, needWeeks: [1] }, [{ readyWeek: 2, units: 10 }, { readyWeek: 5, units: 9 }], 12)
 *   // { first: 1, last: 4, share: 0.75 }
 */
export function servedWindow(
  { readyWeek, units, needWeeks }: ItemBatch & { readonly needWeeks: readonly number[] },
  others: readonly ItemBatch[],
  beyondWeek: number,
): ServedWindow {
  if (!(units > 0)) throw new RangeError(`units must be > 0; got ${units}`)
  const next = Math.min(
    beyondWeek,
    ...others.flatMap((other) => (other.units > 0 && other.readyWeek > readyWeek ? [other.readyWeek] : [])),
  )
  const together = others.reduce(
    (sum, other) => sum + (other.readyWeek === readyWeek ? other.units : 0),
    units,
  )
  return {
    first: Math.min(readyWeek, ...needWeeks),
    last: Math.max(readyWeek, next - 1, ...needWeeks),
    share: units / together,
  }
}
