import { normalCumulative, normalDensity, normalLoss, normalQuantile } from '#planning/distribution/normal'
import type { ErrorDependence, ItemGroups } from '#planning/forecast/error-dependence'
import { type Outcomes, outcomeQuantile, type PathDependence } from '#planning/forecast/sample-paths'
import { createRandom, drawStandardNormal, seedFor } from '#planning/random'

/** Forecast of one item as paths are drawn from it. */
export interface ItemOutlook extends ItemGroups {
  /** Names the item: its own chance depends on this and the seed alone. */
  readonly seriesId: string
  /** Units per step. */
  readonly mean: ArrayLike<number>
  /** Level by level: level k of step h stands at k × horizon + h. */
  readonly quantiles: ArrayLike<number>
}

/** Summed demand of many items, path by path: `values[step × paths + p]`; adds up over groups exactly. */
export interface JointPaths {
  readonly horizon: number
  readonly paths: number
  readonly values: Float64Array
  /** Sum of the items' means per step. */
  readonly mean: Float64Array
  itemCount: number
}

/** Demand of a group: mean and quantiles per step, and of its first steps summed. */
export interface GroupDemand {
  readonly mean: Float64Array
  readonly quantiles: readonly Float64Array[]
  readonly sums: readonly {
    readonly steps: number
    readonly mean: number
    readonly quantiles: Float64Array
  }[]
}

/** Even: a path and its mirror image are drawn together, so that means are met. */
const JOINT_PATHS = 400
/** Errors of one week of all items go on into the next, and a part of them stays. */
const TIME_DEPENDENCE: PathDependence = { shared: 0.3, autocorrelation: 0.3 }
const PRIVATE_BLOCKS = 16
/** Cells of normal score in which the segment of a quantile function is looked up. */
const CELLS_PER_UNIT = 32
const WIDEST_SCORE = 5
const NOTHING = 1e-12
const EXACT_SCORES = Float64Array.from({ length: JOINT_PATHS }, (_, p) =>
  normalQuantile((p + 0.5) / JOINT_PATHS),
)

export function noDemand(horizon: number): JointPaths {
  return {
    horizon,
    paths: JOINT_PATHS,
    values: new Float64Array(horizon * JOINT_PATHS),
    mean: new Float64Array(horizon),
    itemCount: 0,
  }
}

export function addPaths(into: JointPaths, more: JointPaths): void {
  into.itemCount += more.itemCount
  more.values.forEach((units, at) => {
    into.values[at]! += units
  })
  more.mean.forEach((units, step) => {
    into.mean[step]! += units
  })
}

/**
 * Draws demand of items together: each keeps its mean exactly and its own quantiles, and all are tied by normal scores
 * that share a part over all items, a part within a category and a part within a product.
 *
 * @param levels of the quantiles, rising, within (0, 1)
 * @returns a function that adds one item to the paths of its groups; items of one product one after another are
 *   quickest, but any order and any portions give the same paths from the same seed
 * @throws RangeError for fewer than two levels or an outlook of another horizon
 * Source: Gaussian copula with one factor per level, Li 2000, Journal of Fixed Income 9; mirrored paths, Hammersley &
 * Morton 1956.
 */
export function jointDemand(
  levels: readonly number[],
  horizon: number,
  dependence: ErrorDependence,
  seed: number,
): (item: ItemOutlook, into: readonly JointPaths[]) => void {
  if (levels.length < 2) throw new RangeError(`levels must hold two or more; got ${levels.length}`)
  const join = quantileJoin(levels)
  const chanceOf = privateChance(horizon, seed)
  const sharedOf = sharedScores(horizon, dependence, seed, chanceOf)
  const ownWeight = Math.sqrt(1 - dependence.all - dependence.category - dependence.product)
  const values = new Float64Array(JOINT_PATHS)
  return (item, into) => {
    const { seriesId, mean, quantiles } = item
    if (mean.length !== horizon || quantiles.length !== levels.length * horizon)
      throw new RangeError(
        `${seriesId}: mean and quantiles must cover ${horizon} steps; got ${mean.length}, ${quantiles.length}`,
      )
    const { scores: alone, turn } = chanceOf(seriesId)
    const shared = sharedOf(item)
    for (const group of into) group.itemCount += 1
    for (let step = 0; step < horizon; step += 1) {
      const units = mean[step]!
      if (!(units > NOTHING)) continue
      join.fit(quantiles, horizon, step, units)
      const start = step * JOINT_PATHS
      let sum = 0
      for (let p = 0, q = turn; p < JOINT_PATHS; p += 1, q = q + 1 === JOINT_PATHS ? 0 : q + 1) {
        const value = join.unitsAt(shared[start + p]! + ownWeight * alone[start + q]!)
        values[p] = value
        sum += value
      }
      const scale = sum > NOTHING ? (units * JOINT_PATHS) / sum : 0
      const rest = sum > NOTHING ? 0 : units
      for (const group of into) {
        group.mean[step]! += units
        for (let p = 0; p < JOINT_PATHS; p += 1) group.values[start + p]! += values[p]! * scale + rest
      }
    }
  }
}

