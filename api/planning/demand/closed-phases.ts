/** Seasons after which a phase never sold in is taken for closed. */
const FEWEST_SEASONS = 2
/** Closed buckets of history below which chance may have closed them. */
const FEWEST_BUCKETS = 3
/** Share of the other buckets without demand up to which closing is the reason, not rarity. */
const LARGEST_OPEN_SHARE = 0.1
/** Period from which a year of such buckets does not start on the same day each time: the edges of a gap stay open. */
const LONG_PERIOD = 24

/**
 * Phases of a season in which nothing is ever sold although nearly every other bucket sells: a shop closed at weekends,
 * goods of one season.
 *
 * @param y demand per bucket, >= 0; NaN is skipped
 * @param period buckets in a season
 * @returns 1 for each closed phase, the first bucket being of phase 0; null where none is
 * @example closedPhases(Float64Array.of(3, 0, 4, 0, 2, 0), 2) // [0, 1]
 */
export function closedPhases(y: Float64Array, period: number): Uint8Array | null {
  if (period < 2 || y.length < FEWEST_SEASONS * period) return null
  const known = new Uint16Array(period)
  const sold = new Uint16Array(period)
  y.forEach((value, t) => {
    if (Number.isNaN(value)) return
    known[t % period] += 1
    if (value !== 0) sold[t % period] += 1
  })
  const never = Uint8Array.from(known, (count, k) => (count >= FEWEST_SEASONS && sold[k] === 0 ? 1 : 0))
  const closed =
    period <= LONG_PERIOD
      ? never
      : never.map((each, k) => each & never[(k + 1) % period]! & never[(k + period - 1) % period]!)
  let closedBuckets = 0
  let open = 0
  let empty = 0
  for (let k = 0; k < period; k += 1)
    if (closed[k]) closedBuckets += known[k]!
    else if (!never[k]) {
      open += known[k]!
      empty += known[k]! - sold[k]!
    }
  return closedBuckets >= FEWEST_BUCKETS && empty <= LARGEST_OPEN_SHARE * open ? closed : null
}
