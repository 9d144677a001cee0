import { DEMAND_CLASSES } from './batch-planning-request.ts'
import type { Lot } from './peg-lots.ts'
import { overtimeCost, type PlanningState } from './planning-state.ts'

const EARLY_BUCKETS = 26
const LATE_BUCKETS = 6
const LONGEST_COVER = 60
/** Room for this many buckets of average need counts as no limit when earlier or later lots are pruned. */
const ROOMY_COVER = 6

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
  const need = new Float64Array(bucketCount)
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
  const cost = new Float64Array(labels).fill(Number.POSITIVE_INFINITY)
  const carried = new Float64Array(labels)
  const previous = new Int32Array(labels).fill(-1)
  const lotRouting = new Int32Array(labels).fill(-1)
  const lotBucket = new Int32Array(labels)
  const lotQuantity = new Float64Array(labels)
  const lastBucket = new Int32Array(labels)
  const lastLine = new Int32Array(labels).fill(-1)
  cost[0] = 0
  const { minimum, multiple, maximum } = item.lotRule
  const slushy = state.slushyQuantity[itemIndex]
  const { fences, lines, families } = state.request
  const changePrice = state.request.previousPlan.length > 0 ? fences.changeCostPerUnit : 0
  const family = item.family >= 0 ? families[item.family] : null
  const first = state.firstBucket[itemIndex]

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
    const routing = item.routings[routingIndex]
    if (made === lastBucket[from] && routing.line <= lastLine[from]) return Number.POSITIVE_INFINITY
    const cell = routing.line * bucketCount + made
    if (cell === guide.forbiddenCell) return Number.POSITIVE_INFINITY
    const isOpen = !family || state.campaignItems[item.family * state.load.length + cell] > 0
    const fixedMinutes = routing.setupMinutes + (isOpen ? 0 : family.setupMinutes)
    const free = state.capacity[cell] + state.overtime[cell] - state.load[cell] - fixedMinutes
    if (free <= 0) return Number.POSITIVE_INFINITY
    const fits = routing.minutesPerUnit > 0 ? free / routing.minutesPerUnit + 1e-9 : Number.MAX_SAFE_INTEGER
    const largest = Math.floor(Math.min(fits, maximum) / multiple) * multiple
    if (largest < minimum || largest <= 0) return Number.POSITIVE_INFINITY
    const price = guide.minutePrice ? guide.minutePrice[cell] : 0
    const fixedCost =
      item.setupCost + (isOpen ? 0 : family.setupCost * guide.familyShare) + price * fixedMinutes
    const isSlushy = changePrice > 0 && made < fences.slushyBuckets
    const planned = isSlushy && slushy ? slushy[made] : 0
    const before = overtimeCost(state, cell, state.load[cell])
    const mayBeOver =
      state.load[cell] + fixedMinutes + largest * routing.minutesPerUnit > state.capacity[cell]
    const lineOvertimePrice = lines[routing.line].overtimeCostPerMinute
    const costOf = (quantity: number) => {
      let money = fixedCost + price * routing.minutesPerUnit * quantity
      if (mayBeOver) {
        const load = state.load[cell] + fixedMinutes + quantity * routing.minutesPerUnit
        money += Math.max(0, load - state.capacity[cell]) * lineOvertimePrice - before
      }
      if (isSlushy) money += changePrice * (Math.abs(quantity - planned) - planned)
      return money
    }
    let left = carried[from]
    let units = 0
    let service = 0
    const end = Math.min(last, covered + LONGEST_COVER, made + shelfLifeBuckets)
    for (let bucket = covered; bucket <= end; bucket += 1) {
      const fromCarried = Math.min(left, need[bucket])
      left -= fromCarried
      const rest = need[bucket] - fromCarried
      const delay = made - bucket
      let unitsService = left * holdingCost
      if (delay <= 0) unitsService += rest * holdingCost * -delay
      else
        for (let demandClass = 0; demandClass < DEMAND_CLASSES.length; demandClass += 1) {
          const row = rows[demandClass * bucketCount + bucket]
          const share = need[bucket] > 0 ? (row / need[bucket]) * rest : 0
          unitsService += share * Math.min(latePrice[demandClass] * delay, shortPrice[demandClass])
        }
      if (units + rest > largest + 1e-9) {
        const extra = largest - units
        if (units + extra > 0 && extra > 0) {
          const to = bucket * 2 + 1
          if (to > from) {
            const aged = Math.max(0, -delay)
            const reached = cost[from] + service + costOf(largest) + extra * holdingCost * aged
            if (reached - worth(reached, bucket) * extra < cost[to] - worth(cost[to], bucket) * carried[to])
              recordLot(to, reached, left + fromCarried + extra, from, routingIndex, made, largest)
          }
        }
        break
      }
      units += rest
      service += unitsService
      if (units <= 0) continue
      const rounded = Math.max(minimum, Math.ceil(units / multiple - 1e-9) * multiple)
      const quantity = minimum > units ? Math.ceil(rounded / multiple - 1e-9) * multiple : rounded
      if (quantity > largest) continue
      const excess = quantity - units
      const to = (bucket + 1) * 2
      const reached = cost[from] + service + costOf(quantity) + excess * holdingCost
      if (reached < cost[to]) recordLot(to, reached, left + excess, from, routingIndex, made, quantity)
      if (delay < 0 && rest * holdingCost * (bucket - Math.max(made, covered)) > 3 * (fixedCost + 1)) break
    }
    const regular =
      (state.capacity[cell] - state.load[cell] - fixedMinutes) / Math.max(1e-9, routing.minutesPerUnit)
    const isLimited =
      price > 0 || isSlushy || Math.min(regular, maximum) < ROOMY_COVER * (totalNeed / (last + 1))
    return isLimited ? Number.POSITIVE_INFINITY : fixedCost
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
