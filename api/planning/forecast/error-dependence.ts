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

/** Past units of one item, one value per bucket, the last one at the end; NaN where it was not observed. */
export type PastUnits = ArrayLike<number>

/** Past buckets whose mean stands for what would have been said. */
const LOOK_BACK = 8
/** Buckets between the last one seen and the one that is judged. */
const LAG = 3
/** Buckets that may lack of two seasons. */
const NEARLY = 5
/** Errors beyond so many times the usual one count as so many: one wild bucket must not speak for all. */
const WILDEST = 6
/** Correlation taken for two items when the past is too short to tell. */
const UNSEEN: ErrorDependence = { all: 0.05, category: 0.05, product: 0.1 }
const FEWEST_BUCKETS = 12
const LARGEST_SUM = 0.95

/**
 * Learns how errors move together from the past of the items: what a moving mean said a few buckets ahead against what
 * happened, both less the same season of the year before where nearly two are known, since a season that all follow is
 * no surprise. The variance of a group's summed errors beyond the sum of its items' variances is what they share.
 *
 * @param past aligned at their ends, of any lengths
 * @param season buckets in a season, whole, >= 1; 1: none
 * @throws RangeError when `past` and `groups` differ in length or season is not a whole number >= 1
 * Source: moment estimator of a constant correlation per level, Elton & Gruber 1973, Journal of Finance 28, 1203–1232.
 * @example errorDependence([[1, 2], [2, 1]], [{ product: 0, category: 0 }, { product: 1, category: 0 }], 52).all // 0.05
 */
export function errorDependence(
  past: readonly PastUnits[],
  groups: readonly ItemGroups[],
  season: number,
): ErrorDependence {
  if (past.length !== groups.length)
    throw new RangeError(`groups must hold ${past.length} items; got ${groups.length}`)
  if (!(Number.isInteger(season) && season >= 1))
    throw new RangeError(`season must be a whole number >= 1; got ${season}`)
  const buckets = past.reduce((most, { length }) => Math.max(most, length), 0) - LAG - LOOK_BACK
  if (buckets < FEWEST_BUCKETS) return UNSEEN
  const order = past
    .map((_, item) => item)
    .sort(
      (a, b) => groups[a]!.category - groups[b]!.category || groups[a]!.product - groups[b]!.product || a - b,
    )
  const [product, category, all] = [levelSums(buckets), levelSums(buckets), levelSums(buckets)]
  order.forEach((item, at) => {
    const { errors, deviation } = pastErrors(withoutSeason(past[item]!, season), buckets)
    product.add(errors, deviation)
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

/** Errors of a moving mean in the last `buckets` buckets, zero where nothing is known, and their standard deviation. */
function pastErrors(past: PastUnits, buckets: number) {
  const errors = Float64Array.from({ length: buckets }, (_, t) => {
    const at = past.length - buckets + t
    const said = meanBefore(past, at - LAG)
    const error = at >= 0 && said !== null ? past[at]! - said : 0
    return Number.isFinite(error) ? error : 0
  })
  const sizes = errors
    .map(Math.abs)
    .filter((size) => size > 0)
    .sort()
  const widest = WILDEST * (sizes[sizes.length >> 1] ?? 0)
  const kept = errors.map((error) => Math.max(-widest, Math.min(widest, error)))
  return { errors: kept, deviation: Math.sqrt(sumOfSquares(kept) / buckets) }
}

function meanBefore(past: PastUnits, end: number): number | null {
  let sum = 0
  let count = 0
  for (let at = Math.max(0, end - LOOK_BACK); at < end; at += 1) {
    if (Number.isNaN(past[at]!)) continue
    sum += past[at]!
    count += 1
  }
  return 2 * count < LOOK_BACK ? null : sum / count
}

/** Change against the season before; as it is where fewer than nearly two seasons are known. */
function withoutSeason(past: PastUnits, season: number): PastUnits {
  if (season === 1 || past.length < 2 * season - NEARLY) return past
  return Float64Array.from({ length: past.length - season }, (_, t) => past[t + season]! - past[t]!)
}
