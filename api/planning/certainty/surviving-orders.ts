/** Mean and variance of units. */
export interface Moments {
  readonly mean: number
  readonly variance: number
}

/**
 * Units that are kept of orders already booked: n·q with variance n·q(1−q)·(1 + (n−1)ρ). Cancellations of one campaign
 * move together, so ρ > 0 there.
 *
 * @param orders      units booked n, >= 0
 * @param keptShare   probability q that a unit is kept, in [0, 1]
 * @param correlation of two units of the same campaign ρ, in [0, 1]; 0 = each by itself
 * @throws RangeError naming the argument, its range and the value seen
 * Source: variance of the beta-binomial distribution, ρ = 1/(α + β + 1).
 * @example survivingOrders(100, 0.8, 0) // { mean: 80, variance: 16 }
 */
export function survivingOrders(orders: number, keptShare: number, correlation: number): Moments {
  if (!(orders >= 0)) throw new RangeError(`orders must be >= 0; got ${orders}`)
  requireShare('keptShare', keptShare)
  requireShare('correlation', correlation)
  return {
    mean: orders * keptShare,
    variance: orders * keptShare * (1 - keptShare) * (1 + Math.max(0, orders - 1) * correlation),
  }
}

function requireShare(name: string, share: number): void {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`${name} must be in [0, 1]; got ${share}`)
}
