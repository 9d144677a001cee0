/** Trend of an exponential smoothing model. */
export const NO_TREND = 0
export const ADDITIVE_TREND = 1
export const MULTIPLICATIVE_TREND = 2
/** Season of an exponential smoothing model. */
export const NO_SEASON = 0
export const ADDITIVE_SEASON = 1
export const MULTIPLICATIVE_SEASON = 2

/** Form of an exponential smoothing model: error, trend and season, additive or multiplicative. */
export interface SmoothingForm {
  readonly multiplicativeError: boolean
  readonly trend: 0 | 1 | 2
  readonly damped: boolean
  readonly season: 0 | 1 | 2
  /** Buckets in a season; 1 without season. */
  readonly period: number
}

/** Name in the usual notation. @example formName({ multiplicativeError: true, trend: 1, damped: true, season: 2, period: 12 }) // 'ETS(M,Ad,M)' */
export function formName({ multiplicativeError, trend, damped, season }: SmoothingForm): string {
  return `ETS(${multiplicativeError ? 'M' : 'A'},${'NAM'[trend]}${damped ? 'd' : ''},${'NAM'[season]})`
}

/** Memory of one filter pass, reused from series to series. */
export interface FilterMemory {
  level: Float64Array
  slope: Float64Array
  seasonal: Float64Array
  error: Float64Array
  fitted: Float64Array
  seasonAdjoint: Float64Array
}

export function filterMemory(): FilterMemory {
  const empty = () => new Float64Array(0)
  return {
    level: empty(),
    slope: empty(),
    seasonal: empty(),
    error: empty(),
    fitted: empty(),
    seasonAdjoint: empty(),
  }
}

function reserve(memory: FilterMemory, count: number, period: number): void {
  if (memory.level.length < count + 1) {
    memory.level = new Float64Array(count + 1)
    memory.slope = new Float64Array(count + 1)
    memory.error = new Float64Array(count)
    memory.fitted = new Float64Array(count)
  }
  if (memory.seasonal.length < count + period) memory.seasonal = new Float64Array(count + period)
  if (memory.seasonAdjoint.length < period) memory.seasonAdjoint = new Float64Array(period)
}

/** Smoothing weights and first states as the filter wants them. */
export interface SmoothingState {
  alpha: number
  /** Slope weight as a share of alpha (β / α). */
  slopeShare: number
  gamma: number
  phi: number
  level: number
  slope: number
  /** One per bucket of the season, that of the first observation first. */
  readonly seasonal: Float64Array
}

/** Derivative of the likelihood measure with respect to weights and first states. */
export type SmoothingGradient = SmoothingState

/**
 * Runs the smoothing recursions over a series.
 *
 * @returns −2 log-likelihood without its constants: n ln Σe² (additive error), n ln Σ(e/ŷ)² + 2 Σ ln |ŷ|
 *   (multiplicative); Infinity where a multiplicative model meets a value <= 0
 * Source: Hyndman, Koehler, Ord & Snyder 2008, ch. 2 and 5.
 */
export function filterSeries(
  y: Float64Array,
  form: SmoothingForm,
  state: SmoothingState,
  memory: FilterMemory,
): number {
  const n = y.length
  const { trend, season } = form
  const period = season === NO_SEASON ? 1 : form.period
  reserve(memory, n, period)
  const { level, slope, seasonal, error, fitted } = memory
  const { alpha, slopeShare, gamma, phi } = state
  const multiplicative = form.multiplicativeError
  let l = state.level
  let b = state.slope
  level[0] = l
  slope[0] = b
  if (season !== NO_SEASON) for (let k = 0; k < period; k += 1) seasonal[k] = state.seasonal[k]!
  let squares = 0
  let logs = 0
  let product = 1
  for (let t = 0; t < n; t += 1) {
    const d = trend === NO_TREND ? 0 : trend === ADDITIVE_TREND ? phi * b : phi === 1 ? b : b ** phi
    const q = trend === MULTIPLICATIVE_TREND ? l * d : l + d
    const value = y[t]!
    let p = value
    let forecast = q
    if (season === ADDITIVE_SEASON) {
      const s = seasonal[t]!
      p = value - s
      forecast = q + s
      seasonal[t + period] = s + gamma * (value - q - s)
    } else if (season === MULTIPLICATIVE_SEASON) {
      const s = seasonal[t]!
      if (!(s > 1e-10) || !(q > 1e-10)) return Number.POSITIVE_INFINITY
      p = value / s
      forecast = q * s
      seasonal[t + period] = s + gamma * (value / q - s)
    }
    let e = value - forecast
    if (multiplicative) {
      if (!(forecast > 1e-10)) return Number.POSITIVE_INFINITY
      e /= forecast
      product *= forecast
      if (product > 1e100 || product < 1e-100) {
        logs += Math.log(product)
        product = 1
      }
    }
    error[t] = e
    fitted[t] = forecast
    squares += e * e
    const next = q + alpha * (p - q)
    if (trend === ADDITIVE_TREND) b = d + slopeShare * (next - l - d)
    else if (trend === MULTIPLICATIVE_TREND) {
      if (!(next > 1e-10)) return Number.POSITIVE_INFINITY
      b = d + slopeShare * (next / l - d)
      if (!(b > 1e-10)) return Number.POSITIVE_INFINITY
    }
    l = next
    level[t + 1] = l
    slope[t + 1] = b
  }
  const value = n * Math.log(squares + 1e-300) + (multiplicative ? 2 * (logs + Math.log(product)) : 0)
  return Number.isFinite(value) ? value : Number.POSITIVE_INFINITY
}

