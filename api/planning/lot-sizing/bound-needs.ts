import { DEMAND_CLASSES } from './batch-planning-request.ts'
import type { PlanningState } from './planning-state.ts'

/** What one item must at least be made for, as its lower bound sees it: stretches of needs in order of their bucket. */
export type BoundNeeds = {
  readonly count: number
  /** [stretch] */
  readonly bucket: Int32Array
  /** units, [class × count + stretch] */
  readonly units: Float64Array
  /** money for a unit never made, like units */
  readonly shortPrice: Float64Array
  /** classes that have units, without the one served apart */
  readonly classes: readonly number[]
  /** money for a unit and bucket late */
  readonly latePrice: number
  /** [bucket]: money that a late unit of the last stretch so far costs less in all buckets before this one */
  readonly reliefSum: Float64Array
  /** [stretch]: bucket from which a further stretch is the last; its own bucket where nothing is relieved */
  readonly lastUntil: Int32Array
  readonly dearestShort: number
  /** class served without a setup, −1 if none */
  readonly apart: number
  /** money: stock that whole multiples leave over */
  readonly roundingCost: number
  /** [stretch]: units of all classes, and the lowest shortage price among them */
  readonly total: Float64Array
  readonly cheapestShort: Float64Array
}

const SAFETY = DEMAND_CLASSES.length - 1
/** Part of the lowest shortage price that rounding may use up: what it uses bounds plans with shortage less well. */
const SHORTAGE_PART = 0.9

/** Needs as they are; all classes are late at the lowest price, safety stock beside others is served apart. */
export function plainNeeds(state: PlanningState, itemIndex: number): BoundNeeds {
  const { bucketCount } = state
  const { rows } = state.net[itemIndex]
  const { latePrice, shortPrice } = state.terms[itemIndex]
  const present = presentClasses(rows, bucketCount)
  const apart = present.length > 1 && present.includes(SAFETY) ? SAFETY : -1
  const classes = present.filter((demandClass) => demandClass !== apart)
  const shortPriceOfRow = Float64Array.from(rows, (_, row) => shortPrice[Math.floor(row / bucketCount)])
  const bucket = Int32Array.from({ length: bucketCount }, (_, index) => index)
  return {
    count: bucketCount,
    bucket,
    units: rows,
    shortPrice: shortPriceOfRow,
    classes,
    latePrice: Math.min(...classes.map((demandClass) => latePrice[demandClass])),
    reliefSum: new Float64Array(bucketCount + 1),
    lastUntil: bucket,
    dearestShort: Math.max(0, ...classes.map((demandClass) => shortPrice[demandClass])),
    apart,
    roundingCost: 0,
    ...ofAllClasses(bucketCount, classes, rows, shortPriceOfRow),
  }
}

/**
 * Needs rounded up, cumulated, to whole multiples. Lots are whole multiples, so lots that cover a cumulated need D
 * cover the next multiple M >= D: M − D is held (`roundingCost`), and the units that fill it are wanted earlier. What
 * a bucket costs by cumulated lots is convex (late below D, held above), so between the multiples around D its chord
 * bounds it: the last multiple wanted by a bucket is late for less there, and a unit never made costs less too. Each
 * bucket's needs are therefore two stretches, of which the second is that last multiple.
 *
 * @returns null where rounding gains nothing: multiples of nothing, what perishes, shortage cheaper than stock
 * Source: Pochet & Wolsey 2006, chapter 4 (lots in whole batches) and chapter 10 (backlogging); the chord is derived.
 * @example roundedNeeds(state, 0)?.roundingCost // needs of 7, 7, 7 in lots of 10 held at 1: 3 + 6 + 9 = 18
 */
