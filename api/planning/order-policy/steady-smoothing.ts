import { levelledKnownOrders } from '#planning/bullwhip/known-order-ratio'
import { mean, variance } from '#planning/bullwhip/order-variance'
import { proportionalNetStock, proportionalRatio } from '#planning/bullwhip/proportional-ratio'
import { normalDensity, normalQuantile } from '#planning/distribution/normal'

/** Above it, orders of a linear policy would often fall below zero. */
const CALM_VARIATION = 0.2
/** Two-sided 5 % bound of a correlation of independent values, times √n. */
const CHANCE_BOUND = 1.96

/**
 * Whether the closed forms hold for the part of demand that is not known early: calm enough that orders stay above
 * zero (coefficient of variation at most .2), no correlation from period to period and no trend beyond chance (5 %).
 *
 * @example isSteady({ total: Float64Array.of(10, 11, 9, 10, 10, 9, 11), known: null }) // true
 */
export function isSteady(demand: {
  readonly total: Float64Array
  readonly known: Float64Array | null
}): boolean {
  const spot = spotOf(demand)
  const level = mean(spot)
  const deviation = Math.sqrt(variance(spot))
  if (!(level > 0) || deviation > CALM_VARIATION * level) return false
  if (deviation === 0) return true
  const bound = CHANCE_BOUND / Math.sqrt(spot.length)
  const time = spot.map((_, t) => t)
  return (
    Math.abs(correlation(spot.subarray(1), spot.subarray(0, -1))) <= bound &&
    Math.abs(correlation(spot, time)) <= bound
  )
}

/** One item of steady demand. */
export interface ClosedFormItem {
  readonly demand: { readonly total: Float64Array; readonly known: Float64Array | null }
  readonly leadTimePeriods: number
  readonly holdingCost: number
  readonly backorderCost: number
  readonly overtimePerUnit: number
}

/** Variance of orders added up in overtime money, and the sum of the items' own variances. */
export interface LoadVariance {
  readonly total: number
  readonly own: number
}

/**
 * What the combined rule costs for items of steady demand, each at its best safety stock; their orders' variance by
 * part, pooled over items, which all pass the same linear filter.
 *
 * @returns money per period over all items; variances of orders in overtime money
 * Source: as smoothing-cost.ts; E(net stock)⁺ = σ(z + L(z)), E(net stock)⁻ = σL(z) at z = Φ⁻¹(b/(b+h)).
 * @example closedFormCosts([item], { gapShare: 0.5, levellingPeriods: 1 }).holding
 */
export function closedFormCosts(
  items: readonly ClosedFormItem[],
  { gapShare, levellingPeriods }: { readonly gapShare: number; readonly levellingPeriods: number },
) {
  const levelled = levelledKnownOrders(levellingPeriods)
  let holding = 0
  let backorder = 0
  for (const { demand, leadTimePeriods, holdingCost: h, backorderCost: b } of items) {
    const spot = spotOf(demand)
    const deviation = Math.sqrt(variance(spot) * proportionalNetStock(gapShare, leadTimePeriods))
    const z = normalQuantile(b / (b + h))
    const loss = normalDensity(z) - (z * h) / (b + h)
    const early = demand.known ? mean(demand.known) * levelled.earlyStockPeriods : 0
    holding += h * (deviation * (z + loss) + early)
    backorder += b * deviation * loss
  }
  const scaled = (load: LoadVariance, ratio: number): LoadVariance => ({
    total: load.total * ratio,
    own: load.own * ratio,
  })
  return {
    holding,
    backorder,
    spotLoad: scaled(loadVariance(items, spotOf), proportionalRatio(gapShare)),
    knownLoad: scaled(
      loadVariance(items, ({ total, known }) => known ?? new Float64Array(total.length)),
      levelled.orderVarianceRatio,
    ),
  }
}

function loadVariance(
  items: readonly ClosedFormItem[],
  partOf: (demand: ClosedFormItem['demand']) => Float64Array,
): LoadVariance {
  const sum = new Float64Array(items[0]?.demand.total.length ?? 0)
  let own = 0
  for (const { demand, overtimePerUnit } of items) {
    const load = partOf(demand).map((units) => units * overtimePerUnit)
    own += variance(load)
    load.forEach((money, t) => {
      sum[t] += money
    })
  }
  return { total: sum.length > 0 ? variance(sum) : 0, own }
}

function spotOf({ total, known }: ClosedFormItem['demand']): Float64Array {
  return known ? total.map((units, t) => units - known[t]) : total
}

function correlation(one: Float64Array, other: Float64Array): number {
  const [meanOne, meanOther] = [mean(one), mean(other)]
  let covariance = 0
  one.forEach((value, t) => {
    covariance += (value - meanOne) * (other[t] - meanOther)
  })
  const scale = Math.sqrt(variance(one) * variance(other)) * one.length
  return scale > 0 ? covariance / scale : 0
}
