import { descentMemory, minimiseSmooth } from '#planning/forecast/descent'
import { seasonalIndices } from '#planning/forecast/seasonal-indices'
import {
  ADDITIVE_SEASON,
  ADDITIVE_TREND,
  filterGradient,
  filterMemory,
  filterSeries,
  MULTIPLICATIVE_SEASON,
  MULTIPLICATIVE_TREND,
  NO_SEASON,
  NO_TREND,
  type SmoothingForm,
  type SmoothingState,
} from '#planning/forecast/smoothing-model'

/** A fitted exponential smoothing model, at the end of its series. */
export interface FittedSmoothing {
  readonly form: SmoothingForm
  readonly state: Readonly<SmoothingState>
  /** Final level, slope and seasonal indices, the index of the next bucket first. */
  readonly level: number
  readonly slope: number
  readonly seasonal: Float64Array
  readonly logLikelihood: number
  /** Corrected Akaike criterion; Infinity where the series is too short for the parameters. */
  readonly aicc: number
  /** Innovation variance; relative to the forecast under a multiplicative error. */
  readonly variance: number
  /** One-step forecasts of the series itself. */
  readonly fitted: Float64Array
}

const SMALLEST_WEIGHT = 1e-4
const LOWEST_DAMPING = 0.8
const HIGHEST_DAMPING = 0.98

const LONGEST_FOR_TWO_STARTS = 200

const memory = filterMemory()
const descents = new Map<number, ReturnType<typeof descentMemory>>()

const logistic = (x: number, low: number, high: number) => low + (high - low) / (1 + Math.exp(-x))
const logit = (value: number, low: number, high: number) => Math.log((value - low) / (high - value))

/**
 * Fits one exponential smoothing model by maximum likelihood, first states included.
 *
 * @param y observations without gaps; > 0 for any multiplicative part
 * @returns null where the series is too short or not positive enough for the form
 * Source: Hyndman, Koehler, Ord & Snyder 2008, ch. 5; bounds of R's forecast::ets ("usual").
 */
export function fitSmoothing(y: Float64Array, form: SmoothingForm): FittedSmoothing | null {
  const n = y.length
  const period = form.season === NO_SEASON ? 1 : form.period
  if (n === 0 || (period > 1 && n < period + 3)) return null
  let scale = 0
  for (let t = 0; t < n; t += 1) scale += Math.abs(y[t]!) / n
  if (!(scale > 0)) scale = 1
  const scaled = y.map((value) => value / scale)
  const usesTrend = form.trend !== NO_TREND
  const size = 2 + (usesTrend ? 2 : 0) + (form.damped ? 1 : 0) + (period > 1 ? 1 + period : 0)
  const state = firstState(scaled, form, period)
  const gradientState: SmoothingState = { ...state, seasonal: new Float64Array(period) }
  const point = new Float64Array(size)
  const write = () => {
    let k = 0
    point[k++] = logit(state.alpha, SMALLEST_WEIGHT, 1 - SMALLEST_WEIGHT)
    point[k++] = state.level
    if (usesTrend) {
      point[k++] = logit(state.slopeShare, SMALLEST_WEIGHT, 1 - SMALLEST_WEIGHT)
      point[k++] = state.slope
    }
    if (form.damped) point[k++] = logit(state.phi, LOWEST_DAMPING, HIGHEST_DAMPING)
    if (period > 1) {
      point[k++] = logit(state.gamma / (1 - state.alpha), SMALLEST_WEIGHT, 1 - SMALLEST_WEIGHT)
      for (let s = 0; s < period; s += 1) point[k++] = state.seasonal[s]!
    }
  }
  const read = (x: Float64Array) => {
    let k = 0
    state.alpha = logistic(x[k++]!, SMALLEST_WEIGHT, 1 - SMALLEST_WEIGHT)
    state.level = x[k++]!
    if (usesTrend) {
      state.slopeShare = logistic(x[k++]!, SMALLEST_WEIGHT, 1 - SMALLEST_WEIGHT)
      state.slope = x[k++]!
    }
    if (form.damped) state.phi = logistic(x[k++]!, LOWEST_DAMPING, HIGHEST_DAMPING)
    if (period > 1) {
      state.gamma = (1 - state.alpha) * logistic(x[k++]!, SMALLEST_WEIGHT, 1 - SMALLEST_WEIGHT)
      for (let s = 0; s < period; s += 1) state.seasonal[s] = x[k++]!
    }
  }
  const range = 1 - 2 * SMALLEST_WEIGHT
  const chain = (value: number, low: number, high: number) => ((value - low) * (high - value)) / (high - low)
  const descent = descents.get(size) ?? descentMemory(size)
  descents.set(size, descent)
  const objective = (x: Float64Array, gradient: Float64Array) => {
    read(x)
    const value = filterSeries(scaled, form, state, memory)
    if (!Number.isFinite(value)) return Number.POSITIVE_INFINITY
    filterGradient(scaled, form, state, memory, gradientState)
    const alphaChain = chain(state.alpha, SMALLEST_WEIGHT, 1 - SMALLEST_WEIGHT)
    const gammaShare = period > 1 ? state.gamma / (1 - state.alpha) : 0
    let k = 0
    gradient[k++] = (gradientState.alpha - gradientState.gamma * gammaShare) * alphaChain
    gradient[k++] = gradientState.level
    if (usesTrend) {
      gradient[k++] =
        gradientState.slopeShare * chain(state.slopeShare, SMALLEST_WEIGHT, SMALLEST_WEIGHT + range)
      gradient[k++] = gradientState.slope
    }
    if (form.damped) gradient[k++] = gradientState.phi * chain(state.phi, LOWEST_DAMPING, HIGHEST_DAMPING)
    if (period > 1) {
      gradient[k++] =
        gradientState.gamma * (1 - state.alpha) * chain(gammaShare, SMALLEST_WEIGHT, 1 - SMALLEST_WEIGHT)
      for (let s = 0; s < period; s += 1) gradient[k++] = gradientState.seasonal[s]!
    }
    return value
  }
  /** A trend's likelihood has a second hill where level and slope follow every observation. */
  const fromSecondStart = (found: number) => {
    const other = point.slice()
    other[0] = logit(0.95, SMALLEST_WEIGHT, 1 - SMALLEST_WEIGHT)
    other[2] = logit(0.8, SMALLEST_WEIGHT, 1 - SMALLEST_WEIGHT)
    const second = minimiseSmooth(objective, other, descent, 60, 1e-6)
    if (second < found) point.set(other)
    return Math.min(second, found)
  }
  write()
  let value = minimiseSmooth(objective, point, descent, 60 + 2 * period, 1e-6)
  if (usesTrend && period === 1 && n <= LONGEST_FOR_TWO_STARTS) value = fromSecondStart(value)
  if (!Number.isFinite(value)) return null
  read(point)
  filterSeries(scaled, form, state, memory)
  return finished(y, form, state, scale, value, size, period)
}

