/**
 * Nodes that must add up: aggregates first, then bottom series. Levels may nest (item → product → category) or cross
 * (item × region): each aggregate simply lists its bottom series.
 */
export interface Hierarchy {
  readonly bottomCount: number
  /** Bottom series of each aggregate node. */
  readonly aggregates: readonly Int32Array[]
}

/**
 * Hierarchy from groupings of the bottom series: a total, then one node per group of each grouping.
 * @param groupings for each level, the group 0 … of every bottom series
 * @example hierarchyOf(3, [[0, 0, 1]]).aggregates // [[0, 1, 2], [0, 1], [2]]
 */
export function hierarchyOf(bottomCount: number, groupings: readonly ArrayLike<number>[]): Hierarchy {
  const aggregates = [Int32Array.from({ length: bottomCount }, (_, bottom) => bottom)]
  for (const groupOf of groupings) {
    const members: number[][] = []
    for (let bottom = 0; bottom < bottomCount; bottom += 1) {
      const group = groupOf[bottom]!
      while (members.length <= group) members.push([])
      members[group]!.push(bottom)
    }
    aggregates.push(...members.map((bottoms) => Int32Array.from(bottoms)))
  }
  return { bottomCount, aggregates }
}

/** What is believed of the base forecasts' errors. */
export type ErrorWeights =
  | { readonly kind: 'ols' }
  /** Variance of a node = number of its bottom series. */
  | { readonly kind: 'structure' }
  /** Variance of each node's error, > 0. */
  | { readonly kind: 'variance'; readonly variance: ArrayLike<number> }
  /** Full covariance, `matrix[i * nodes + j]`. */
  | { readonly kind: 'covariance'; readonly matrix: ArrayLike<number> }
  /** One-step errors `residuals[t][node]`; correlations shrunk to zero as the data allows. */
  | { readonly kind: 'shrink'; readonly residuals: readonly ArrayLike<number>[] }

/** Multiplies a vector over all nodes by the covariance of base errors. */
type Covariance = (vector: Float64Array) => Float64Array

/**
 * Forecasts that add up, closest to the base forecasts in the metric of their errors: minimum trace reconciliation.
 *
 * @param base forecast per node, aggregates first
 * @param isNonNegative keeps every bottom series at or above zero (quadratic programme by active set)
 * @returns reconciled value per node
 * Source: Wickramasuriya, Athanasopoulos & Hyndman 2019, JASA 114; shrinkage of Schäfer & Strimmer 2005;
 * non-negative: Wickramasuriya, Turlach & Hyndman 2020. Solved in the space of the adding-up constraints.
 * @example reconcile(hierarchyOf(2, []), [100, 50, 40], { kind: 'ols' }) // 96.6667, 53.3333, 43.3333
 */
export function reconcile(
  hierarchy: Hierarchy,
  base: ArrayLike<number>,
  weights: ErrorWeights,
  isNonNegative = false,
): Float64Array {
  const nodes = hierarchy.aggregates.length + hierarchy.bottomCount
  if (base.length !== nodes) throw new RangeError(`base must have ${nodes} nodes; got ${base.length}`)
  const covariance = covarianceOf(hierarchy, weights)
  const fixed: number[] = []
  for (let round = 0; ; round += 1) {
    const { values, multipliers } = project(hierarchy, base, covariance, fixed)
    if (!isNonNegative || round > 3 * hierarchy.bottomCount + 10)
      return coherent(hierarchy, values, isNonNegative)
    const tolerance = 1e-9 * (1 + Math.abs(values[0] ?? 0))
    const released = fixed.findIndex((_, i) => multipliers[hierarchy.aggregates.length + i]! > tolerance)
    const negative: number[] = []
    for (let bottom = 0; bottom < hierarchy.bottomCount; bottom += 1)
      if (values[hierarchy.aggregates.length + bottom]! < -tolerance && !fixed.includes(bottom))
        negative.push(bottom)
    if (negative.length > 0) fixed.push(...negative)
    else if (released >= 0) fixed.splice(released, 1)
    else return coherent(hierarchy, values, true)
  }
}

/** Variances of the reconciled forecasts, per node: diagonal of W − W C′(C W C′)⁻¹ C W. Dense: for small hierarchies. */
export function reconciledVariances(hierarchy: Hierarchy, weights: ErrorWeights): Float64Array {
  const covariance = covarianceOf(hierarchy, weights)
  const nodes = hierarchy.aggregates.length + hierarchy.bottomCount
  return Float64Array.from({ length: nodes }, (_, node) => {
    const unit = new Float64Array(nodes)
    unit[node] = 1
    return project(hierarchy, covariance(unit), covariance, []).values[node]!
  })
}

