/** In `cancelledDay`: not cancelled. */
export const NOT_CANCELLED = 2_147_483_647

/**
 * Bookings as columns, one entry each, in any order. Days are day numbers; what happened after the as-of day is unseen:
 * later bookings are left out, later cancellations count as not cancelled.
 */
export interface Bookings {
  /** Index of the series, 0 … series − 1. */
  readonly series: Int32Array
  readonly needDay: Int32Array
  readonly placedDay: Int32Array
  /** Units, finite. */
  readonly quantity: Float64Array
  /** Day of cancellation or `NOT_CANCELLED`. A cancellation after the need day leaves the demand standing. */
  readonly cancelledDay: Int32Array
}

/** The part of the bookings that is known at the end of `asOfDay`, grouped by series; `start` has series + 1 entries. */
export interface KnownBookings extends Bookings {
  readonly start: Int32Array
  readonly asOfDay: number
  /** Bookings of the same series, need day and placing day: a party that may leave together. */
  readonly partySize: Int32Array
}

/**
 * Bookings seen at the end of `asOfDay`, sorted by series, need day, placing day and quantity, so that the order of
 * the input does not matter. Bookings placed after their need day count as placed on it.
 *
 * @throws RangeError naming the entry that is broken
 */
export function knownBookings(bookings: Bookings, seriesCount: number, asOfDay: number): KnownBookings {
  const { series, needDay, placedDay, quantity, cancelledDay } = bookings
  const seen: number[] = []
  for (let i = 0; i < series.length; i += 1) {
    if (!(series[i]! >= 0 && series[i]! < seriesCount))
      throw new RangeError(`series must be in [0, ${seriesCount}); got ${series[i]} at booking ${i}`)
    if (!Number.isFinite(quantity[i]!))
      throw new RangeError(`quantity must be finite; got ${quantity[i]} at booking ${i}`)
    if (placedDay[i]! <= asOfDay) seen.push(i)
  }
  const order = Int32Array.from(seen)
  order.sort(
    (a, b) =>
      series[a]! - series[b]! ||
      needDay[a]! - needDay[b]! ||
      placedDay[a]! - placedDay[b]! ||
      quantity[a]! - quantity[b]! ||
      cancelledDay[a]! - cancelledDay[b]!,
  )
  const count = order.length
  const known = {
    series: new Int32Array(count),
    needDay: new Int32Array(count),
    placedDay: new Int32Array(count),
    quantity: new Float64Array(count),
    cancelledDay: new Int32Array(count),
    partySize: new Int32Array(count),
    start: new Int32Array(seriesCount + 1),
    asOfDay,
  }
  for (let k = 0; k < count; k += 1) {
    const i = order[k]!
    known.series[k] = series[i]!
    known.needDay[k] = needDay[i]!
    known.placedDay[k] = Math.min(placedDay[i]!, needDay[i]!)
    known.quantity[k] = quantity[i]!
    const cancelled = cancelledDay[i]!
    known.cancelledDay[k] = cancelled <= asOfDay && cancelled <= needDay[i]! ? cancelled : NOT_CANCELLED
    known.start[series[i]! + 1] += 1
  }
  for (let s = 0; s < seriesCount; s += 1) known.start[s + 1] += known.start[s]!
  markParties(known)
  return known
}

function markParties({ series, needDay, placedDay, partySize }: KnownBookings): void {
  for (let first = 0; first < series.length; ) {
    let end = first
    while (
      end < series.length &&
      series[end] === series[first] &&
      needDay[end] === needDay[first] &&
      placedDay[end] === placedDay[first]
    )
      end += 1
    partySize.fill(end - first, first, end)
    first = end
  }
}