function finished(
  y: Float64Array,
  form: SmoothingForm,
  state: SmoothingState,
  scale: number,
  value: number,
  size: number,
  period: number,
): FittedSmoothing {
  const n = y.length
  let squares = 0
  for (let t = 0; t < n; t += 1) squares += memory.error[t]! * memory.error[t]!
  const seasonScale = form.season === ADDITIVE_SEASON ? scale : 1
  const slopeScale = form.trend === MULTIPLICATIVE_TREND ? 1 : scale
  const criterion = value + 2 * n * Math.log(scale)
  const parameters = size - (period > 1 ? 1 : 0) + 1
  const degrees = Math.max(1, n - (parameters - 1))
  const seasonal = new Float64Array(period)
  if (period > 1) for (let k = 0; k < period; k += 1) seasonal[k] = memory.seasonal[n + k]! * seasonScale
  else seasonal.fill(form.season === MULTIPLICATIVE_SEASON ? 1 : 0)
  const aic = criterion + 2 * parameters
  return {
    form,
    state: {
      ...state,
      level: state.level * scale,
      slope: state.slope * slopeScale,
      seasonal: state.seasonal.map((index) => index * seasonScale),
    },
    level: memory.level[n]! * scale,
    slope: memory.slope[n]! * slopeScale,
    seasonal,
    logLikelihood: -0.5 * criterion,
    aicc:
      n > parameters + 1
        ? aic + (2 * parameters * (parameters + 1)) / (n - parameters - 1)
        : Number.POSITIVE_INFINITY,
    variance: (squares / degrees) * (form.multiplicativeError ? 1 : scale * scale),
    fitted: memory.fitted.slice(0, n).map((forecast) => forecast * scale),
  }
}