/** Correlation kept by shrinking: 0 keeps none … 1 keeps the sample's. Source: Schäfer & Strimmer 2005. */
export function correlationKept(residuals: readonly ArrayLike<number>[]): number {
  const times = residuals.length
  const nodes = residuals[0]?.length ?? 0
  const scale = deviationsOf(residuals)
  let varianceOfCorrelation = 0
  let squaredCorrelation = 0
  for (let i = 0; i < nodes; i += 1)
    for (let j = 0; j < i; j += 1) {
      let sum = 0
      let squares = 0
      for (let t = 0; t < times; t += 1) {
        const product = (residuals[t]![i]! / scale[i]!) * (residuals[t]![j]! / scale[j]!)
        sum += product
        squares += product * product
      }
      const mean = sum / times
      varianceOfCorrelation += (squares - times * mean * mean) * (times / (times - 1) ** 3)
      squaredCorrelation += ((mean * times) / (times - 1)) ** 2
    }
  return squaredCorrelation > 0 ? Math.min(1, Math.max(0, 1 - varianceOfCorrelation / squaredCorrelation)) : 0
}

/** A node's children, for a tree: index of each node's parent, −1 for the root; parents come before children. */
export type Parents = ArrayLike<number>

/**
 * Top-down by forecast proportions: the root's forecast is split at each node by its children's base forecasts.
 * @returns value per node; children of a zero sum share equally
 * Source: Athanasopoulos, Ahmed & Hyndman 2009.
 * @example forecastProportions([-1, 0, 0], [100, 50, 40]) // 100, 55.5556, 44.4444
 */
export function forecastProportions(parents: Parents, base: ArrayLike<number>): Float64Array {
  const childSum = new Float64Array(base.length)
  const children = new Int32Array(base.length)
  for (let node = 0; node < base.length; node += 1)
    if (parents[node]! >= 0) {
      if (parents[node]! >= node)
        throw new RangeError(`parents must come first; node ${node} has ${parents[node]}`)
      childSum[parents[node]!] += Math.max(0, base[node]!)
      children[parents[node]!] += 1
    }
  const values = new Float64Array(base.length)
  for (let node = 0; node < base.length; node += 1) {
    const parent = parents[node]!
    if (parent < 0) values[node] = Math.max(0, base[node]!)
    else if (childSum[parent]! > 0)
      values[node] = (values[parent]! * Math.max(0, base[node]!)) / childSum[parent]!
    else values[node] = values[parent]! / children[parent]!
  }
  return values
}

function covarianceOf(hierarchy: Hierarchy, weights: ErrorWeights): Covariance {
  const aggregates = hierarchy.aggregates.length
  const nodes = aggregates + hierarchy.bottomCount
  const diagonal = (variance: (node: number) => number): Covariance => {
    const values = Float64Array.from({ length: nodes }, (_, node) => variance(node))
    values.forEach((value, node) => {
      if (!(value > 0))
        throw new RangeError(`variance of every node must be > 0; got ${value} at node ${node}`)
    })
    return (vector) => vector.map((x, node) => x * values[node]!)
  }
  switch (weights.kind) {
    case 'ols':
      return diagonal(() => 1)
    case 'structure':
      return diagonal((node) => (node < aggregates ? Math.max(1, hierarchy.aggregates[node]!.length) : 1))
    case 'variance':
      return diagonal((node) => weights.variance[node]!)
    case 'covariance':
      return (vector) =>
        Float64Array.from({ length: nodes }, (_, i) => {
          let sum = 0
          for (let j = 0; j < nodes; j += 1) sum += weights.matrix[i * nodes + j]! * vector[j]!
          return sum
        })
    case 'shrink':
      return shrunkCovariance(weights.residuals)
  }
}

/** λ · diagonal + (1 − λ) · sample covariance, never formed as a matrix. */
function shrunkCovariance(residuals: readonly ArrayLike<number>[]): Covariance {
  const times = residuals.length
  if (times < 3) throw new RangeError(`residuals must have at least 3 times; got ${times}`)
  const kept = correlationKept(residuals)
  const scale = deviationsOf(residuals)
  return (vector) => {
    const result = vector.map((x, node) => (1 - kept) * scale[node]! * scale[node]! * x)
    for (const row of residuals) {
      let dot = 0
      for (let node = 0; node < vector.length; node += 1) dot += row[node]! * vector[node]!
      const share = (kept * dot) / times
      for (let node = 0; node < vector.length; node += 1) result[node] += share * row[node]!
    }
    return result
  }
}

