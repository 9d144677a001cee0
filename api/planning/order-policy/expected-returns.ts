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
 * @example learnReturns({ delivered: 180, returned: 20, byAge: [0, 20] }) // 0.1 in all, most of it after one week
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

/**
 * Units expected back in each week to come: of what was delivered in the weeks before, and of what is delivered in these.
 * Demand is counted gross, so returns are supply of their own.
 *
 * @param past units delivered per week before the first, oldest first
 * @param ahead units to be delivered per week
 * @example expectedReturns(Float64Array.of(0, 0.1), [100], [50, 0]) // 10 of the week before, then 5
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
