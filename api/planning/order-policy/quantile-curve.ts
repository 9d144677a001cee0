import { normalCumulative, normalDensity, normalQuantile } from '#planning/distribution/normal'

/** Demand summed over a stretch of buckets, known by its mean and some quantiles. */
export interface SpreadDemand {
  readonly mean: number
  /** Increasing, inside (0, 1). */
  readonly levels: readonly number[]
  /** Non-decreasing, units, one per level. */
  readonly quantiles: ArrayLike<number>
}

/**
 * Quantile at any probability: straight between the given levels on the scale of the normal quantile, and the last
 * straight line continued outside them, never below the last given quantile on its side.
 *
 * @param probability in (0, 1)
 * @example quantileAt({ mean: 100, levels: [0.5, 0.9], quantiles: [100, 125.6] }, 0.95) // about 132.9
 */
export function quantileAt(demand: SpreadDemand, probability: number): number {
  const { levels, quantiles } = demand
  const last = levels.length - 1
  if (last < 0) return demand.mean
  if (last === 0) return quantiles[0]
  const z = normalQuantile(probability)
  let right = 1
  while (right < last && levels[right] < probability) right += 1
  const zLeft = normalQuantile(levels[right - 1])
  const slope = (quantiles[right] - quantiles[right - 1]) / (normalQuantile(levels[right]) - zLeft)
  return quantiles[right - 1] + slope * (z - zLeft)
}

/**
 * Mean units short when `stock` faces the demand: ∫ max(0, quantile(p) − stock) dp, exact for the straight pieces
 * of {@link quantileAt}.
 *
 * @param stock units
 * @returns units, >= 0
 * @example expectedShortage({ mean: 0, levels: [0.1, 0.9], quantiles: [-1.2816, 1.2816] }, 0) // 0.3989…
 */
export function expectedShortage(demand: SpreadDemand, stock: number): number {
  const { levels, quantiles } = demand
  const last = levels.length - 1
  if (last < 1) return Math.max(0, demand.mean - stock)
  let short = 0
  for (let right = 1; right <= last; right += 1) {
    const zLeft = normalQuantile(levels[right - 1])
    const zRight = normalQuantile(levels[right])
    const slope = (quantiles[right] - quantiles[right - 1]) / (zRight - zLeft)
    const from = right === 1 ? Number.NEGATIVE_INFINITY : zLeft
    const to = right === last ? Number.POSITIVE_INFINITY : zRight
    const base = quantiles[right - 1] - slope * zLeft - stock
    short += shortOnPiece(base, slope, from, to)
  }
  return short
}

/** ∫ max(0, base + slope·z) φ(z) dz from `from` to `to`, slope >= 0. */
function shortOnPiece(base: number, slope: number, from: number, to: number): number {
  if (slope === 0) return base > 0 ? base * (upperTail(from) - upperTail(to)) : 0
  const start = Math.max(from, -base / slope)
  if (start >= to) return 0
  return base * (upperTail(start) - upperTail(to)) + slope * (density(start) - density(to))
}

function density(z: number): number {
  return Number.isFinite(z) ? normalDensity(z) : 0
}

function upperTail(z: number): number {
  if (Number.isFinite(z)) return normalCumulative(-z)
  return z < 0 ? 1 : 0
}