function deviationsOf(residuals: readonly ArrayLike<number>[]): Float64Array {
  const nodes = residuals[0]!.length
  return Float64Array.from({ length: nodes }, (_, node) => {
    let squares = 0
    for (const row of residuals) squares += row[node]! * row[node]!
    return Math.max(1e-9, Math.sqrt(squares / residuals.length))
  })
}

/** Constraints: each aggregate minus its bottoms is zero; each fixed bottom is zero. */
function constraintValues(
  hierarchy: Hierarchy,
  values: ArrayLike<number>,
  fixed: readonly number[],
): Float64Array {
  const { aggregates } = hierarchy
  const gaps = new Float64Array(aggregates.length + fixed.length)
  aggregates.forEach((bottoms, node) => {
    let sum = values[node]!
    for (const bottom of bottoms) sum -= values[aggregates.length + bottom]!
    gaps[node] = sum
  })
  fixed.forEach((bottom, i) => {
    gaps[aggregates.length + i] = values[aggregates.length + bottom]!
  })
  return gaps
}

function constraintsTransposed(
  hierarchy: Hierarchy,
  multipliers: Float64Array,
  fixed: readonly number[],
): Float64Array {
  const { aggregates, bottomCount } = hierarchy
  const values = new Float64Array(aggregates.length + bottomCount)
  aggregates.forEach((bottoms, node) => {
    values[node] = multipliers[node]!
    for (const bottom of bottoms) values[aggregates.length + bottom] -= multipliers[node]!
  })
  fixed.forEach((bottom, i) => {
    values[aggregates.length + bottom] += multipliers[aggregates.length + i]!
  })
  return values
}

/** Base − W C′ z with (C W C′) z = C base, by conjugate gradients. */
function project(
  hierarchy: Hierarchy,
  base: ArrayLike<number>,
  covariance: Covariance,
  fixed: readonly number[],
): { values: Float64Array; multipliers: Float64Array } {
  const apply = (z: Float64Array) =>
    constraintValues(hierarchy, covariance(constraintsTransposed(hierarchy, z, fixed)), fixed)
  const multipliers = conjugateGradients(apply, constraintValues(hierarchy, base, fixed))
  const correction = covariance(constraintsTransposed(hierarchy, multipliers, fixed))
  return { values: Float64Array.from(base, (value, node) => value - correction[node]!), multipliers }
}

/** Source: Hestenes & Stiefel 1952. Stops at 1e-13 of the right side or after 4 · size + 50 steps. */
function conjugateGradients(apply: (z: Float64Array) => Float64Array, right: Float64Array): Float64Array {
  const solution = new Float64Array(right.length)
  const residual = right.slice()
  let direction = right.slice()
  let squares = dotProduct(residual, residual)
  const enough = squares * 1e-26
  for (let step = 0; step < 4 * right.length + 50 && squares > enough && squares > 0; step += 1) {
    const image = apply(direction)
    const curvature = dotProduct(direction, image)
    if (!(curvature > 0)) break
    const length = squares / curvature
    for (let i = 0; i < solution.length; i += 1) {
      solution[i] += length * direction[i]!
      residual[i] -= length * image[i]!
    }
    const next = dotProduct(residual, residual)
    const previous = direction
    direction = residual.map((value, i) => value + (next / squares) * previous[i]!)
    squares = next
  }
  return solution
}

function dotProduct(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!
  return sum
}

/** Adds up exactly from the bottom, against rounding. */
function coherent(hierarchy: Hierarchy, values: Float64Array, isNonNegative: boolean): Float64Array {
  const { aggregates, bottomCount } = hierarchy
  const result = values.slice()
  if (isNonNegative)
    for (let bottom = 0; bottom < bottomCount; bottom += 1)
      result[aggregates.length + bottom] = Math.max(0, result[aggregates.length + bottom]!)
  aggregates.forEach((bottoms, node) => {
    let sum = 0
    for (const bottom of bottoms) sum += result[aggregates.length + bottom]!
    result[node] = sum
  })
  return result
}
