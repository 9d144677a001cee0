/**
 * Order variance ratios of the order-up-to policy in closed form. They hold for stationary demand, constant safety
 * stock, constant lead time, no capacity limit and orders that may go negative. `leadTimePeriods` is the number of
 * demand periods between placing an order at the end of a period and its being able to serve demand, whole, >= 1.
 */

/**
 * Forecast by moving average, first-order autoregressive demand: 1 + (2τ/p + 2τ²/p²)(1 − ρ^p).
 *
 * @param averagePeriods   periods in the moving average, whole, >= 1 (p)
 * @param autocorrelation  of demand at lag 1, in (−1, 1) (ρ)
 * Source: Chen, Drezner, Ryan & Simchi-Levi 2000, Management Science 46(3), theorem 1 with z = 0.
 * @example movingAverageRatio({ leadTimePeriods: 4, averagePeriods: 5, autocorrelation: 0 }) // 3.88
 */
export function movingAverageRatio({
  leadTimePeriods,
  averagePeriods,
  autocorrelation,
}: {
  leadTimePeriods: number
  averagePeriods: number
  autocorrelation: number
}): number {
  requirePeriods('leadTimePeriods', leadTimePeriods)
  requirePeriods('averagePeriods', averagePeriods)
  requireAutocorrelation(autocorrelation)
  const exposure = leadTimePeriods / averagePeriods
  return 1 + (2 * exposure + 2 * exposure ** 2) * (1 - autocorrelation ** averagePeriods)
}

/**
 * Forecast by exponential smoothing: 1 + [2τα + 2τ²α²/(2−α)](1−ρ)/(1−(1−α)ρ).
 *
 * @param smoothing in (0, 1] (α)
 * Source: Chen, Ryan & Simchi-Levi 2000, Naval Research Logistics 47.
 * @example exponentialSmoothingRatio({ leadTimePeriods: 4, smoothing: 0.2, autocorrelation: 0 }) // 3.311111…
 */
export function exponentialSmoothingRatio({
  leadTimePeriods,
  smoothing,
  autocorrelation,
}: {
  leadTimePeriods: number
  smoothing: number
  autocorrelation: number
}): number {
  requirePeriods('leadTimePeriods', leadTimePeriods)
  requireAutocorrelation(autocorrelation)
  if (!(smoothing > 0 && smoothing <= 1))
    throw new RangeError(`smoothing must be in (0, 1]; got ${smoothing}`)
  const swing = 2 * leadTimePeriods * smoothing + (2 * (leadTimePeriods * smoothing) ** 2) / (2 - smoothing)
  return 1 + (swing * (1 - autocorrelation)) / (1 - (1 - smoothing) * autocorrelation)
}

/**
 * Forecast by the exact conditional mean of first-order autoregressive demand: 1 + 2ρ(1−ρ^τ)(1−ρ^{τ+1})/(1−ρ).
 * Negative autocorrelation smooths.
 *
 * Source: Lee, Padmanabhan & Whang 1997, Management Science 43.
 * @example conditionalMeanRatio({ leadTimePeriods: 1, autocorrelation: 0.5 }) // 1.75
 */
export function conditionalMeanRatio({
  leadTimePeriods,
  autocorrelation: rho,
}: {
  leadTimePeriods: number
  autocorrelation: number
}): number {
  requirePeriods('leadTimePeriods', leadTimePeriods)
  requireAutocorrelation(rho)
  return 1 + (2 * rho * (1 - rho ** leadTimePeriods) * (1 - rho ** (leadTimePeriods + 1))) / (1 - rho)
}

/**
 * What is left of the moving-average ratio when orders and demand are summed over buckets of m periods: coarse
 * buckets hide the bullwhip. Independent demand.
 *
 * Source: effect in Chen & Lee 2012; formula derived for order-up-to with a moving average.
 * @example aggregatedRatio({ leadTimePeriods: 4, averagePeriods: 5, bucketPeriods: 52 }) // 1.276923…
 */
export function aggregatedRatio({
  leadTimePeriods,
  averagePeriods,
  bucketPeriods,
}: {
  leadTimePeriods: number
  averagePeriods: number
  bucketPeriods: number
}): number {
  requirePeriods('leadTimePeriods', leadTimePeriods)
  requirePeriods('averagePeriods', averagePeriods)
  requirePeriods('bucketPeriods', bucketPeriods)
  const longer = Math.max(averagePeriods, bucketPeriods)
  return 1 + (2 * leadTimePeriods) / longer + (2 * leadTimePeriods ** 2) / (averagePeriods * longer)
}

/**
 * Cumulative ratio of each stage of a serial chain whose stages order up to with a moving average of p periods.
 *
 * - `shared`: every stage forecasts from consumer demand: 1 + 2ΣL/p + 2(ΣL)²/p².
 * - `unshared`: every stage forecasts from the orders it receives; exact, by convolving the stage responses.
 * - `unsharedBound`: the published lower bound Π(1 + 2L/p + 2L²/p²).
 *
 * Source: Chen, Drezner, Ryan & Simchi-Levi 2000, theorem 3 and its decentralised counterpart.
 * @example chainRatios([1, 1, 1, 1], 5).unshared // [1.48, 2.3056, 3.75328, 6.331763…]
 */
export function chainRatios(leadTimePeriods: readonly number[], averagePeriods: number) {
  requirePeriods('averagePeriods', averagePeriods)
  const shared: number[] = []
  const unshared: number[] = []
  const unsharedBound: number[] = []
  let total = 0
  let bound = 1
  let response: number[] = [1]
  for (const periods of leadTimePeriods) {
    requirePeriods('leadTimePeriods', periods)
    total += periods
    const one = { leadTimePeriods: periods, averagePeriods, autocorrelation: 0 }
    bound *= movingAverageRatio(one)
    shared.push(movingAverageRatio({ ...one, leadTimePeriods: total }))
    unsharedBound.push(bound)
    const exposure = periods / averagePeriods
    const next = new Array<number>(response.length + averagePeriods).fill(0)
    response.forEach((weight, lag) => {
      next[lag] += weight * (1 + exposure)
      next[lag + averagePeriods] -= weight * exposure
    })
    response = next
    unshared.push(response.reduce((sum, weight) => sum + weight * weight, 0))
  }
  return { shared, unshared, unsharedBound }
}

export function requirePeriods(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1)
    throw new RangeError(`${name} must be >= 1 and whole; got ${value}`)
}

function requireAutocorrelation(value: number): void {
  if (!(value > -1 && value < 1)) throw new RangeError(`autocorrelation must be in (-1, 1); got ${value}`)
}