/** Blocks of chance that many draw from, each turned by an offset of its own, so that two hardly ever agree. */
function privateChance(horizon: number, seed: number) {
  const blocks = Array.from({ length: PRIVATE_BLOCKS }, (_, block) =>
    scorePaths(horizon, seedFor(seed, `block/${block}`)),
  )
  return (name: string) => {
    const hash = seedFor(seed, name) >>> 0
    return {
      scores: blocks[hash % PRIVATE_BLOCKS]!,
      turn: Math.floor(hash / PRIVATE_BLOCKS) % JOINT_PATHS,
    }
  }
}

/** What an item's scores share with other items; an item without a product or category has that part to itself. */
function sharedScores(
  horizon: number,
  dependence: ErrorDependence,
  seed: number,
  chanceOf: ReturnType<typeof privateChance>,
) {
  const all = scorePaths(horizon, seedFor(seed, 'all'))
  const [ofAll, ofCategory, ofProduct] = [dependence.all, dependence.category, dependence.product].map(
    Math.sqrt,
  )
  const shared = new Float64Array(all.length)
  let key = ''
  let category = { key: '', scores: all }
  const categoryScores = (name: string) => {
    if (name !== category.key) category = { key: name, scores: scorePaths(horizon, seedFor(seed, name)) }
    return { scores: category.scores, turn: 0 }
  }
  return ({ seriesId, ...groups }: ItemOutlook): Float64Array => {
    const isAlone = groups.category < 0
    const categoryKey = `category/${isAlone ? seriesId : groups.category}`
    const productKey = `${categoryKey}/${groups.product < 0 ? seriesId : groups.product}`
    if (productKey === key) return shared
    key = productKey
    const inCategory = isAlone ? chanceOf(categoryKey) : categoryScores(categoryKey)
    const inProduct = chanceOf(productKey)
    for (let start = 0; start < shared.length; start += JOINT_PATHS)
      for (let p = 0; p < JOINT_PATHS; p += 1)
        shared[start + p] =
          ofAll! * all[start + p]! +
          ofCategory! * inCategory.scores[start + ((p + inCategory.turn) % JOINT_PATHS)]! +
          ofProduct! * inProduct.scores[start + ((p + inProduct.turn) % JOINT_PATHS)]!
    return shared
  }
}

/** Mean and quantiles of a group per step and of its first `sumSteps` steps summed. */
export function groupDemand(
  group: JointPaths,
  levels: readonly number[],
  sumSteps: readonly number[],
): GroupDemand {
  const { horizon, paths, values } = group
  const quantiles = levels.map(() => new Float64Array(horizon))
  for (let step = 0; step < horizon; step += 1) {
    const sorted = values.slice(step * paths, (step + 1) * paths).sort()
    levels.forEach((level, k) => {
      quantiles[k]![step] = outcomeQuantile(sorted, level)
    })
  }
  return {
    mean: group.mean,
    quantiles,
    sums: sumSteps.map((steps) => {
      const sorted = summedPaths(group, steps).sort()
      return {
        steps,
        mean: group.mean.subarray(0, steps).reduce((sum, units) => sum + units, 0),
        quantiles: Float64Array.from(levels, (level) => outcomeQuantile(sorted, level)),
      }
    }),
  }
}

