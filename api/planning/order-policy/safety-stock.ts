import { normalLoss, normalQuantile } from '#planning/distribution/normal'
import { expectedShortage, quantileAt, type SpreadDemand } from './quantile-curve.ts'

/** What the safety stock must achieve. */
export type ServiceTarget =
  /** Probability of no shortage in a protection period, in (0, 1). */
  | { readonly kind: 'cycle-service'; readonly fraction: number }
  /** Share of demand served from stock at once, in (0, 1). */
  | { readonly kind: 'fill-rate'; readonly fraction: number }
  /** Least cost: the critical ratio backorder / (backorder + holding), money per unit per bucket, both > 0. */
  | { readonly kind: 'cost'; readonly holdingCost: number; readonly backorderCost: number }

/** @throws RangeError naming the field, its range and the value seen */
export function requireServiceTarget(target: ServiceTarget): void {
  if (target.kind === 'cost') {
    if (!(target.holdingCost > 0)) throw new RangeError(`holdingCost must be > 0; got ${target.holdingCost}`)
    if (!(target.backorderCost > 0))
      throw new RangeError(`backorderCost must be > 0; got ${target.backorderCost}`)
  } else if (!(target.fraction > 0 && target.fraction < 1))
    throw new RangeError(`service fraction must be in (0, 1); got ${target.fraction}`)
}

/**
 * Safety stock for normal demand over a protection period.
 *
 * @param deviation      standard deviation of demand summed over lead time plus review period, units, >= 0
 * @param cycleDemand    mean demand of one review period, units, >= 0; only the fill rate uses it
 * @returns units, >= 0: a target so low that less than the mean would do gives 0
 * Source: Silver, Pyke & Thomas 2017, chapter 6; fill rate 1 − σL(z)/Q.
 * @example normalSafetyStock({ kind: 'cycle-service', fraction: 0.95 }, 20, 100) // 32.897…
 */
export function normalSafetyStock(target: ServiceTarget, deviation: number, cycleDemand: number): number {
  requireServiceTarget(target)
  if (!(deviation > 0)) return 0
  if (target.kind === 'fill-rate') {
    const allowed = ((1 - target.fraction) * cycleDemand) / deviation
    if (!(allowed > 0)) return 0
    return deviation * Math.max(0, inverseNormalLoss(allowed))
  }
  return deviation * Math.max(0, normalQuantile(probabilityOf(target)))
}

/** The same for demand known by quantiles, without a normal assumption. Units, >= 0. */
export function spreadSafetyStock(target: ServiceTarget, demand: SpreadDemand, cycleDemand: number): number {
  requireServiceTarget(target)
  if (target.kind !== 'fill-rate') return Math.max(0, quantileAt(demand, probabilityOf(target)) - demand.mean)
  const allowed = (1 - target.fraction) * cycleDemand
  if (!(allowed > 0)) return 0
  let low = demand.mean
  if (expectedShortage(demand, low) <= allowed) return 0
  let high = Math.max(low + 1, quantileAt(demand, 0.999))
  while (expectedShortage(demand, high) > allowed) high += high - low
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (expectedShortage(demand, middle) > allowed) low = middle
    else high = middle
  }
  return high - demand.mean
}

function probabilityOf(target: Exclude<ServiceTarget, { kind: 'fill-rate' }>): number {
  return target.kind === 'cost'
    ? target.backorderCost / (target.backorderCost + target.holdingCost)
    : target.fraction
}

/**
 * z with L(z) = `loss`; large losses give negative z.
 * @param loss > 0, standard deviations short
 * @throws RangeError on loss <= 0
 * @example inverseNormalLoss(0.020893) // 1.6448…
 */
function inverseNormalLoss(loss: number): number {
  if (!(loss > 0)) throw new RangeError(`loss must be > 0; got ${loss}`)
  let low = -Math.max(8, loss + 1)
  let high = 38
  for (let step = 0; step < 80; step += 1) {
    const middle = (low + high) / 2
    if (normalLoss(middle) > loss) low = middle
    else high = middle
  }
  return (low + high) / 2
}
