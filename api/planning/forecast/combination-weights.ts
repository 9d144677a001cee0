/** Forecasts of one origin that a combination is made of, one array per member, all of the same steps. */
export interface Members {
  /** Names of the members in order: combinations of the same members learn together. */
  readonly signature: string
  readonly forecasts: readonly Float64Array[]
  /** Weights where nothing was learned, >= 0, sum 1. */
  readonly usual: readonly number[]
}

/** How the members of one series' combination erred together. */
export interface CombinationEvidence {
  readonly signature: string
  readonly usual: readonly number[]
  /** Mean product of the errors of members i and j at [i × members + j], scaled to a mean square of 1. */
  readonly products: readonly number[]
}

/** Learned weights by the members' signature. */
export type CombinationWeights = Readonly<Record<string, readonly number[]>>

/** Series of the same members below which the usual weights stay. */
const FEWEST_SERIES = 30
/** Series of one origin share its shocks: they count as a ninth as many. */
const CAUTION = 3
const STEPS = 400

/**
 * What one past origin tells of how a combination's members erred together; null where none erred or nothing is known.
 * Each series counts alike, however much it sells.
 *
 * @param actual what happened, NaN where unknown
 */
export function combinationEvidence(members: Members, actual: Float64Array): CombinationEvidence | null {
  const { signature, forecasts, usual } = members
  const count = forecasts.length
  if (count < 2) return null
  const products = new Array<number>(count * count).fill(0)
  let trace = 0
  actual.forEach((value, h) => {
    if (Number.isNaN(value)) return
    for (let i = 0; i < count; i += 1)
      for (let j = 0; j < count; j += 1)
        products[i * count + j] += (forecasts[i]![h]! - value) * (forecasts[j]![h]! - value)
  })
  for (let i = 0; i < count; i += 1) trace += products[i * count + i]!
  if (!(trace > 0 && Number.isFinite(trace))) return null
  return { signature, usual, products: products.map((product) => (product * count) / trace) }
}

/**
 * Weights >= 0 with sum 1 that would have erred least in mean square over all series, drawn to the usual ones: by a
 * penalty of 3/√series on the squared distance, in units of a member's own mean square error.
 *
 * @example learnWeights([]) // {}
 * Source: Bates & Granger 1969 (optimal combination); shrinkage as in Diebold & Pauly 1990.
 */
export function learnWeights(evidence: readonly CombinationEvidence[]): CombinationWeights {
  const bySignature = new Map<string, CombinationEvidence[]>()
  for (const each of evidence) {
    const same = bySignature.get(each.signature)
    if (same) same.push(each)
    else bySignature.set(each.signature, [each])
  }
  const weights: Record<string, readonly number[]> = {}
  for (const [signature, same] of [...bySignature].sort(([a], [b]) => (a < b ? -1 : 1)))
    if (same.length >= FEWEST_SERIES) weights[signature] = leastSquares(same)
  return weights
}

function leastSquares(same: readonly CombinationEvidence[]): number[] {
  const { usual } = same[0]!
  const count = usual.length
  const mean = new Float64Array(count * count)
  for (const { products } of same)
    products.forEach((product, k) => {
      mean[k] += product / same.length
    })
  const penalty = CAUTION / Math.sqrt(same.length)
  const weights = Float64Array.from(usual)
  // The trace bounds the largest eigenvalue: this step never overshoots.
  const stride = 1 / (count + penalty)
  for (let step = 0; step < STEPS; step += 1) {
    const moved = weights.map((weight, i) => {
      let slope = penalty * (weight - usual[i]!)
      for (let j = 0; j < count; j += 1) slope += mean[i * count + j]! * weights[j]!
      return weight - stride * slope
    })
    weights.set(ontoSimplex(moved))
  }
  return Array.from(weights, (weight) => Math.round(weight * 1e6) / 1e6)
}

/** Nearest point with entries >= 0 and sum 1. Source: Duchi et al. 2008, figure 1. */
function ontoSimplex(point: Float64Array): Float64Array {
  const falling = point.slice().sort().reverse()
  let sum = 0
  let shift = 0
  falling.forEach((value, k) => {
    sum += value
    const candidate = (sum - 1) / (k + 1)
    if (value > candidate) shift = candidate
  })
  return point.map((value) => Math.max(0, value - shift))
}
