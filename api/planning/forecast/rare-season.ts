/** Least seasons in which each phase is known. */
const FEWEST_SEASONS = 2
/** How much of the spread of chance is taken off: twelve phases spread so far by chance once in twenty. */
const CAUTION = 2
/** Means of square roots spread less than demand does: of rare demand half, of ample demand alike. */
const POWER = 1.5
const LEAST_ROOT = 0.05

/**
 * Factors of a season in rare demand, with mean 1: drawn to 1 by as much as chance spreads the phases of a season.
 * Measured on square roots, so that one large order makes no season.
 *
 * @param y demand per bucket, >= 0; NaN is skipped
 * @param period buckets in a season
 * @returns one factor per phase, the first bucket being of phase 0; a single 1 where no season shows
 * @example rareSeason(Float64Array.of(0, 1, 0, 1, 0, 1), 2) // [0.007875, 1.992125]
 */
export function rareSeason(y: Float64Array, period: number): Float64Array {
  const none = new Float64Array(1).fill(1)
  if (period < 2) return none
  const sums = new Float64Array(period)
  const counts = new Float64Array(period)
  let total = 0
  let known = 0
  y.forEach((value, t) => {
    if (Number.isNaN(value)) return
    sums[t % period] += Math.sqrt(value)
    counts[t % period] += 1
    total += Math.sqrt(value)
    known += 1
  })
  if (!(total > 0) || counts.some((count) => count < FEWEST_SEASONS)) return none
  const mean = total / known
  let between = 0
  let within = 0
  y.forEach((value, t) => {
    if (Number.isNaN(value)) return
    const ofPhase = sums[t % period]! / counts[t % period]!
    between += (ofPhase - mean) ** 2
    within += (Math.sqrt(value) - ofPhase) ** 2
  })
  const byChance = (CAUTION * within * (period - 1)) / (known - period)
  if (!(between > byChance)) return none
  const share = 1 - byChance / between
  const factors = sums.map(
    (sum, k) => Math.max(LEAST_ROOT, 1 + share * (sum / counts[k]! / mean - 1)) ** POWER,
  )
  const level = factors.reduce((sum, factor) => sum + factor, 0) / period
  return factors.map((factor) => factor / level)
}
