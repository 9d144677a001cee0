import { type BoundNeeds, plainNeeds, roundedNeeds } from './bound-needs.ts'
import type { PlanningState } from './planning-state.ts'

/** Needs of the single-item bound and what its solution makes, [routing × bucketCount + bucket]. */
export type ItemBound = {
  readonly setups: Uint8Array
  readonly quantities: Float64Array
  readonly rounded: BoundNeeds | null
  readonly plain: BoundNeeds
  /** rounding bounds better unless much is short */
  isRounded: boolean
}

export function createItemBound(state: PlanningState, itemIndex: number): ItemBound {
  const cells = state.request.items[itemIndex].routings.length * state.bucketCount
  return {
    setups: new Uint8Array(cells),
    quantities: new Float64Array(cells),
    rounded: roundedNeeds(state, itemIndex),
    plain: plainNeeds(state, itemIndex),
    isRounded: true,
  }
}

/** The better of the bounds with rounded and with plain needs; the item keeps to it from now on. */
export function betterItemBound(
  state: PlanningState,
  itemIndex: number,
  minutePrice: Float64Array,
  setupShare: Float64Array,
  bound: ItemBound,
): number {
  bound.isRounded = true
  const rounded = itemLowerBound(state, itemIndex, minutePrice, setupShare, bound)
  if (!bound.rounded) return rounded
  bound.isRounded = false
  const plain = itemLowerBound(state, itemIndex, minutePrice, setupShare, bound)
  if (plain >= rounded) return plain
  bound.isRounded = true
  return itemLowerBound(state, itemIndex, minutePrice, setupShare, bound)
}

/**
 * Cheapest plan of one item when line minutes are unlimited but cost a price per minute and each setup a share of
 * its family's setup: a lower bound of what the item costs in any plan. Lots are whole multiples; other lot rules and
 * the slushy fence are left out, and all classes are late at the lowest price of any class present: each only
 * lowers the cost. Every lot serves consecutive needs around its bucket (regeneration intervals),
 * O(buckets² × routings).
 *
 * @param minutePrice money per minute, [line × bucketCount + bucket]
 * @param setupShare money added to a setup, [routing × bucketCount + bucket]
 * @returns the bound in money; `bound` receives setups and quantities
 */
