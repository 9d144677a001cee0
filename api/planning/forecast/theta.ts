import { isSeasonal, seasonalIndices } from '#planning/forecast/seasonal-indices'
import { minimiseSimplex, simplexMemory } from '#planning/forecast/simplex-search'

/** `standard`: θ = 2 with simple smoothing; `optimised`: θ estimated; `dynamic`: θ estimated, line updated over time. */
export type ThetaKind = 'standard' | 'optimised' | 'dynamic'

export interface FittedTheta {
  readonly kind: ThetaKind
  readonly alpha: number
  readonly theta: number
  readonly level: number
  /** Drift of the forecast per bucket, deseasonalised. */
  readonly drift: number
  readonly isMultiplicative: boolean
  /** Seasonal indices, that of the next bucket first; neutral without season. */
  readonly seasonal: Float64Array
  /** Mean squared one-step error. */
  readonly variance: number
  readonly fitted: Float64Array
  readonly forecast: (horizon: number) => Float64Array
}

let adjusted = new Float64Array(0)
let oneStep = new Float64Array(0)
const memories = [1, 2, 3].map((size) => simplexMemory(size))

/**
 * Fits a theta model on seasonally adjusted data; the season is tested (90 %) and removed by classical decomposition,
 * multiplicative where all values are > 0.
 *
 * @param y observations without gaps, at least one
 * Source: Assimakopoulos & Nikolopoulos 2000; Hyndman & Billah 2003 (standard); Fiorucci et al. 2016, Int. J.
 *   Forecasting 32, eqs. 4–12 (optimised and dynamic).
 */
export function fitTheta(y: Float64Array, period: number, kind: ThetaKind): FittedTheta {
  const n = y.length
  if (n === 0) throw new RangeError('y must hold at least one observation; got none')
  const seasonalFound = isSeasonal(y, period)
  let isMultiplicative = seasonalFound && y.every((value) => value > 0)
  let indices: Float64Array | null = seasonalFound ? seasonalIndices(y, period, isMultiplicative) : null
  if (indices && isMultiplicative && indices.some((index) => index < 0.01)) {
    isMultiplicative = false
    indices = seasonalIndices(y, period, false)
  }
  if (adjusted.length < n) {
    adjusted = new Float64Array(2 * n)
    oneStep = new Float64Array(2 * n)
  }
  let scale = 0
  for (let t = 0; t < n; t += 1) scale += Math.abs(y[t]!) / n
  if (!(scale > 0)) scale = 1
  for (let t = 0; t < n; t += 1) {
    const index = indices ? indices[t % period]! : 0
    adjusted[t] = (indices === null ? y[t]! : isMultiplicative ? y[t]! / index : y[t]! - index) / scale
  }
  const line = straightLine(adjusted, n)
  const fitted = kind === 'dynamic' ? fitDynamic(n) : fitStatic(n, line, kind === 'optimised')
  const season = new Float64Array(indices ? period : 1).fill(isMultiplicative ? 1 : 0)
  if (indices) for (let k = 0; k < period; k += 1) season[k] = indices[(n + k) % period]!
  const fittedValues = new Float64Array(n)
  let squares = 0
  for (let t = 0; t < n; t += 1) {
    const index = indices ? indices[t % period]! : isMultiplicative ? 1 : 0
    fittedValues[t] = isMultiplicative ? oneStep[t]! * scale * index : oneStep[t]! * scale + index
    squares += (y[t]! - fittedValues[t]!) ** 2
  }
  return {
    kind,
    alpha: fitted.alpha,
    theta: fitted.theta,
    level: fitted.level * scale,
    drift: fitted.drift * scale,
    isMultiplicative,
    seasonal: season,
    variance: squares / Math.max(1, n - 3),
    fitted: fittedValues,
    forecast: (horizon) => {
      const values = fitted.forecast(horizon)
      for (let h = 0; h < horizon; h += 1) {
        const index = season[h % season.length]!
        values[h] = isMultiplicative ? values[h]! * scale * index : values[h]! * scale + index
      }
      return values
    },
  }
}

interface AdjustedTheta {
  readonly alpha: number
  readonly theta: number
  readonly level: number
  readonly drift: number
  readonly forecast: (horizon: number) => Float64Array
}

function straightLine(y: Float64Array, n: number): { intercept: number; slope: number } {
  let mean = 0
  let product = 0
  let squares = 0
  const middle = (n + 1) / 2
  for (let t = 0; t < n; t += 1) {
    mean += y[t]! / n
    product += (t + 1 - middle) * y[t]!
    squares += (t + 1 - middle) ** 2
  }
  const slope = squares > 0 ? product / squares : 0
  return { intercept: mean - slope * middle, slope }
}

const unlogit = (x: number, low: number, high: number) => low + (high - low) / (1 + Math.exp(-x))