/** Demand of the first steps of a group summed, one value per path. */
export function summedPaths({ horizon, paths, values }: JointPaths, steps: number): Outcomes {
  const sums = new Float64Array(paths)
  for (let step = 0; step < Math.min(steps, horizon); step += 1)
    for (let p = 0; p < paths; p += 1) sums[p]! += values[step * paths + p]!
  return sums
}

/** Standard normal scores of all steps and paths, exact at each step; the second half of the paths mirrors the first. */
function scorePaths(horizon: number, seed: number): Float64Array {
  const random = createRandom(seed)
  const half = JOINT_PATHS / 2
  const { shared, autocorrelation } = TIME_DEPENDENCE
  const fresh = Math.sqrt(1 - autocorrelation * autocorrelation)
  const level = Float64Array.from({ length: half }, () => Math.sqrt(shared) * drawStandardNormal(random))
  const state = Float64Array.from({ length: half }, () => drawStandardNormal(random))
  const drawn = new Float64Array(JOINT_PATHS)
  const scores = new Float64Array(horizon * JOINT_PATHS)
  for (let step = 0; step < horizon; step += 1) {
    for (let p = 0; p < half; p += 1) {
      state[p] = autocorrelation * state[p]! + fresh * drawStandardNormal(random)
      drawn[p] = level[p]! + Math.sqrt(1 - shared) * state[p]!
      drawn[half + p] = -drawn[p]!
    }
    const order = Uint16Array.from(drawn, (_, p) => p).sort((a, b) => drawn[a]! - drawn[b]!)
    for (let rank = 0; rank < JOINT_PATHS; rank += 1)
      scores[step * JOINT_PATHS + order[rank]!] = EXACT_SCORES[rank]!
  }
  return scores
}

/**
 * Demand as a function of the normal score: linear between the quantiles, going on below the lowest, never under zero;
 * above the highest as steep as the mean needs, so that what is rare is not lost.
 */
function quantileJoin(levels: readonly number[]) {
  const scores = Float64Array.from(levels, normalQuantile)
  const cumulative = scores.map(normalCumulative)
  const density = scores.map(normalDensity)
  const last = scores.length - 1
  const lossAbove = normalLoss(scores[last]!)
  const intercept = new Float64Array(levels.length + 1)
  const slope = new Float64Array(levels.length + 1)
  const segmentOf = Uint8Array.from({ length: 2 * WIDEST_SCORE * CELLS_PER_UNIT }, (_, cell) => {
    const score = (cell + 0.5) / CELLS_PER_UNIT - WIDEST_SCORE
    return scores.filter((known) => known <= score).length
  })
  /** Mean of the part between two scores given by their distribution function and density. */
  const part = (segment: number, probability: number, densityFall: number) =>
    intercept[segment]! * probability + slope[segment]! * densityFall
  return {
    fit(quantiles: ArrayLike<number>, horizon: number, step: number, mean: number): void {
      const top = Math.max(0, quantiles[last * horizon + step]!)
      let known = top * (1 - cumulative[last]!)
      for (let k = 0; k < last; k += 1) {
        const low = Math.max(0, quantiles[k * horizon + step]!)
        const high = Math.max(low, quantiles[(k + 1) * horizon + step]!)
        slope[k + 1] = (high - low) / (scores[k + 1]! - scores[k]!)
        intercept[k + 1] = low - slope[k + 1]! * scores[k]!
        known += part(k + 1, cumulative[k + 1]! - cumulative[k]!, density[k]! - density[k + 1]!)
      }
      slope[0] = slope[1]!
      intercept[0] = intercept[1]!
      const zero = slope[0]! > 0 ? Math.max(-WIDEST_SCORE, -intercept[0]! / slope[0]!) : -WIDEST_SCORE
      if (zero < scores[0]!)
        known += part(0, cumulative[0]! - normalCumulative(zero), normalDensity(zero) - density[0]!)
      slope[last + 1] = Math.max(slope[last]!, (mean - known) / lossAbove)
      intercept[last + 1] = top - slope[last + 1]! * scores[last]!
    },
    unitsAt(score: number): number {
      const cell = ((score + WIDEST_SCORE) * CELLS_PER_UNIT) | 0
      const segment = segmentOf[Math.max(0, Math.min(segmentOf.length - 1, cell))]!
      const units = intercept[segment]! + slope[segment]! * score
      return Math.max(0, units)
    },
  }
}
