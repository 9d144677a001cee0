import { DEMAND_CLASSES } from './batch-planning-request.ts'
import type { PlanningState } from './planning-state.ts'

/** Work arrays of the single-item bound and what its solution makes, [routing × bucketCount + bucket]. */
export type ItemBound = {
  readonly setups: Uint8Array
  readonly quantities: Float64Array
}

/**
 * Cheapest plan of one item when line minutes are unlimited but cost a price per minute and each setup a share of
 * its family's setup: a lower bound of what the item costs in any plan. Lot rules and the slushy fence are left out,
 * and all classes are late at the lowest price of any class present: each only lowers the cost.
 * Every lot serves consecutive needs around its bucket (regeneration intervals), O(buckets² × routings).
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
  const { rows } = state.net[itemIndex]
  const { latePrice, shortPrice, holdingCost } = state.terms[itemIndex]
  bound.setups.fill(0)
  bound.quantities.fill(0)
  const shelfLife = item.shelfLifeBuckets ?? Number.POSITIVE_INFINITY
  const classes: number[] = []
  for (let demandClass = 0; demandClass < DEMAND_CLASSES.length; demandClass += 1) {
    let units = 0
    for (let bucket = 0; bucket < bucketCount; bucket += 1) units += rows[demandClass * bucketCount + bucket]
    if (units > 0) classes.push(demandClass)
  }
  if (classes.length === 0) return 0
  const safety = DEMAND_CLASSES.length - 1
  let apart = 0
  if (classes.length > 1 && classes[classes.length - 1] === safety) {
    classes.pop()
    apart = serveApart(safety)
  }
  let late = Number.POSITIVE_INFINITY
  let dearest = 0
  for (const demandClass of classes) {
    late = Math.min(late, latePrice[demandClass])
    dearest = Math.max(dearest, shortPrice[demandClass])
  }
  const best = new Float64Array(bucketCount + 1).fill(Number.POSITIVE_INFINITY)
  const cameFrom = new Int32Array(bucketCount + 1).fill(-1)
  const source = new Int32Array(bucketCount + 1).fill(-1)
  best[0] = 0
  const servedAt = (bucket: number, unitCost: number): number => {
    let cost = 0
    for (const demandClass of classes) {
      const units = rows[demandClass * bucketCount + bucket]
      if (units > 0) cost += units * Math.min(unitCost, shortPrice[demandClass])
    }
    return cost
  }
  for (let made = 0; made < bucketCount; made += 1) {
    if (made >= state.firstBucket[itemIndex])
      for (let index = 0; index < item.routings.length; index += 1) {
        const routing = item.routings[index]
        const cell = routing.line * bucketCount + made
        // A closed line makes nothing at any price.
        if (state.capacity[cell] + state.overtime[cell] <= 0) continue
        const price = minutePrice[cell]
        const unitPrice = price * routing.minutesPerUnit
        const fixed = item.setupCost + price * routing.setupMinutes + setupShare[index * bucketCount + made]
        let start = best[made]
        let startsAt = made
        let lateCost = 0
        for (let need = made - 1; need >= 0; need -= 1) {
          const unitCost = unitPrice + late * (made - need)
          if (unitCost >= dearest) break
          lateCost += servedAt(need, unitCost)
          if (best[need] + lateCost < start) {
            start = best[need] + lateCost
            startsAt = need
          }
        }
        let cost = start + fixed
        for (let need = made; need < bucketCount; need += 1) {
          const unitCost = unitPrice + holdingCost * (need - made)
          if (unitCost >= dearest || need - made > shelfLife) break
          cost += servedAt(need, unitCost)
          if (cost < best[need + 1]) {
            best[need + 1] = cost
            cameFrom[need + 1] = startsAt
            source[need + 1] = index * bucketCount + made
          }
        }
      }
    const without = best[made] + servedAt(made, Number.POSITIVE_INFINITY)
    if (without < best[made + 1]) {
      best[made + 1] = without
      cameFrom[made + 1] = made
      source[made + 1] = -1
    }
  }
  for (let end = bucketCount; end > 0; end = cameFrom[end]) {
    const cell = source[end]
    if (cell < 0) continue
    const made = cell % bucketCount
    const routing = item.routings[(cell - made) / bucketCount]
    const unitPrice = minutePrice[routing.line * bucketCount + made] * routing.minutesPerUnit
    bound.setups[cell] = 1
    for (let need = cameFrom[end]; need < end; need += 1) {
      const unitCost = unitPrice + (need >= made ? holdingCost * (need - made) : late * (made - need))
      for (const demandClass of classes)
        if (unitCost < shortPrice[demandClass])
          bound.quantities[cell] += rows[demandClass * bucketCount + need]
    }
  }
  return best[bucketCount] + apart

  /** Rows of a class served at their cheapest without any setup: keeps its low lateness price out of the others'. */
  function serveApart(demandClass: number): number {
    let cost = 0
    for (let need = 0; need < bucketCount; need += 1) {
      const units = rows[demandClass * bucketCount + need]
      if (units <= 0) continue
      let least = shortPrice[demandClass]
      let cell = -1
      for (let index = 0; index < item.routings.length; index += 1) {
        const { line, minutesPerUnit } = item.routings[index]
        for (let made = state.firstBucket[itemIndex]; made < bucketCount; made += 1) {
          if (need - made > shelfLife) continue
          if (state.capacity[line * bucketCount + made] + state.overtime[line * bucketCount + made] <= 0)
            continue
          const wait = made <= need ? holdingCost * (need - made) : latePrice[demandClass] * (made - need)
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