function fitStatic(
  n: number,
  line: { intercept: number; slope: number },
  isOptimised: boolean,
): AdjustedTheta {
  const { intercept, slope } = line
  const run = (alpha: number, first: number, weight: number) => {
    let level = first
    let power = 1
    let squares = 0
    for (let t = 0; t < n; t += 1) {
      const drift = weight * (intercept * power + (slope * (1 - power * (1 - alpha))) / alpha)
      const forecast = level + drift
      oneStep[t] = forecast
      const error = adjusted[t]! - forecast
      squares += error * error
      level = alpha * adjusted[t]! + (1 - alpha) * level
      power *= 1 - alpha
    }
    finalLevel = level
    return squares
  }
  let finalLevel = 0
  const point = isOptimised ? Float64Array.of(0, adjusted[0]! / 2, 0.7) : Float64Array.of(0, adjusted[0]!)
  const weightOf = (x: Float64Array) => (isOptimised ? 1 - 1 / (1 + Math.exp(x[2]!)) : 0)
  minimiseSimplex(
    (x) => run(unlogit(x[0]!, 1e-4, 0.9999), x[1]!, weightOf(x)),
    point,
    [1, 0.1, 0.7],
    memories[point.length - 1]!,
    isOptimised ? 300 : 160,
  )
  const alpha = unlogit(point[0]!, 1e-4, 0.9999)
  const weight = weightOf(point)
  run(alpha, point[1]!, weight)
  const level = finalLevel
  const remaining = (1 - alpha) ** n
  if (isOptimised)
    return {
      alpha,
      theta: 1 / (1 - weight),
      level: level + weight * (intercept * remaining + (slope * (1 - remaining)) / alpha),
      drift: weight * slope,
      forecast: (horizon) =>
        Float64Array.from(
          { length: horizon },
          (_, h) =>
            level + weight * (intercept * remaining + slope * (h + (1 - remaining * (1 - alpha)) / alpha)),
        ),
    }
  const drift = slope / 2
  return {
    alpha,
    theta: 2,
    level,
    drift,
    forecast: (horizon) =>
      Float64Array.from({ length: horizon }, (_, h) => level + drift * (h + (1 - remaining) / alpha)),
  }
}

function fitDynamic(n: number): AdjustedTheta {
  let end = { level: 0, mean: 0, intercept: 0, slope: 0, power: 1 }
  const run = (alpha: number, first: number, weight: number) => {
    let level = first
    let mean = 0
    let intercept = adjusted[0]!
    let slope = 0
    let power = 1
    let squares = 0
    for (let t = 0; t < n; t += 1) {
      const value = adjusted[t]!
      const forecast =
        t === 0 ? level : level + weight * (power * intercept + ((1 - power * (1 - alpha)) / alpha) * slope)
      oneStep[t] = forecast
      const error = value - forecast
      if (t >= 2) squares += error * error
      const count = t + 1
      const nextMean = (t * mean + value) / count
      const nextSlope = t === 0 ? 0 : ((count - 2) * slope + (6 / count) * (value - mean)) / (count + 1)
      mean = nextMean
      slope = nextSlope
      intercept = mean - ((count + 1) / 2) * slope
      level = alpha * value + (1 - alpha) * level
      power *= 1 - alpha
    }
    end = { level, mean, intercept, slope, power }
    return squares
  }
  const point = Float64Array.of(0, adjusted[0]! / 2, 0.7)
  const weightOf = (x: Float64Array) => 1 - 1 / (1 + Math.exp(x[2]!))
  minimiseSimplex(
    (x) => run(unlogit(x[0]!, 0.01, 0.99), x[1]!, weightOf(x)),
    point,
    [1, 0.1, 0.7],
    memories[2]!,
    300,
    1e-6,
  )
  const alpha = unlogit(point[0]!, 0.01, 0.99)
  const weight = weightOf(point)
  run(alpha, point[1]!, weight)
  const last = end
  const forecast = (horizon: number) => {
    let { level, mean, intercept, slope, power } = last
    return Float64Array.from({ length: horizon }, (_, h) => {
      const t = n + h
      const value =
        n < 2 ? level : level + weight * (power * intercept + ((1 - power * (1 - alpha)) / alpha) * slope)
      const count = t + 1
      const nextMean = (t * mean + value) / count
      slope = ((count - 2) * slope + (6 / count) * (value - mean)) / (count + 1)
      mean = nextMean
      intercept = mean - ((count + 1) / 2) * slope
      level = alpha * value + (1 - alpha) * level
      power *= 1 - alpha
      return value
    })
  }
  const next = forecast(2)
  return { alpha, theta: 1 / (1 - weight), level: next[0]!, drift: n < 2 ? 0 : next[1]! - next[0]!, forecast }
}
