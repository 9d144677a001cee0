/** How {@link decomposeSeason} smooths; windows are odd numbers of observations. */
export interface SeasonalWindows {
  /** Seasons that count in the value of one phase; 'periodic': all alike. */
  readonly seasonal: number | 'periodic'
  /** Default: the next odd number from 1.5 period / (1 − 1.5 / seasonal). */
  readonly trend?: number
}

/** y = trend + seasonal + remainder, each as long as y. */
export interface SeasonalDecomposition {
  readonly trend: Float64Array
  readonly seasonal: Float64Array
}

/**
 * Splits a series into trend, season and remainder by local regression.
 *
 * @param y without gaps, at least two seasons
 * @param period buckets in a season, >= 2
 * @throws RangeError where the series is shorter than two seasons, or a window not odd and >= 3
 * Source: Cleveland, Cleveland, McRae & Terpenning 1990, Journal of Official Statistics 6(1), 3–73; degrees (0, 1, 1),
 *   two inner loops, no robustness weights, as R's stl by default.
 * @example decomposeSeason(Float64Array.of(1, 3, 1, 3, 1, 3, 1, 3), 2, { seasonal: 'periodic' }).seasonal[0] // -1
 */
export function decomposeSeason(
  y: Float64Array,
  period: number,
  windows: SeasonalWindows,
): SeasonalDecomposition {
  const n = y.length
  if (!(Number.isInteger(period) && period >= 2 && n >= 2 * period))
    throw new RangeError(
      `period must be >= 2 and the series two seasons long; got ${period} with ${n} values`,
    )
  const seasonalWindow = windows.seasonal === 'periodic' ? 10 * n + 1 : windows.seasonal
  const trendWindow = windows.trend ?? odd((1.5 * period) / (1 - 1.5 / seasonalWindow))
  for (const window of [seasonalWindow, trendWindow])
    if (!(Number.isInteger(window) && window >= 3 && window % 2 === 1))
      throw new RangeError(`windows must be odd and >= 3; got ${window}`)
  const lowPassWindow = odd(period)
  const trend = new Float64Array(n)
  const seasonal = new Float64Array(n)
  const rest = new Float64Array(n)
  const lowPass = new Float64Array(n)
  for (let loop = 0; loop < 2; loop += 1) {
    for (let t = 0; t < n; t += 1) rest[t] = y[t]! - trend[t]!
    const cycles = smoothPhases(rest, period, seasonalWindow)
    const averaged = movingAverage(movingAverage(movingAverage(cycles, period), period), 3)
    smoothLocally(averaged, n, lowPassWindow, 1, jumpOf(lowPassWindow), lowPass)
    for (let t = 0; t < n; t += 1) seasonal[t] = cycles[period + t]! - lowPass[t]!
    for (let t = 0; t < n; t += 1) rest[t] = y[t]! - seasonal[t]!
    smoothLocally(rest, n, trendWindow, 1, jumpOf(trendWindow), trend)
  }
  if (windows.seasonal === 'periodic') averagePhases(seasonal, period)
  return { trend, seasonal }
}

const jumpOf = (window: number) => Math.ceil(window / 10)

function odd(value: number): number {
  const whole = Math.ceil(value)
  return whole % 2 === 0 ? whole + 1 : whole
}

/** Each phase of the season smoothed by itself and carried one season beyond both ends. */
function smoothPhases(y: Float64Array, period: number, window: number): Float64Array {
  const n = y.length
  const cycles = new Float64Array(n + 2 * period)
  for (let phase = 0; phase < period; phase += 1) {
    const count = Math.floor((n - phase - 1) / period) + 1
    const values = Float64Array.from({ length: count }, (_, k) => y[k * period + phase]!)
    const smooth = new Float64Array(count)
    smoothLocally(values, count, window, 0, jumpOf(window), smooth)
    const before = localFit(values, count, window, 0, -1, 0, Math.min(window, count) - 1) ?? smooth[0]!
    const after =
      localFit(values, count, window, 0, count, Math.max(0, count - window), count - 1) ?? smooth[count - 1]!
    cycles[phase] = before
    for (let k = 0; k < count; k += 1) cycles[(k + 1) * period + phase] = smooth[k]!
    cycles[(count + 1) * period + phase] = after
  }
  return cycles
}

function movingAverage(values: Float64Array, length: number): Float64Array {
  const averages = new Float64Array(values.length - length + 1)
  let sum = 0
  for (let t = 0; t < values.length; t += 1) {
    sum += values[t]!
    if (t >= length) sum -= values[t - length]!
    if (t >= length - 1) averages[t - length + 1] = sum / length
  }
  return averages
}

/** Local regression at every `jump`-th place, straight lines between. */
function smoothLocally(
  y: Float64Array,
  n: number,
  window: number,
  degree: 0 | 1,
  jump: number,
  out: Float64Array,
): void {
  if (n < 2) {
    out[0] = y[0]!
    return
  }
  const stride = Math.min(jump, n - 1)
  const half = (window + 1) >> 1
  const fitAt = (t: number) => {
    const first = window >= n ? 0 : Math.max(0, Math.min(n - window, t + 1 - half))
    const last = window >= n ? n - 1 : first + window - 1
    return localFit(y, n, window, degree, t, first, last) ?? y[t]!
  }
  let before = 0
  out[0] = fitAt(0)
  while (before < n - 1) {
    const next = Math.min(before + stride, n - 1)
    out[next] = fitAt(next)
    for (let t = before + 1; t < next; t += 1)
      out[t] = out[before]! + ((out[next]! - out[before]!) * (t - before)) / (next - before)
    before = next
  }
}

/** Value at `place` of a tricube-weighted mean or line through y[first … last]; null where no weight is left. */
function localFit(
  y: Float64Array,
  n: number,
  window: number,
  degree: 0 | 1,
  place: number,
  first: number,
  last: number,
): number | null {
  const reach = Math.max(place - first, last - place) + (window > n ? (window - n) >> 1 : 0)
  const weightAt = (t: number) => {
    const distance = Math.abs(t - place)
    if (distance > 0.999 * reach) return 0
    return distance > 0.001 * reach ? (1 - (distance / reach) ** 3) ** 3 : 1
  }
  let total = 0
  let centre = 0
  for (let t = first; t <= last; t += 1) {
    const weight = weightAt(t)
    total += weight
    centre += weight * t
  }
  if (!(total > 0)) return null
  centre /= total
  let spread = 0
  if (degree === 1 && reach > 0)
    for (let t = first; t <= last; t += 1) spread += (weightAt(t) / total) * (t - centre) ** 2
  const tilt = Math.sqrt(spread) > 0.001 * (n - 1) ? (place - centre) / spread : 0
  let value = 0
  for (let t = first; t <= last; t += 1) value += (weightAt(t) / total) * (1 + tilt * (t - centre)) * y[t]!
  return value
}

function averagePhases(seasonal: Float64Array, period: number): void {
  for (let phase = 0; phase < period; phase += 1) {
    let sum = 0
    let count = 0
    for (let t = phase; t < seasonal.length; t += period) {
      sum += seasonal[t]!
      count += 1
    }
    for (let t = phase; t < seasonal.length; t += period) seasonal[t] = sum / count
  }
}
