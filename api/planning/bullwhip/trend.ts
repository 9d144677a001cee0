/**
 * What is left of a series after its straight line (least squares) and, with `season` > 1 and at least two full
 * seasons, the mean of each position in the season are taken out. The mean of the result is 0.
 *
 * @param season buckets in a season; 1 means none
 * @example withoutTrend(Float64Array.of(1, 2, 3), 1) // [0, 0, 0]
 */
export function withoutTrend(series: Float64Array, season: number): Float64Array {
  const n = series.length
  const rest = new Float64Array(n)
  const middle = (n - 1) / 2
  let level = 0
  let slope = 0
  let spread = 0
  for (let t = 0; t < n; t += 1) {
    level += series[t] / n
    slope += (t - middle) * series[t]
    spread += (t - middle) ** 2
  }
  if (spread > 0) slope /= spread
  for (let t = 0; t < n; t += 1) rest[t] = series[t] - level - slope * (t - middle)
  if (season > 1 && n >= 2 * season) subtractSeason(rest, season)
  return rest
}

function subtractSeason(rest: Float64Array, season: number): void {
  for (let position = 0; position < season; position += 1) {
    let sum = 0
    let count = 0
    for (let t = position; t < rest.length; t += season) {
      sum += rest[t]
      count += 1
    }
    for (let t = position; t < rest.length; t += season) rest[t] -= sum / count
  }
}
