import { combinedRule } from '#planning/bullwhip/known-order-ratio'
import { normalDensity, normalQuantile } from '#planning/distribution/normal'

/** What stock, shortage and capacity cost, money per unit and period; all the same currency. */
export interface SmoothingCosts {
  /** > 0 (h) */
  readonly holdingCost: number
  /** > 0 (b) */
  readonly backorderCost: number
  /** Regular capacity, paid whether used or not, >= 0 (u). 0 together with overtime 0: changing capacity is free. */
  readonly regularCapacityCost: number
  /** Capacity beyond the regular one, >= regularCapacityCost (v). */
  readonly overtimeCost: number
}

/**
 * Cost per unit of standard deviation: of net stock at the best safety stock, (h+b)φ(Φ⁻¹(b/(b+h))), and of orders
 * at the best regular capacity, v·φ(Φ⁻¹((v−u)/v)).
 *
 * @example costPerDeviation({ holdingCost: 1, backorderCost: 9, regularCapacityCost: 4, overtimeCost: 6 }) // { netStock: 1.754983…, orders: 2.181599… }
 */
export function costPerDeviation(costs: SmoothingCosts): { netStock: number; orders: number } {
  requireCosts(costs)
  const { holdingCost: h, backorderCost: b, regularCapacityCost: u, overtimeCost: v } = costs
  return {
    netStock: (h + b) * normalDensity(normalQuantile(b / (b + h))),
    orders: v > u && u > 0 ? v * normalDensity(normalQuantile((v - u) / v)) : 0,
  }
}

/**
 * The share of the gap that costs least for independent demand: the only root in (0, 1] of
 * κβ√((1−β)² + τβ(2−β)) = 1 − β, κ being capacity cost over stock cost per deviation. 1 when capacity is free.
 *
 * @param kappa           >= 0 (κ)
 * @param leadTimePeriods demand periods between placing an order and its serving demand, whole, >= 1 (τ)
 * @example bestGapShare(1, 3) // 0.398590…
 */
export function bestGapShare(kappa: number, leadTimePeriods: number): number {
  if (!(kappa >= 0 && kappa < Number.POSITIVE_INFINITY))
    throw new RangeError(`kappa must be finite and >= 0; got ${kappa}`)
  if (!Number.isInteger(leadTimePeriods) || leadTimePeriods < 1)
    throw new RangeError(`leadTimePeriods must be >= 1 and whole; got ${leadTimePeriods}`)
  let low = 0
  let high = 1
  for (let step = 0; step < 60; step += 1) {
    const beta = (low + high) / 2
    const slope = kappa * beta * Math.sqrt((1 - beta) ** 2 + leadTimePeriods * beta * (2 - beta))
    if (slope < 1 - beta) low = beta
    else high = beta
  }
  return (low + high) / 2
}

/**
 * What happens to goods made early for known orders. Reserved: they wait for those who placed the orders, who are
 * never short, and stock for the uncertain part comes on top; the order plan does this. Pooled: whoever asks first is
 * served from them and what was taken is made up by the next orders, so that they are safety stock as well.
 */
export type EarlyStockUse = 'reserved' | 'pooled'

/** The combined rule's parameters and what demand it meets. */
export interface SmoothingCase {
  readonly costs: SmoothingCosts
  readonly leadTimePeriods: number
  /** Mean and standard deviation of consumer demand per period, units. */
  readonly mean: number
  readonly deviation: number
  /** Share of demand (mean and variance) known at least lead time + levellingPeriods − 1 ahead, in [0, 1]. */
  readonly knownShare: number
  readonly levellingPeriods: number
  readonly gapShare: number
  readonly earlyStock: EarlyStockUse
}

/**
 * Cost per period of the combined rule in closed form: stock at the best safety stock and orders at the best capacity.
 *
 * At the end of t the levelled orders leave E = Σ_{s=1}^{W−1} (W−s)/W · known(t+s) units early, with mean θμ(W−1)/2
 * and variance θσ²Σ((W−s)/W)², independent of the uncertain net stock N, because it holds needs still to come.
 * Reserved: safety stock is set for N alone and E costs its mean besides, Ci·σ_N + h·E(E). Pooled: what counts is
 * N + E; a lower safety stock takes the mean of E back, which leaves Ci·σ_{N+E} and nothing else. Pooled is never
 * dearer while known orders are not negative, since (n + e)⁺ <= n⁺ + e and (n + e)⁻ <= n⁻ for every e >= 0.
 *
 * @example smoothingCost({ costs, leadTimePeriods: 4, mean: 100, deviation: 20, knownShare: 0.5, levellingPeriods: 2, gapShare: 0.5, earlyStock: 'reserved' }).total // 104.830…
 */
