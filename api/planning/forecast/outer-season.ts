/** Seasons that may lie in a longer one: working days or days of a week. */
const INNER_SEASONS = [7, 6, 5]
/** Buckets of a season below which it is no day of hours, quarters of hours or the like. */
const SHORTEST_INNER = 8
/**
 * A longer season is there where its own lag errs at most this share of what the lags within it do, less by the second
 * where only one lag of it was seen: in little history chance finds seasons.
 */
const LARGEST_SHARE = 0.85
const DOUBT = 0.3

/**
 * Period of a longer season around the one named, found by its own lag: days of hours or half-hours have a week around
 * them. Nothing longer is found in less than two of it.
 *
 * @param y without dates, NaN where unknown
 * @param period buckets in the season named
 * @returns 5, 6 or 7 times the period, or the period itself
 * @example outerSeason(hours, 24) // 168 where weekends differ
 */
export function outerSeason(y: Float64Array, period: number): number {
  if (period < SHORTEST_INNER) return period
  let best = period
  let least = 1
  for (const count of INNER_SEASONS) {
    const outer = count * period
    if (y.length < 2 * outer) continue
    const own = errorOfLag(y, outer, outer)
    const within = Array.from({ length: count - 1 }, (_, k) => errorOfLag(y, (k + 1) * period, outer))
    const nearest = within[0]!
    const mean = within.reduce((sum, error) => sum + error, 0) / within.length
    const share = own < nearest ? own / mean : 1
    if (share >= least || share > LARGEST_SHARE - DOUBT / (y.length / outer - 1)) continue
    best = outer
    least = share
  }
  return best
}

/** Mean distance from the bucket `lag` before, from bucket `first` on; Infinity where none is known. */
function errorOfLag(y: Float64Array, lag: number, first: number): number {
  let sum = 0
  let known = 0
  for (let t = first; t < y.length; t += 1) {
    const distance = Math.abs(y[t]! - y[t - lag]!)
    if (Number.isNaN(distance)) continue
    sum += distance
    known += 1
  }
  return known > 0 ? sum / known : Number.POSITIVE_INFINITY
}
