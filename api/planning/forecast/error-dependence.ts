/** Groups of one item, from the narrow to the wide; −1: none. Groups nest: a product lies in one category. */
export interface ItemGroups {
  readonly product: number
  readonly category: number
}

/**
 * How forecast errors of items move together: correlation that all share, more within a category, more again within a
 * product. Each >= 0, together below 1.
 */
export interface ErrorDependence {
  readonly all: number
  readonly category: number
  readonly product: number
}

/** Past forecast errors of one item, the last bucket last; NaN where there is none. */
export interface PastErrors {
  /** In units of their own deviation. */
  readonly innovations: ArrayLike<number>
  /** What that deviation is in units of demand, >= 0. */
  readonly deviation: number
}

/** Errors beyond so many times the usual one count as so many: one wild bucket must not speak for all. */
const WILDEST = 6
/** Correlation taken for two items when the past is too short to tell. */
const UNSEEN: ErrorDependence = { all: 0.05, category: 0.05, product: 0.1 }
const FEWEST_BUCKETS = 12
const LARGEST_SUM = 0.95
/** Buckets that may lack of two seasons. */
const NEARLY = 5

/**
 * Learns how errors move together from past errors of the items: the variance of a group's summed errors beyond the sum
 * of its items' variances is what they share.
 *
 * @param past aligned at their ends, of any lengths
 * @throws RangeError when `past` and `groups` differ in length
 * Source: one-step errors as in minimum trace reconciliation, Wickramasuriya, Athanasopoulos & Hyndman 2019; moment
 * estimator of a constant correlation per level, Elton & Gruber 1973, Journal of Finance 28, 1203–1232.
 * @example errorDependence([{ innovations: [1], deviation: 1 }], [{ product: 0, category: 0 }]).all // 0.05
 */
export function errorDependence(past: readonly PastErrors[], groups: readonly ItemGroups[]): ErrorDependence {
  if (past.length !== groups.length)
    throw new RangeError(`groups must hold ${past.length} items; got ${groups.length}`)
  const buckets = past.reduce((most, { innovations }) => Math.max(most, innovations.length), 0)
  if (buckets < FEWEST_BUCKETS) return UNSEEN
  const order = past
    .map((_, item) => item)
    .sort(
      (a, b) => groups[a]!.category - groups[b]!.category || groups[a]!.product - groups[b]!.product || a - b,
    )
  const [product, category, all] = [levelSums(buckets), levelSums(buckets), levelSums(buckets)]
  order.forEach((item, at) => {
    const errors = errorsInUnits(past[item]!, buckets)
    product.add(errors, Math.sqrt(sumOfSquares(errors) / buckets))
    const here = groups[item]!
    const next = groups[order[at + 1] ?? -1]
    const endsCategory = !next || next.category !== here.category || here.category < 0
    if (endsCategory || next.product !== here.product || here.product < 0) product.close(category)
    if (endsCategory) category.close(all)
  })
  all.close(null)
  const shared = all.correlation(0)
  const withinCategory = category.correlation(shared)
  const withinProduct = product.correlation(withinCategory)
  return { all: shared, category: withinCategory - shared, product: withinProduct - withinCategory }
}

interface LevelSums {
  /** Adds a member to the group being filled. */
  readonly add: (errors: Float64Array, deviation: number) => void
  /** Ends the group being filled: it becomes one member of a group above. */
  readonly close: (above: LevelSums | null) => void
  /** Of two members of one group; `least` where no group has two, or they tell less. */
  readonly correlation: (least: number) => number
}

/** Summed errors against what they would be apart and in step; one group of a level after another. */
function levelSums(buckets: number): LevelSums {
  const sum = new Float64Array(buckets)
  const group = { squares: 0, variances: 0, deviations: 0 }
  let excess = 0
  let possible = 0
  return {
    add(errors, deviation) {
      for (let t = 0; t < buckets; t += 1) {
        sum[t]! += errors[t]!
        group.squares += errors[t]! * errors[t]!
      }
      group.variances += deviation * deviation
      group.deviations += deviation
    },
    close(above) {
      excess += sumOfSquares(sum) - group.squares
      possible += buckets * (group.deviations * group.deviations - group.variances)
      above?.add(sum, group.deviations)
      sum.fill(0)
      group.squares = 0
      group.variances = 0
      group.deviations = 0
    },
    correlation: (least) =>
      possible > 0 ? Math.min(LARGEST_SUM, Math.max(least, excess / possible)) : least,
  }
}

function sumOfSquares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0)
}

/** Errors of the last `buckets` buckets in units of demand, zero where there is none. */
function errorsInUnits({ innovations, deviation }: PastErrors, buckets: number): Float64Array {
  const offset = innovations.length - buckets
  const errors = Float64Array.from({ length: buckets }, (_, t) => {
    const error = offset + t >= 0 ? innovations[offset + t]! : 0
    return Number.isFinite(error) ? error : 0
  })
  const sizes = errors
    .map(Math.abs)
    .filter((size) => size > 0)
    .sort()
  const widest = WILDEST * (sizes[sizes.length >> 1] ?? 0)
  return errors.map((error) => deviation * Math.max(-widest, Math.min(widest, error)))
}

/**
 * Errors from which a season that all share has been learned: without the first season, where nearly two are known.
 * @param season buckets in a season, whole, >= 1
 * @example settledErrors(new Float64Array(100), 52).length // 48
 */
export function settledErrors(innovations: Float64Array, season: number): Float64Array {
  return innovations.length >= 2 * season - NEARLY ? innovations.subarray(season) : innovations
}

/** Past buckets whose mean stands for what would have been said. */
const LOOK_BACK = 8

/**
 * Errors of a mean of the last eight buckets, for items whose forecast leaves none of its own: slow movers.
 *
 * @param past units per bucket, NaN where not observed
 * @example movingErrors([0, 0, 0, 0, 0, 0, 0, 0, 3]).deviation // 1.3416
 */
export function movingErrors(past: ArrayLike<number>): PastErrors {
  const errors = Float64Array.from({ length: past.length }, (_, at) => {
    let sum = 0
    let count = 0
    for (let back = Math.max(0, at - LOOK_BACK); back < at; back += 1) {
      if (Number.isNaN(past[back]!)) continue
      sum += past[back]!
      count += 1
    }
    return 2 * count < LOOK_BACK ? Number.NaN : past[at]! - sum / count
  })
  const known = errors.filter(Number.isFinite)
  const deviation = known.length > 0 ? Math.sqrt(sumOfSquares(known) / known.length) : 0
  return { innovations: deviation > 0 ? errors.map((error) => error / deviation) : errors, deviation }
}
