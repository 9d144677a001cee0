/**
 * Seasonal indices by classical decomposition, the index of the first observation first.
 *
 * @param multiplicative ratios with mean 1 (values must be > 0), else differences with mean 0
 * @returns neutral indices where fewer than two seasons are seen
 * Source: Kendall & Stuart 1983; centred moving averages.
 * @example seasonalIndices(Float64Array.of(1, 3, 1, 3, 1, 3), 2, false) // [-1, 1]
 */
export function seasonalIndices(y: Float64Array, period: number, multiplicative: boolean): Float64Array {
  const n = y.length
  const indices = new Float64Array(period).fill(multiplicative ? 1 : 0)
  if (period < 2 || n < 2 * period) return indices
  const sums = new Float64Array(period)
  const counts = new Float64Array(period)
  const half = period >> 1
  const isEven = period % 2 === 0
  for (let t = half; t + half < n; t += 1) {
    let sum = 0
    for (let k = t - half; k <= t + half; k += 1) sum += y[k]!
    if (isEven) sum -= 0.5 * (y[t - half]! + y[t + half]!)
    const trend = sum / period
    if (multiplicative && !(trend > 0)) continue
    sums[t % period] += multiplicative ? y[t]! / trend : y[t]! - trend
    counts[t % period] += 1
  }
  let mean = 0
  for (let k = 0; k < period; k += 1) {
    indices[k] = counts[k]! > 0 ? sums[k]! / counts[k]! : multiplicative ? 1 : 0
    mean += indices[k]! / period
  }
  for (let k = 0; k < period; k += 1)
    indices[k] = multiplicative && mean > 0 ? indices[k]! / mean : indices[k]! - (multiplicative ? 0 : mean)
  return indices
}

/**
 * Whether a series is seasonal: its autocorrelation at the period is significant.
 * @param criticalValue of the standard normal; 1.645 is 90 % two-sided
 * Source: Assimakopoulos & Nikolopoulos 2000; Bartlett's variance of autocorrelations.
 */
export function isSeasonal(y: Float64Array, period: number, criticalValue = 1.645): boolean {
  const n = y.length
  if (period < 2 || n < 2 * period + 1) return false
  let mean = 0
  for (let t = 0; t < n; t += 1) mean += y[t]! / n
  let variance = 0
  for (let t = 0; t < n; t += 1) variance += (y[t]! - mean) ** 2
  if (!(variance > 0)) return false
  let sumSquares = 0
  let correlation = 0
  for (let lag = 1; lag <= period; lag += 1) {
    let sum = 0
    for (let t = lag; t < n; t += 1) sum += (y[t]! - mean) * (y[t - lag]! - mean)
    correlation = sum / variance
    if (lag < period) sumSquares += correlation * correlation
  }
  return Math.abs(correlation) > criticalValue * Math.sqrt((1 + 2 * sumSquares) / n)
}
