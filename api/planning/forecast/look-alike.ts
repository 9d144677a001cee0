/** What is known of an item before it sells. */
export interface LaunchAttributes {
  /** Category, material, brand, supplier …: equal or not. */
  readonly labels: readonly string[]
  /** Price, size …: on a scale where 1 is a large difference. */
  readonly measures: readonly number[]
  /** Day number of the launch. */
  readonly launchDay: number
}

/** How far attributes count. Each is learned or set once per company, not per item. */
export interface LookAlikeScale {
  /** Factor for each label that differs, 0 … 1. */
  readonly differentLabel: number
  /** Days apart in the season at which likeness falls to 1/√e; Infinity: season does not matter. */
  readonly seasonDays: number
  /** Days after which an older launch counts 1/e; Infinity: age does not matter. */
  readonly memoryDays: number
  /** Likeness that every earlier launch keeps, 0 … 1. */
  readonly floor: number
}

const YEAR_DAYS = 365.25

/**
 * Likeness of a new item to each earlier one, 0 … 1: product of factors for labels, measures, season and age.
 * Source: kernel-weighted analogues; Goodwin, Dyussekeneva & Meeran 2013 on why few analogues are too few.
 * @example lookAlikeWeights(item, [item], scale) // [1]
 */
export function lookAlikeWeights(
  item: LaunchAttributes,
  earlier: readonly LaunchAttributes[],
  scale: LookAlikeScale,
): Float64Array {
  return Float64Array.from(earlier, (other) => {
    let likeness = 1
    item.labels.forEach((label, i) => {
      if (other.labels[i] !== label) likeness *= scale.differentLabel
    })
    item.measures.forEach((measure, i) => {
      likeness *= Math.exp(-0.5 * (measure - (other.measures[i] ?? measure)) ** 2)
    })
    const days = Math.abs(item.launchDay - other.launchDay)
    const apart = Math.min(days % YEAR_DAYS, YEAR_DAYS - (days % YEAR_DAYS))
    likeness *= Math.exp(-0.5 * (apart / scale.seasonDays) ** 2) * Math.exp(-days / scale.memoryDays)
    return scale.floor + (1 - scale.floor) * likeness
  })
}

/**
 * Likeness after the first orders: earlier launches whose first buckets ran alike count more.
 *
 * @param soFar orders of the new item's first buckets
 * @param earlier orders of each earlier launch
 * @param weights from {@link lookAlikeWeights}
 * @param noise relative deviation of a bucket's share that is taken for chance, > 0
 */
export function updatedWeights(
  soFar: ArrayLike<number>,
  earlier: readonly ArrayLike<number>[],
  weights: Float64Array,
  noise: number,
): Float64Array {
  if (!(noise > 0)) throw new RangeError(`noise must be > 0; got ${noise}`)
  if (soFar.length < 2) return weights
  const own = shares(soFar, soFar.length)
  const distances = earlier.map((orders) => {
    if (orders.length < soFar.length) return Number.NaN
    const theirs = shares(orders, soFar.length)
    let distance = 0
    for (let bucket = 0; bucket < soFar.length; bucket += 1) distance += (own[bucket]! - theirs[bucket]!) ** 2
    return distance * soFar.length
  })
  return weights.map((weight, i) => weight * Math.exp(-0.5 * ((distances[i]! || 0) / noise ** 2)))
}

function shares(orders: ArrayLike<number>, length: number): Float64Array {
  let total = 0
  for (let bucket = 0; bucket < length; bucket += 1) total += Math.max(0, orders[bucket]!)
  return Float64Array.from({ length }, (_, bucket) =>
    total > 0 ? Math.max(0, orders[bucket]!) / total : 1 / length,
  )
}
