/** What became of units that were delivered long enough ago for their returns to be in. */
export interface ReturnRecord {
  /** Units delivered, >= 0, and of them returned, >= 0. */
  readonly delivered: number
  readonly returned: number
  /** Returned units by whole weeks after delivery, 0 first; those of unknown age are left out. */
  readonly byAge: ArrayLike<number>
}

/** Share of delivered units that come back in each week after delivery, 0 first; adds up to the share ever returned. */
export type ReturnCurve = Float64Array

/** An item's share is drawn towards nothing as if so many more units had been kept: unseen returns are not counted on. */
const KEPT_UNITS = 20
/** Ages are drawn towards an even spread over the first weeks, as if so many returns had come that way. */
const SPREAD_UNITS = 5
const SPREAD_WEEKS = 4
export const OLDEST_RETURN_WEEKS = 8

/**
 * Share of units that come back, by weeks after delivery.
 *
 * @throws RangeError when a count is negative
 * @example learnReturns({ delivered: 180, returned: 20, byAge: [0, 20] }) // [0.005, 0.085, 0.005, …]
 */
export function learnReturns({ delivered, returned, byAge }: ReturnRecord): ReturnCurve {
  if (!(delivered >= 0)) throw new RangeError(`delivered must be >= 0; got ${delivered}`)
  if (!(returned >= 0)) throw new RangeError(`returned must be >= 0; got ${returned}`)
  const share = Math.min(1, returned / Math.max(1, delivered + KEPT_UNITS))
  const curve = new Float64Array(OLDEST_RETURN_WEEKS + 1)
  let seen = SPREAD_UNITS
  for (let age = 0; age < curve.length; age += 1) {
    curve[age] = (byAge[age] ?? 0) + (age < SPREAD_WEEKS ? SPREAD_UNITS / SPREAD_WEEKS : 0)
    seen += byAge[age] ?? 0
  }
  return curve.map((units) => (share * units) / seen)
}

/** Returned units whose state was looked at, and of them those that are sold again as new; both >= 0. */
export interface ReturnGradeCount {
  readonly graded: number
  readonly asNew: number
}

/** The share of an item is drawn to that of its category, and this to the assumed one, as if so many were graded so. */
const GRADED_UNITS = 20

/**
 * Share of returned units that can be sold again as new; only they are supply of their item. Where nothing was graded it
 * is the assumed share.
 *
 * @param category of the item's category, the item included
 * @param assumed share in [0, 1]
 * @throws RangeError naming the count or share, its range and the value seen
 * @example resaleShare({ item: { graded: 60, asNew: 30 }, category: { graded: 180, asNew: 130 }, assumed: 1 }) // 0.5625
 */
export function resaleShare({
  item,
  category,
  assumed,
}: {
  readonly item: ReturnGradeCount
  readonly category: ReturnGradeCount
  readonly assumed: number
}): number {
  if (!(assumed >= 0 && assumed <= 1)) throw new RangeError(`assumed must be in [0, 1]; got ${assumed}`)
  for (const [name, { graded, asNew }] of [
    ['item', item],
    ['category', category],
  ] as const)
    if (!(asNew >= 0 && asNew <= graded))
      throw new RangeError(`${name}.asNew must be in [0, ${graded}]; got ${asNew}`)
  const ofCategory = (category.asNew + GRADED_UNITS * assumed) / (category.graded + GRADED_UNITS)
  return (item.asNew + GRADED_UNITS * ofCategory) / (item.graded + GRADED_UNITS)
}

/**
 * Units expected back in each week to come: of what was delivered in the weeks before, and of what is delivered in these.
 * Demand is counted gross, so returns are supply of their own.
 *
 * @param past units delivered per week before the first, oldest first
 * @param ahead units to be delivered per week
 * @example expectedReturns(Float64Array.of(0, 0.1), [100], [50, 0]) // [10, 5]: 10 of the week before, then 5
 */
export function expectedReturns(
  curve: ReturnCurve,
  past: ArrayLike<number>,
  ahead: ArrayLike<number>,
): Float64Array {
  const back = new Float64Array(ahead.length)
  for (let week = 0; week < back.length; week += 1)
    for (let age = 0; age < curve.length; age += 1) {
      const delivered = week - age
      const units = delivered >= 0 ? ahead[delivered]! : (past[past.length + delivered] ?? 0)
      back[week]! += units * curve[age]!
    }
  return back
}
