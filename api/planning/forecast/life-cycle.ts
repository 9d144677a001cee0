/** Orders of one earlier launch by bucket of its life, as far as they are seen. */
export interface Launch {
  /** Units (or shares) per bucket from its first; negative net orders count as zero. */
  readonly orders: ArrayLike<number>
  /** Whether its life is over: no orders follow. */
  readonly isComplete: boolean
  /** How alike it is, >= 0, see {@link lookAlikeWeights}. */
  readonly weight: number
}

/**
 * Life-cycle curve of a launch: the part of its whole life's orders that falls in each bucket, learned from earlier
 * launches, lives still running included: each is scaled by the part of the curve it has passed, until both agree.
 * Leaving running lives out would keep only the short ones.
 *
 * @param launches earlier launches; at least one with orders
 * @param reach buckets on either side that smooth the curve by a triangle, >= 0
 * @returns shares that sum to 1, as long as the longest life seen
 * @throws RangeError when no launch has orders
 * Source: multiplicative chain ladder solved by iteration, as for an incomplete booking triangle; Kurawarwala & Matsuo
 * 1996, Operations Research 44(1), for curves borrowed from earlier products.
 * @example lifeCycleCurve([{ orders: [10, 20, 10], isComplete: true, weight: 1 }], 0) // .25 .5 .25
 */
export function lifeCycleCurve(launches: readonly Launch[], reach: number): Float64Array {
  const seen = launches.filter(({ orders, weight }) => weight > 0 && totalOf(orders) > 0)
  if (seen.length === 0) throw new RangeError('at least one launch must have orders; got none')
  const length = Math.max(...seen.map(({ orders }) => orders.length))
  let curve = new Float64Array(length).fill(1 / length)
  for (let round = 0; round < 40; round += 1) {
    const next = roundOfScaling(seen, curve)
    let change = 0
    for (let bucket = 0; bucket < length; bucket += 1) change += Math.abs(next[bucket]! - curve[bucket]!)
    curve = next
    if (change < 1e-6) break
  }
  return normalised(smoothed(curve, reach))
}

function roundOfScaling(launches: readonly Launch[], curve: Float64Array): Float64Array<ArrayBuffer> {
  const sums = new Float64Array(curve.length)
  const weights = new Float64Array(curve.length)
  const passed = cumulative(curve)
  for (const { orders, isComplete, weight } of launches) {
    const part = isComplete ? 1 : Math.max(0.02, passed[orders.length - 1]!)
    const whole = totalOf(orders) / part
    const until = isComplete ? curve.length : orders.length
    for (let bucket = 0; bucket < until; bucket += 1) {
      weights[bucket] += weight * part
      if (bucket < orders.length) sums[bucket] += (weight * part * Math.max(0, orders[bucket]!)) / whole
    }
  }
  return normalised(sums.map((sum, bucket) => (weights[bucket]! > 0 ? sum / weights[bucket]! : 0)))
}

function cumulative(curve: Float64Array): Float64Array {
  let sum = 0
  return curve.map((share) => {
    sum += share
    return sum
  })
}

function smoothed(curve: Float64Array, reach: number): Float64Array<ArrayBuffer> {
  return Float64Array.from(curve, (_, bucket) => {
    let sum = 0
    let weight = 0
    for (let shift = -reach; shift <= reach; shift += 1) {
      const at = bucket + shift
      if (at < 0 || at >= curve.length) continue
      const share = reach + 1 - Math.abs(shift)
      sum += share * curve[at]!
      weight += share
    }
    return sum / weight
  })
}

function normalised(curve: Float64Array): Float64Array<ArrayBuffer> {
  const total = totalOf(curve)
  return Float64Array.from(curve, (share) => share / total)
}

function totalOf(orders: ArrayLike<number>): number {
  let sum = 0
  for (let bucket = 0; bucket < orders.length; bucket += 1) sum += Math.max(0, orders[bucket]!)
  return sum
}