export function smoothingCost(given: SmoothingCase) {
  const { costs, mean, deviation } = given
  if (!(mean >= 0)) throw new RangeError(`mean must be >= 0; got ${mean}`)
  if (!(deviation >= 0)) throw new RangeError(`deviation must be >= 0; got ${deviation}`)
  const perDeviation = costPerDeviation(costs)
  const rule = combinedRule({ ...given, share: given.knownShare })
  const isPooled = given.earlyStock === 'pooled'
  const amplification = isPooled ? rule.pooledStockAmplification : rule.netStockAmplification
  const stock = perDeviation.netStock * deviation * Math.sqrt(amplification)
  const capacity = perDeviation.orders * deviation * Math.sqrt(rule.orderVarianceRatio)
  const early = isPooled ? 0 : costs.holdingCost * mean * rule.earlyStockPeriods
  return { stock, capacity, early, total: stock + capacity + early, ...rule }
}

/**
 * Least-cost gap share and levelling window together, in closed form. β is searched on a grid of 1/200 refined by
 * golden section, W over 1 … noticePeriods − leadTimePeriods + 1.
 *
 * @param noticePeriods notice of the known orders; below the lead time they cannot be used and knownShare counts as 0
 * @example bestSmoothing({ costs, leadTimePeriods: 4, mean: 100, deviation: 20, knownShare: 0, noticePeriods: 0, earlyStock: 'reserved' }).gapShare
 */
export function bestSmoothing(
  given: Omit<SmoothingCase, 'gapShare' | 'levellingPeriods'> & { readonly noticePeriods: number },
) {
  const windows = Math.max(1, Math.min(26, given.noticePeriods - given.leadTimePeriods + 1))
  const knownShare = given.noticePeriods >= given.leadTimePeriods ? given.knownShare : 0
  let best = { gapShare: 1, levellingPeriods: 1, cost: Number.POSITIVE_INFINITY }
  for (let levellingPeriods = 1; levellingPeriods <= windows; levellingPeriods += 1) {
    const costAt = (gapShare: number) =>
      smoothingCost({ ...given, knownShare, levellingPeriods, gapShare }).total
    for (let step = 1; step <= 200; step += 1) {
      const cost = costAt(step / 200)
      if (cost < best.cost) best = { gapShare: step / 200, levellingPeriods, cost }
    }
  }
  const { levellingPeriods } = best
  const gapShare = goldenSection(
    Math.max(1e-3, best.gapShare - 1 / 200),
    Math.min(1, best.gapShare + 1 / 200),
    (beta) => smoothingCost({ ...given, knownShare, levellingPeriods, gapShare: beta }).total,
  )
  return {
    gapShare,
    levellingPeriods,
    ...smoothingCost({ ...given, knownShare, levellingPeriods, gapShare }),
  }
}

function goldenSection(from: number, to: number, costAt: (x: number) => number): number {
  const share = (Math.sqrt(5) - 1) / 2
  let low = from
  let high = to
  for (let step = 0; step < 40; step += 1) {
    const left = high - share * (high - low)
    const right = low + share * (high - low)
    if (costAt(left) <= costAt(right)) high = right
    else low = left
  }
  const middle = (low + high) / 2
  return costAt(to) <= costAt(middle) ? to : middle
}

function requireCosts(costs: SmoothingCosts): void {
  if (!(costs.holdingCost > 0)) throw new RangeError(`holdingCost must be > 0; got ${costs.holdingCost}`)
  if (!(costs.backorderCost > 0))
    throw new RangeError(`backorderCost must be > 0; got ${costs.backorderCost}`)
  if (!(costs.regularCapacityCost >= 0))
    throw new RangeError(`regularCapacityCost must be >= 0; got ${costs.regularCapacityCost}`)
  if (!(costs.overtimeCost >= costs.regularCapacityCost))
    throw new RangeError(
      `overtimeCost must be >= regularCapacityCost ${costs.regularCapacityCost}; got ${costs.overtimeCost}`,
    )
}
