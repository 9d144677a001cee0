import { DEMAND_CLASSES } from './batch-planning-request.ts'
import type { Lot } from './peg-lots.ts'
import { overtimeCost, type PlanningState } from './planning-state.ts'

const EARLY_BUCKETS = 26
const LATE_BUCKETS = 6
const LONGEST_COVER = 60
/** Room for this many buckets of average need counts as no limit when earlier or later lots are pruned. */
const ROOMY_COVER = 6
/** A lot that costs this many setups more than other lots covering as much does not cover more. */
const DOMINATED = 2

/** What guides one item's plan: a price of line minutes, and cells it must stay out of. */
export type ReplanGuide = {
  /** money per minute, [line × bucketCount + bucket]; null = minutes cost nothing unless overtime */
  readonly minutePrice: Float64Array | null
  readonly forbiddenCell: number
  /** share of a closed family's setup cost that this item weighs, 0 to 1: below 1 while others may join */
  readonly familyShare: number
}

/**
 * Best lots of one item in the minutes that the other items leave (heuristic). Lots are chosen by a dynamic
 * programme over buckets covered: each lot serves consecutive needs, possibly early or late, obeys minimum,
 * multiple and maximum, and carries its rounding excess on; a lot cut off by capacity covers its last need in part.
 */
export function replanItem(state: PlanningState, itemIndex: number, guide: ReplanGuide): Lot[] {
  const { bucketCount } = state
  const item = state.request.items[itemIndex]
  const rows = state.net[itemIndex].rows
  const { latePrice, shortPrice, holdingCost, shelfLifeBuckets } = state.terms[itemIndex]
  const { need, cost, carried, previous, lotRouting, lotBucket, lotQuantity, lastBucket, lastLine } =
    state.replanScratch
  const {
    largestLot,
    fixedCost: fixedCostOf,
    fixedMinutes: fixedMinutesOf,
    regularUnits,
    isRoomy,
  } = state.replanScratch
  need.fill(0)
  let last = -1
  for (let demandClass = 0; demandClass < DEMAND_CLASSES.length; demandClass += 1)
    for (let bucket = 0; bucket < bucketCount; bucket += 1) {
      need[bucket] += rows[demandClass * bucketCount + bucket]
      if (rows[demandClass * bucketCount + bucket] > 0) last = Math.max(last, bucket)
    }
  let totalNeed = 0
  for (const units of need) totalNeed += units
  if (last < 0 || item.routings.length === 0) return []
  const labels = (last + 2) * 2
  cost.fill(Number.POSITIVE_INFINITY, 0, labels)
  cost[0] = 0
  carried[0] = 0
  lastBucket[0] = 0
  lastLine[0] = -1
  const { minimum, multiple, maximum } = item.lotRule
  const slushy = state.slushyQuantity[itemIndex]
  const { fences, families } = state.request
  const changePrice = state.request.previousPlan.length > 0 ? fences.changeCostPerUnit : 0
  const family = item.family >= 0 ? families[item.family] : null
  const first = state.firstBucket[itemIndex]

  describeLots()

  for (let covered = 0; covered <= last; covered += 1)
    for (let layer = 0; layer < 2; layer += 1) {
      const from = covered * 2 + layer
      if (cost[from] === Number.POSITIVE_INFINITY) continue
      goWithout(from, covered)
      if (need[covered] <= carried[from]) continue
      const earliest = Math.max(first, lastBucket[from], covered - EARLY_BUCKETS)
      const latest = Math.min(bucketCount - 1, covered + LATE_BUCKETS)
      const missing = need[covered] - carried[from]
      let roomy = Number.POSITIVE_INFINITY
      for (let made = Math.min(covered, bucketCount - 1); made >= earliest; made -= 1) {
        if (missing * holdingCost * (covered - made) > roomy) break
        for (let routing = 0; routing < item.routings.length; routing += 1)
          roomy = Math.min(roomy, tryLots(from, covered, made, routing))
      }
      let cheapestLate = Number.POSITIVE_INFINITY
      for (let demandClass = 0; demandClass < DEMAND_CLASSES.length; demandClass += 1)
        if (rows[demandClass * bucketCount + covered] > 0)
          cheapestLate = Math.min(cheapestLate, latePrice[demandClass])
      for (let made = Math.max(covered + 1, earliest); made <= latest; made += 1) {
        if (missing * cheapestLate * (made - covered) > roomy) break
        for (let routing = 0; routing < item.routings.length; routing += 1)
          roomy = Math.min(roomy, tryLots(from, covered, made, routing))
      }
    }
  return traceBack()

  function goWithout(from: number, covered: number) {
    let left = carried[from]
    let price = 0
    for (let demandClass = 0; demandClass < DEMAND_CLASSES.length; demandClass += 1) {
      const row = rows[demandClass * bucketCount + covered]
      const served = Math.min(left, row)
      left -= served
      price += (row - served) * shortPrice[demandClass]
    }
    const to = (covered + 1) * 2
    const reached = cost[from] + price + left * holdingCost
    if (reached >= cost[to]) return
    record(to, reached, left, from, -1, 0, 0)
    lastBucket[to] = lastBucket[from]
    lastLine[to] = lastLine[from]
  }

  /** Tries lots of growing cover; returns what starting one costs if room does not limit it, else Infinity. */
  function tryLots(from: number, covered: number, made: number, routingIndex: number): number {
    const { line } = item.routings[routingIndex]
    if (made === lastBucket[from] && line <= lastLine[from]) return Number.POSITIVE_INFINITY
    const at = routingIndex * bucketCount + made
    const largest = largestLot[at]
    if (largest <= 0) return Number.POSITIVE_INFINITY
    const fixedCost = fixedCostOf[at]
    const setupCost = Math.max(item.setupCost, fixedCost)
    const regular = regularUnits[at]
    const start = cost[from]
    let left = carried[from]
    let units = 0
    let service = 0
    const end = Math.min(last, covered + LONGEST_COVER, made + shelfLifeBuckets)
    for (let bucket = covered; bucket <= end; bucket += 1) {
      const wanted = need[bucket]
      const fromCarried = Math.min(left, wanted)
      left -= fromCarried
      const rest = wanted - fromCarried
      const delay = made - bucket
      let bucketService = left * holdingCost
      if (delay <= 0) bucketService += rest * holdingCost * -delay
      else if (rest > 0) bucketService += lateness(bucket, delay, rest / wanted)
      if (units + rest > largest + 1e-9) {
        const extra = largest - units
        const to = bucket * 2 + 1
        if (extra <= 0 || units + extra <= 0 || to <= from) break
        const aged = delay < 0 ? -delay : 0
        const reached = start + service + costOf(largest, routingIndex, made) + extra * holdingCost * aged
        if (reached - worth(reached, bucket) * extra < cost[to] - worth(cost[to], bucket) * carried[to])
          recordLot(to, reached, left + fromCarried + extra, from, routingIndex, made, largest)
        break
      }
      units += rest
      service += bucketService
      if (units <= 0) continue
      const to = (bucket + 1) * 2
      const least = start + service + fixedCost
      if (least < cost[to]) {
        const quantity = Math.ceil(Math.max(units, minimum) / multiple - 1e-9) * multiple
        if (quantity > largest) continue
        const excess = quantity - units
        const priced = quantity <= regular ? fixedCost : costOf(quantity, routingIndex, made)
        const reached = start + service + priced + excess * holdingCost
        if (reached < cost[to]) recordLot(to, reached, left + excess, from, routingIndex, made, quantity)
      } else if (delay < 0 && least > cost[to] + DOMINATED * setupCost) break
      if (delay < 0 && rest * holdingCost * (bucket - Math.max(made, covered)) > 3 * (setupCost + 1)) break
    }
    return isRoomy[at] === 1 ? fixedCost : Number.POSITIVE_INFINITY
  }

  /** Money for a part of a bucket's need that is made late, or never where that is cheaper. */
  function lateness(bucket: number, delay: number, part: number): number {
    let money = 0
    for (let demandClass = 0; demandClass < DEMAND_CLASSES.length; demandClass += 1) {
      const units = rows[demandClass * bucketCount + bucket] * part
      money += units * Math.min(latePrice[demandClass] * delay, shortPrice[demandClass])
    }
    return money
  }

  /** What a lot of each routing and bucket holds at most and costs at least, whatever it serves. */
  function describeLots() {
    const averageNeed = totalNeed / (last + 1)
    largestLot.fill(0)
    for (let routing = 0; routing < item.routings.length; routing += 1) {
      const { line, minutesPerUnit, setupMinutes } = item.routings[routing]
      for (let made = first; made < bucketCount; made += 1) {
        const cell = line * bucketCount + made
        if (cell === guide.forbiddenCell) continue
        const at = routing * bucketCount + made
        const isOpen = !family || state.campaignItems[item.family * state.load.length + cell] > 0
        const minutes = setupMinutes + (isOpen ? 0 : family.setupMinutes)
        const regular = state.capacity[cell] - state.load[cell] - minutes
        const free = regular + state.overtime[cell]
        if (free <= 0) continue
        const fits = minutesPerUnit > 0 ? free / minutesPerUnit + 1e-9 : Number.MAX_SAFE_INTEGER
        const largest = Math.floor(Math.min(fits, maximum) / multiple) * multiple
        if (largest < minimum || largest <= 0) continue
        const price = guide.minutePrice ? guide.minutePrice[cell] : 0
        largestLot[at] = largest
        fixedMinutesOf[at] = minutes
        fixedCostOf[at] =
          item.setupCost + (isOpen ? 0 : family.setupCost * guide.familyShare) + price * minutes
        const isSlushy = changePrice > 0 && made < fences.slushyBuckets
        if (isSlushy && slushy) fixedCostOf[at] -= changePrice * slushy[made]
        const isPriced = price > 0 || isSlushy
        regularUnits[at] = isPriced ? 0 : regular / Math.max(1e-9, minutesPerUnit)
        isRoomy[at] = Math.min(regularUnits[at], maximum) >= ROOMY_COVER * averageNeed ? 1 : 0
      }
    }
  }

  /** A lot's setups, minutes at their price, overtime and change inside the slushy zone. */
  function costOf(quantity: number, routing: number, made: number): number {
    const { line, minutesPerUnit } = item.routings[routing]
    const cell = line * bucketCount + made
    const at = routing * bucketCount + made
    const price = guide.minutePrice ? guide.minutePrice[cell] : 0
    const load = state.load[cell] + fixedMinutesOf[at] + quantity * minutesPerUnit
    let money = fixedCostOf[at] + price * minutesPerUnit * quantity
    if (load > state.capacity[cell])
      money += overtimeCost(state, cell, load) - overtimeCost(state, cell, state.load[cell])
    if (changePrice > 0 && made < fences.slushyBuckets)
      money += changePrice * Math.abs(quantity - (slushy ? slushy[made] : 0))
    return money
  }

  function worth(reached: number, bucket: number): number {
    return reached === Number.POSITIVE_INFINITY ? 0 : reached / (bucket + 1) / Math.max(1, need[bucket])
  }

  function record(
    to: number,
    money: number,
    left: number,
    from: number,
    routing: number,
    made: number,
    units: number,
  ) {
    cost[to] = money
    carried[to] = left
    previous[to] = from
    lotRouting[to] = routing
    lotBucket[to] = made
    lotQuantity[to] = units
  }

  function recordLot(
    to: number,
    money: number,
    left: number,
    from: number,
    routing: number,
    made: number,
    units: number,
  ) {
    record(to, money, left, from, routing, made, units)
    lastBucket[to] = made
    lastLine[to] = item.routings[routing].line
  }

  function traceBack(): Lot[] {
    const lots: Lot[] = []
    for (let label = (last + 1) * 2; label > 0; label = previous[label])
      if (lotRouting[label] >= 0)
        lots.push({ routing: lotRouting[label], bucket: lotBucket[label], quantity: lotQuantity[label] })
    return lots.reverse()
  }
}
