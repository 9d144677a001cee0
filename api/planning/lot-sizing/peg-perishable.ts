import { DEMAND_CLASSES } from './batch-planning-request.ts'
import type { Lot, LotPeg, PeggedLots, PeggingTerms } from './peg-lots.ts'

/**
 * Pegs lots that perish. A set of needs can be met in time exactly if the needs of every run of buckets [from, to]
 * find as many units in the lots of [from − shelf life, to]; classes take, first to last, as much as these slacks
 * allow, in time and then late, and only then is it settled which lot serves which need: the latest needs from the
 * latest lots. Within a class as many units as possible are in time.
 *
 * @returns what pegLots returns; O(rows × buckets²)
 * Source: Hall's condition for convex bipartite graphs (Glover 1967, Naval Research Logistics Quarterly 14, 313–316).
 */
export function pegPerishable(
  rows: Float64Array,
  lots: readonly Lot[],
  terms: PeggingTerms,
  keep = true,
): PeggedLots {
  const { bucketCount, holdingCost, shelfLifeBuckets, latePrice, shortPrice } = terms
  const order = lots.map((_, lot) => lot).sort((a, b) => lots[a].bucket - lots[b].bucket || a - b)
  const excess = Float64Array.from(lots, (lot) => lot.quantity)
  const short = Float64Array.from(rows)
  const inTime = new Float64Array(rows.length)
  const made = new Float64Array(bucketCount + 1)
  for (const { bucket, quantity } of lots) made[bucket + 1] += quantity
  for (let bucket = 0; bucket < bucketCount; bucket += 1) made[bucket + 1] += made[bucket]
  const oldest = (need: number) => Math.max(0, need - shelfLifeBuckets)
  // slack[from × buckets + to]: units that the needs of [from, to] may still take in time
  const slack = new Float64Array(bucketCount ** 2)
  for (let from = 0; from < bucketCount; from += 1)
    for (let to = from; to < bucketCount; to += 1)
      slack[from * bucketCount + to] = made[to + 1] - made[oldest(from)]
  const pegs: LotPeg[] = []
  let cost = 0
  const give = (lot: number, row: number, quantity: number, unitCost: number) => {
    excess[lot] -= quantity
    short[row] -= quantity
    cost += quantity * unitCost
    const needBucket = row % bucketCount
    const demandClass = (row - needBucket) / bucketCount
    if (keep) pegs.push({ lot, demandClass, needBucket, quantity })
  }
  for (let demandClass = 0; demandClass < DEMAND_CLASSES.length; demandClass += 1) {
    const offset = demandClass * bucketCount
    for (let need = 0; need < bucketCount; need += 1)
      if (rows[offset + need] > 0) inTime[offset + need] = takeInTime(need, rows[offset + need])
    for (let need = 0; need < bucketCount; need += 1) {
      let rest = rows[offset + need] - inTime[offset + need]
      if (rest <= 0) continue
      for (const lot of order) {
        const delay = lots[lot].bucket - need
        if (delay <= 0 || excess[lot] <= 0) continue
        if (latePrice[demandClass] * delay >= shortPrice[demandClass]) break
        const units = takeLate(lots[lot].bucket, Math.min(rest, excess[lot]))
        if (units <= 0) continue
        give(lot, offset + need, units, latePrice[demandClass] * delay)
        rest -= units
        if (rest <= 0) break
      }
    }
  }
  for (let need = bucketCount - 1; need >= 0; need -= 1)
    for (let row = need; row < rows.length; row += bucketCount)
      for (let position = order.length - 1; position >= 0 && inTime[row] > 0; position -= 1) {
        const lot = order[position]
        const age = need - lots[lot].bucket
        const units = Math.min(excess[lot], inTime[row])
        if (age < 0 || age > shelfLifeBuckets || units <= 0) continue
        give(lot, row, units, holdingCost * age)
        inTime[row] -= units
      }
  for (let row = 0; row < rows.length; row += 1)
    if (short[row] > 0) cost += short[row] * shortPrice[Math.floor(row / bucketCount)]
  for (let lot = 0; lot < lots.length; lot += 1)
    if (excess[lot] > 0)
      cost += excess[lot] * holdingCost * Math.min(shelfLifeBuckets, bucketCount - lots[lot].bucket)
  return { cost, pegs, excess, short }

  function takeInTime(need: number, wanted: number): number {
    let units = wanted
    for (let from = 0; from <= need; from += 1)
      for (let to = need; to < bucketCount; to += 1) units = Math.min(units, slack[from * bucketCount + to])
    if (units <= 0) return 0
    for (let from = 0; from <= need; from += 1)
      for (let to = need; to < bucketCount; to += 1) slack[from * bucketCount + to] -= units
    return units
  }

  /** Takes units of a bucket's lots away from every run of needs that they could serve in time. */
  function takeLate(bucket: number, wanted: number): number {
    const last = Math.min(bucketCount - 1, bucket + shelfLifeBuckets)
    let units = wanted
    for (let from = 0; from <= last; from += 1)
      for (let to = Math.max(from, bucket); to < bucketCount; to += 1)
        units = Math.min(units, slack[from * bucketCount + to])
    if (units <= 0) return 0
    for (let from = 0; from <= last; from += 1)
      for (let to = Math.max(from, bucket); to < bucketCount; to += 1) slack[from * bucketCount + to] -= units
    return units
  }
}