/** Starting values: classical decomposition, then a line through the first observations. */
function firstState(y: Float64Array, form: SmoothingForm, period: number): SmoothingState {
  const multiplicative = form.season === MULTIPLICATIVE_SEASON
  const seasonal =
    period > 1 ? firstSeason(y, period, multiplicative) : new Float64Array(1).fill(multiplicative ? 1 : 0)
  const count = Math.min(y.length, Math.max(10, 2 * period))
  let sumX = 0
  let sumY = 0
  let sumXY = 0
  let sumXX = 0
  for (let t = 0; t < count; t += 1) {
    const s = period > 1 ? seasonal[t % period]! : 0
    const value = period === 1 ? y[t]! : multiplicative ? y[t]! / s : y[t]! - s
    sumX += t + 1
    sumY += value
    sumXY += (t + 1) * value
    sumXX += (t + 1) * (t + 1)
  }
  const spread = count * sumXX - sumX * sumX
  const line = spread > 0 ? (count * sumXY - sumX * sumY) / spread : 0
  const level = sumY / count - (form.trend === NO_TREND ? 0 : (line * sumX) / count)
  const damping = form.damped ? 0.97 : 1
  let slope = form.trend === ADDITIVE_TREND ? line : 0
  let base = level
  if (form.trend === MULTIPLICATIVE_TREND) {
    base = Math.max(level, 1e-3)
    slope = Math.min(1.5, Math.max(0.7, 1 + line / base))
  }
  return {
    alpha: form.trend === NO_TREND || y.length > 60 ? 0.3 : 0.4,
    slopeShare: 0.1,
    gamma: 0.05,
    phi: damping,
    level: form.multiplicativeError ? Math.max(base, 1e-3) : base,
    slope,
    seasonal,
  }
}

function firstSeason(y: Float64Array, period: number, multiplicative: boolean): Float64Array {
  if (y.length >= 2 * period) {
    const indices = seasonalIndices(y, period, multiplicative)
    return multiplicative ? indices.map((index) => Math.max(index, 1e-2)) : indices
  }
  let mean = 0
  for (let k = 0; k < period; k += 1) mean += y[k]! / period
  return Float64Array.from({ length: period }, (_, k) =>
    multiplicative ? Math.max(y[k]! / Math.max(mean, 1e-9), 1e-2) : y[k]! - mean,
  )
}

/** Point forecasts 1 … horizon steps after the end of the series. */
export function smoothingForecast(model: FittedSmoothing, horizon: number): Float64Array {
  const { form, level, slope, seasonal, state } = model
  const forecast = new Float64Array(horizon)
  let damp = 0
  let power = 1
  for (let h = 0; h < horizon; h += 1) {
    power *= state.phi
    damp += power
    let value = level
    if (form.trend === ADDITIVE_TREND) value += damp * slope
    else if (form.trend === MULTIPLICATIVE_TREND) value *= slope ** damp
    if (form.season === ADDITIVE_SEASON) value += seasonal[h % form.period]!
    else if (form.season === MULTIPLICATIVE_SEASON) value *= seasonal[h % form.period]!
    forecast[h] = value
  }
  return forecast
}

/**
 * Weight of an innovation on the forecast `lead` steps later (c_j), in the unit of the innovation.
 * Source: Hyndman et al. 2008, table 6.2: α + β(φ + … + φ^j) + γ where j is a multiple of the period.
 */
export function innovationWeights(model: FittedSmoothing, horizon: number): Float64Array {
  const { form, state } = model
  const weights = new Float64Array(horizon)
  weights[0] = 1
  let damp = 0
  let power = 1
  for (let j = 1; j < horizon; j += 1) {
    power *= j === 1 ? 1 : state.phi
    damp += power * (form.damped ? state.phi : 1)
    const trend = form.trend === NO_TREND ? 0 : state.alpha * state.slopeShare * damp
    const season = form.season !== NO_SEASON && j % form.period === 0 ? state.gamma : 0
    weights[j] = state.alpha + trend + season
  }
  return weights
}

/** All forms a series allows: nothing multiplicative on values <= 0, no additive error with multiplicative parts. */
export function smoothingForms(
  isPositive: boolean,
  period: number,
  multiplicativeTrend = false,
): SmoothingForm[] {
  const forms: SmoothingForm[] = []
  const trends: readonly (0 | 1 | 2)[] = multiplicativeTrend && isPositive ? [0, 1, 2] : [0, 1]
  const seasons: readonly (0 | 1 | 2)[] = period > 1 ? (isPositive ? [0, 1, 2] : [0, 1]) : [0]
  for (const multiplicativeError of isPositive ? [false, true] : [false])
    for (const trend of trends)
      for (const damped of trend === NO_TREND ? [false] : [false, true])
        for (const season of seasons) {
          if (!multiplicativeError && (season === MULTIPLICATIVE_SEASON || trend === MULTIPLICATIVE_TREND))
            continue
          if (multiplicativeError && trend === MULTIPLICATIVE_TREND && season === ADDITIVE_SEASON) continue
          forms.push({
            multiplicativeError,
            trend,
            damped,
            season,
            period: season === NO_SEASON ? 1 : period,
          })
        }
  return forms
}

/** The fitted model with the lowest corrected Akaike criterion; null where none can be fitted. */
export function bestSmoothing(y: Float64Array, forms: readonly SmoothingForm[]): FittedSmoothing | null {
  let best: FittedSmoothing | null = null
  for (const form of forms) {
    const fitted = fitSmoothing(y, form)
    if (fitted && (best === null || fitted.aicc < best.aicc)) best = fitted
  }
  return best
}