export function roundedNeeds(state: PlanningState, itemIndex: number): BoundNeeds | null {
  const { bucketCount } = state
  const { multiple } = state.request.items[itemIndex].lotRule
  const { rows } = state.net[itemIndex]
  const { latePrice, shortPrice, holdingCost, shelfLifeBuckets } = state.terms[itemIndex]
  const classes = presentClasses(rows, bucketCount)
  // What perishes is not held to the end, so what is left over costs less than rounding charges.
  if (classes.length === 0 || shelfLifeBuckets < bucketCount) return null
  const multiples = new Float64Array(bucketCount)
  const spare = new Float64Array(bucketCount)
  let cumulated = 0
  let spareSum = 0
  for (let bucket = 0; bucket < bucketCount; bucket += 1) {
    for (const demandClass of classes) cumulated += rows[demandClass * bucketCount + bucket]
    multiples[bucket] = Math.ceil(cumulated / multiple - 1e-9) * multiple
    spare[bucket] = Math.max(0, multiples[bucket] - cumulated)
    spareSum += spare[bucket]
  }
  if (spareSum <= 1e-9) return null
  const cheapestShort = Math.min(...classes.map((demandClass) => shortPrice[demandClass]))
  const bearable = (SHORTAGE_PART * cheapestShort * multiple) / spareSum - holdingCost
  const late = Math.min(bearable, ...classes.map((demandClass) => latePrice[demandClass]))
  if (late <= 0) return null
  const reliefSum = new Float64Array(bucketCount + 1)
  let roundingCost = 0
  for (let bucket = 0; bucket < bucketCount; bucket += 1) {
    const held = holdingCost * spare[bucket]
    roundingCost += Math.min(held, late * (multiple - spare[bucket]))
    reliefSum[bucket + 1] =
      reliefSum[bucket] + Math.min(late, ((late + holdingCost) * spare[bucket]) / multiple)
  }
  const rounded = stretches()
  if (rounded.shortPrice.some((money) => money < 0)) return null
  return { ...rounded, classes, latePrice: late, reliefSum, apart: -1, roundingCost }

  function stretches() {
    const buckets: number[] = []
    const ends: number[] = []
    for (let bucket = 0; bucket < bucketCount; bucket += 1) {
      const before = ends.at(-1) ?? 0
      const end = multiples[bucket]
      if (end <= before + 1e-9) continue
      if (end - multiple > before + 1e-9) {
        buckets.push(bucket)
        ends.push(end - multiple)
      }
      buckets.push(bucket)
      ends.push(end)
    }
    const count = ends.length
    const units = new Float64Array(DEMAND_CLASSES.length * count)
    const adjusted = new Float64Array(units.length)
    const left = Float64Array.from(rows)
    let placed = 0
    let next = 0
    for (let stretch = 0; stretch < count; stretch += 1)
      while (placed < ends[stretch] - 1e-9 && next < classes.length * bucketCount) {
        const demandClass = classes[next % classes.length]
        const need = Math.floor(next / classes.length)
        const source = demandClass * bucketCount + need
        const moved = Math.min(left[source], ends[stretch] - placed)
        const pulled = holdingCost * Math.max(0, need - buckets[stretch])
        const relief = reliefSum[bucketCount] - reliefSum[buckets[stretch]]
        const cell = demandClass * count + stretch
        if (moved > 0) adjusted[cell] = shortPrice[demandClass] - relief - pulled
        units[cell] += moved
        left[source] -= moved
        placed += moved
        if (left[source] <= 1e-9) next += 1
      }
    return {
      count,
      bucket: Int32Array.from(buckets),
      units,
      shortPrice: adjusted,
      ...ofAllClasses(count, classes, units, adjusted),
      lastUntil: Int32Array.from(buckets, (bucket, stretch) =>
        buckets[stretch + 1] === bucket ? bucket : (buckets[stretch + 1] ?? bucketCount),
      ),
      dearestShort: Math.max(...classes.map((demandClass) => shortPrice[demandClass])),
    }
  }
}

function ofAllClasses(
  count: number,
  classes: readonly number[],
  units: Float64Array,
  shortPrice: Float64Array,
): Pick<BoundNeeds, 'total' | 'cheapestShort'> {
  const total = new Float64Array(count)
  const cheapestShort = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
  for (const demandClass of classes)
    for (let stretch = 0; stretch < count; stretch += 1) {
      const cell = demandClass * count + stretch
      if (units[cell] <= 0) continue
      total[stretch] += units[cell]
      cheapestShort[stretch] = Math.min(cheapestShort[stretch], shortPrice[cell])
    }
  return { total, cheapestShort }
}

function presentClasses(rows: Float64Array, bucketCount: number): number[] {
  return DEMAND_CLASSES.flatMap((_, demandClass) =>
    rows.subarray(demandClass * bucketCount, (demandClass + 1) * bucketCount).some((units) => units > 0)
      ? [demandClass]
      : [],
  )
}