export function itemLowerBound(
  state: PlanningState,
  itemIndex: number,
  minutePrice: Float64Array,
  setupShare: Float64Array,
  bound: ItemBound,
): number {
  const { bucketCount } = state
  const item = state.request.items[itemIndex]
  const { holdingCost } = state.terms[itemIndex]
  const needs = (bound.isRounded && bound.rounded) || bound.plain
  const { count, bucket: bucketOf, units, shortPrice, classes, dearestShort, total, cheapestShort } = needs
  bound.setups.fill(0)
  bound.quantities.fill(0)
  if (classes.length === 0) return 0
  const shelfLife = item.shelfLifeBuckets ?? Number.POSITIVE_INFINITY
  const apart = needs.apart >= 0 ? serveApart(needs.apart) : 0
  const best = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY)
  const cameFrom = new Int32Array(count + 1).fill(-1)
  const source = new Int32Array(count + 1).fill(-1)
  best[0] = 0
  let first = 0
  leaveOut(0)
  for (let made = state.firstBucket[itemIndex]; made < bucketCount; made += 1) {
    while (first < count && bucketOf[first] < made) first += 1
    for (let index = 0; index < item.routings.length; index += 1) {
      const routing = item.routings[index]
      const cell = routing.line * bucketCount + made
      // A closed line makes nothing at any price.
      if (state.capacity[cell] + state.overtime[cell] <= 0) continue
      const price = minutePrice[cell]
      const unitPrice = price * routing.minutesPerUnit
      const fixed = item.setupCost + price * routing.setupMinutes + setupShare[index * bucketCount + made]
      const own = index * bucketCount + made
      // The last stretch before may go on waiting for less than others do.
      if (first > 0 && needs.lastUntil[first - 1] > made) serve(first - 1, own, unitPrice, fixed, made)
      serve(first, own, unitPrice, fixed, made)
    }
    leaveOut(Math.max(0, first - 1))
  }
  for (let end = count; end > 0; end = cameFrom[end]) {
    const cell = source[end]
    if (cell < 0) continue
    const made = cell % bucketCount
    const routing = item.routings[(cell - made) / bucketCount]
    const unitPrice = minutePrice[routing.line * bucketCount + made] * routing.minutesPerUnit
    bound.setups[cell] = 1
    for (let stretch = cameFrom[end]; stretch < end; stretch += 1)
      for (const demandClass of classes)
        if (unitPrice + waitingCost(stretch, made) < shortPrice[demandClass * count + stretch])
          bound.quantities[cell] += units[demandClass * count + stretch]
  }
  return best[count] + needs.roundingCost + apart

  /** A lot of bucket `made` for stretches up to `until` that wait for it, and for those after it. */
  function serve(until: number, own: number, unitPrice: number, fixed: number, made: number) {
    let start = best[until]
    let startsAt = until
    let lateCost = 0
    for (let stretch = until - 1; stretch >= 0; stretch -= 1) {
      const unitCost = unitPrice + waitingCost(stretch, made)
      if (unitCost >= dearestShort) break
      lateCost += servedAt(stretch, unitCost)
      if (lateCost >= start) break
      if (best[stretch] + lateCost >= start) continue
      start = best[stretch] + lateCost
      startsAt = stretch
    }
    let cost = start + fixed
    const reach = (end: number) => {
      if (cost >= best[end]) return
      best[end] = cost
      cameFrom[end] = startsAt
      source[end] = own
    }
    if (startsAt < until) reach(until)
    if (until < first) return
    for (let stretch = until; stretch < count; stretch += 1) {
      const unitCost = unitPrice + waitingCost(stretch, made)
      if (unitCost >= dearestShort || bucketOf[stretch] - made > shelfLife) break
      cost += servedAt(stretch, unitCost)
      if (cost >= best[count]) break
      reach(stretch + 1)
    }
  }

  function leaveOut(from: number) {
    for (let stretch = from; stretch < count; stretch += 1) {
      const without = best[stretch] + servedAt(stretch, Number.POSITIVE_INFINITY)
      if (without >= best[stretch + 1]) continue
      best[stretch + 1] = without
      cameFrom[stretch + 1] = stretch
      source[stretch + 1] = -1
    }
  }

  function servedAt(stretch: number, unitCost: number): number {
    if (total[stretch] === 0) return 0
    if (unitCost <= cheapestShort[stretch]) return total[stretch] * unitCost
    let cost = 0
    for (const demandClass of classes) {
      const cell = demandClass * count + stretch
      if (units[cell] > 0) cost += units[cell] * Math.min(unitCost, shortPrice[cell])
    }
    return cost
  }

  /** Money for a unit of the stretch, made in a bucket: held until it is needed, or late. */
  function waitingCost(stretch: number, made: number): number {
    const bucket = bucketOf[stretch]
    if (bucket >= made) return holdingCost * (bucket - made)
    const { reliefSum, lastUntil, latePrice } = needs
    const until = Math.min(made, lastUntil[stretch])
    return latePrice * (made - bucket) - Math.max(0, reliefSum[until] - reliefSum[bucket])
  }

  /** Rows of a class served at their cheapest without any setup: keeps its low lateness price out of the others'. */
  function serveApart(demandClass: number): number {
    let cost = 0
    for (let need = 0; need < bucketCount; need += 1) {
      const units = state.net[itemIndex].rows[demandClass * bucketCount + need]
      if (units <= 0) continue
      let least = state.terms[itemIndex].shortPrice[demandClass]
      let cell = -1
      for (let index = 0; index < item.routings.length; index += 1) {
        const { line, minutesPerUnit } = item.routings[index]
        for (let made = state.firstBucket[itemIndex]; made < bucketCount; made += 1) {
          if (need - made > shelfLife) continue
          if (state.capacity[line * bucketCount + made] + state.overtime[line * bucketCount + made] <= 0)
            continue
          const wait =
            made <= need
              ? holdingCost * (need - made)
              : state.terms[itemIndex].latePrice[demandClass] * (made - need)
          const unitCost = minutePrice[line * bucketCount + made] * minutesPerUnit + wait
          if (unitCost >= least) continue
          least = unitCost
          cell = index * bucketCount + made
        }
      }
      cost += units * least
      if (cell >= 0) bound.quantities[cell] += units
    }
    return cost
  }
}