/**
 * Gradient of {@link filterSeries} by running its recursions backwards (reverse-mode differentiation): the cost of
 * about two filter passes whatever the number of first states.
 */
export function filterGradient(
  y: Float64Array,
  form: SmoothingForm,
  state: SmoothingState,
  memory: FilterMemory,
  gradient: SmoothingGradient,
): void {
  const n = y.length
  const { trend, season } = form
  const period = season === NO_SEASON ? 1 : form.period
  const { level, slope, seasonal, error, fitted, seasonAdjoint } = memory
  const { alpha, slopeShare, gamma, phi } = state
  let squares = 1e-300
  for (let t = 0; t < n; t += 1) squares += error[t]! * error[t]!
  const factor = (2 * n) / squares
  let toLevel = 0
  let toSlope = 0
  let dAlpha = 0
  let dShare = 0
  let dGamma = 0
  let dPhi = 0
  seasonAdjoint.fill(0, 0, period)
  for (let t = n - 1; t >= 0; t -= 1) {
    const l = level[t]!
    const b = slope[t]!
    const next = level[t + 1]!
    const value = y[t]!
    const forecast = fitted[t]!
    const d = trend === NO_TREND ? 0 : trend === ADDITIVE_TREND ? phi * b : phi === 1 ? b : b ** phi
    const q = trend === MULTIPLICATIVE_TREND ? l * d : l + d
    const toForecast = form.multiplicativeError
      ? (-factor * error[t]! * value) / (forecast * forecast) + 2 / forecast
      : -factor * error[t]!
    const toNext =
      toLevel + toSlope * (trend === ADDITIVE_TREND ? slopeShare : trend === NO_TREND ? 0 : slopeShare / l)
    let toQ = (1 - alpha) * toNext
    const toP = alpha * toNext
    let p = value
    if (season === NO_SEASON) toQ += toForecast
    else {
      const s = seasonal[t]!
      const slot = t % period
      const toSeasonal = seasonAdjoint[slot]!
      if (season === ADDITIVE_SEASON) {
        p = value - s
        dGamma += toSeasonal * (value - q - s)
        toQ += toForecast - toSeasonal * gamma
        seasonAdjoint[slot] = toSeasonal * (1 - gamma) + toForecast - toP
      } else {
        p = value / s
        dGamma += toSeasonal * (value / q - s)
        toQ += toForecast * s - (toSeasonal * gamma * value) / (q * q)
        seasonAdjoint[slot] = toSeasonal * (1 - gamma) + toForecast * q - (toP * value) / (s * s)
      }
    }
    dAlpha += toNext * (p - q)
    if (trend === NO_TREND) {
      toLevel = toQ
    } else if (trend === ADDITIVE_TREND) {
      dShare += toSlope * (next - l - d)
      const toD = toQ + toSlope * (1 - slopeShare)
      toLevel = toQ - toSlope * slopeShare
      dPhi += toD * b
      toSlope = toD * phi
    } else {
      dShare += toSlope * (next / l - d)
      const toD = toQ * l + toSlope * (1 - slopeShare)
      toLevel = toQ * d - (toSlope * slopeShare * next) / (l * l)
      dPhi += toD * d * Math.log(b)
      toSlope = (toD * phi * d) / b
    }
  }
  gradient.alpha = dAlpha
  gradient.slopeShare = dShare
  gradient.gamma = dGamma
  gradient.phi = dPhi
  gradient.level = toLevel
  gradient.slope = toSlope
  for (let k = 0; k < period; k += 1) gradient.seasonal[k] = seasonAdjoint[k]!
}
