import type { PreparedHistory } from '#planning/demand/prepare-history'
import type { CombinationWeights, Members } from '#planning/forecast/combination-weights'
import { decomposedComponents, logarithmShift } from '#planning/forecast/decomposed-demand'
import { type EffectModel, withEffects } from '#planning/forecast/effect-model'
import { bestSmoothing, smoothingForms } from '#planning/forecast/exponential-smoothing'
import type { Method } from '#planning/forecast/forecast'
import {
  type Component,
  seasonalNaiveComponent,
  smoothingComponent,
  thetaComponent,
} from '#planning/forecast/forecast-component'
import type { Predictive } from '#planning/forecast/predictive'
import { regressionComponent, seasonalRegression } from '#planning/forecast/regression-component'
import type { SmoothingForm } from '#planning/forecast/smoothing-model'

export interface SmoothTask {
  readonly prepared: PreparedHistory
  readonly horizon: number
  readonly period: number
  readonly method: Method
  readonly effects: EffectModel | null
  readonly weights: CombinationWeights
}

/** Longest history for which every form is tried; beyond, forms that matter in practice. */
const ALL_FORMS_UP_TO = 200
/** Buckets in a season that exponential smoothing can hold. */
const LONGEST_SMOOTHED = 24
const DAMPED_CARRY = 0.3
const LEAST_LEVEL = 0.1
const LEAST_SHARE = 0.02
/**
 * Spread of a logarithm beyond which steps ahead add none: a young series that still climbs has large early errors, and a
 * year of them added up would say "a million, perhaps".
 */
const LARGEST_LOG_DEVIATION = 1
/** Two decompositions and one regression weigh alike in a forecast with a long season. */
const DECOMPOSED_SHARE = 2 / 3

/** Forecast of demand that is rarely zero: a combination of smoothing and theta models, or one of them by name. */
export function forecastSmooth(task: SmoothTask): Predictive {
  const { effects, prepared, horizon } = task
  const base = effects ? filledAdjusted(effects, prepared) : prepared.filled
  const components = fitComponents(base, task)
  const isPositive = !prepared.hasNegative
  const n = base.length
  const levels = components.map(({ forecast }) => forecast.map((value) => bounded(value, base, isPositive)))
  const decomposed = decomposedForecast(task)
  const members = membersOf(components, levels, decomposed, task)
  const weights = task.weights[members.signature] ?? members.usual
  const ofComponents = shares(weights.slice(0, components.length))
  const mean = combined(members.forecasts, weights)
  if (isPositive) for (let h = 0; h < horizon; h += 1) mean[h] = Math.max(0, mean[h]!)
  const { deviation, carry, isLogarithmic, innovations } = spread(components, ofComponents, base, mean, task)
  const names = components.flatMap(({ name }, k) => (weights[k]! > 0 ? [name] : []))
  if (decomposed && weights.at(-1)! > 0) names.push('seasonal decomposition')
  return {
    mean,
    deviation,
    isLogarithmic,
    mayBeNegative: prepared.hasNegative,
    carry,
    innovations,
    method: names.join(' + '),
    reasons: effects ? [effects.reason] : [],
    members,
    ...(effects ? { effects: splitEffects(effects, combined(levels, ofComponents), mean, n) } : {}),
  }
}

/** The components with effects put back, then the decomposition, which outweighs them unless learned otherwise. */
function membersOf(
  components: readonly Component[],
  levels: readonly Float64Array[],
  decomposed: Float64Array | null,
  { effects, prepared }: SmoothTask,
): Members {
  const n = prepared.filled.length
  const forecasts = levels.map((level) =>
    effects ? level.map((value, h) => withEffects(effects, value, n + h)) : level,
  )
  const names = components.map(({ member }) => member)
  const share = (decomposed ? 1 - DECOMPOSED_SHARE : 1) / components.length
  const usual = components.map(() => share)
  if (!decomposed) return { signature: names.join(' + '), forecasts, usual }
  return {
    signature: [...names, 'decomposition'].join(' + '),
    forecasts: [...forecasts, decomposed],
    usual: [...usual, DECOMPOSED_SHARE],
  }
}

function shares(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => (sum > 0 ? weight / sum : 1 / weights.length))
}

function combined(forecasts: readonly Float64Array[], weights: readonly number[]): Float64Array {
  return forecasts[0]!.map((_, h) =>
    forecasts.reduce((sum, forecast, k) => (weights[k]! > 0 ? sum + weights[k]! * forecast[h]! : sum), 0),
  )
}

/**
 * Demand freed of holidays and drivers, decomposed in logarithms and as it is. For long seasons seen twice: what a
 * regression on times of the year shrinks away.
 */
function decomposedForecast({ prepared, period, horizon, effects, method }: SmoothTask): Float64Array | null {
  if (period <= 24 || !effects?.isMultiplicative || method === 'regression') return null
  const { byEffect, shift } = effects
  const n = prepared.filled.length
  const driven = (t: number) => byEffect.holiday[t]! + byEffect.promotion[t]! + byEffect.trend[t]!
  const freed = filledAdjusted(effects, prepared).map(
    (value, t) => Math.max(value, 1e-9) * Math.exp(byEffect.season[t]!),
  )
  const components = [
    ...decomposedComponents(freed, period, horizon, 0),
    ...decomposedComponents(freed, period, horizon, null),
  ]
  if (components.length === 0) return null
  return Float64Array.from({ length: horizon }, (_, h) => {
    let sum = 0
    for (const { forecast } of components) sum += bounded(forecast[h]!, freed, true) / components.length
    return sum * Math.exp(driven(n + h)) - shift
  })
}

/** Exact split of the mean: what each kind of effect adds in the order season, holiday, promotion. */
function splitEffects(
  effects: EffectModel,
  level: Float64Array,
  mean: Float64Array,
  n: number,
): Record<string, Float64Array> {
  const parts: Record<string, Float64Array> = { level: new Float64Array(mean.length) }
  const kinds = (['season', 'holiday', 'promotion'] as const).filter((kind) =>
    effects.byEffect[kind].some((value) => value !== 0),
  )
  for (const kind of kinds) parts[kind] = new Float64Array(mean.length)
  for (let h = 0; h < mean.length; h += 1) {
    let sum = 0
    let before = effects.isMultiplicative ? level[h]! - effects.shift : level[h]!
    let used = 0
    for (const kind of kinds) {
      sum += effects.byEffect[kind][n + h]!
      const after = effects.isMultiplicative ? level[h]! * Math.exp(sum) - effects.shift : level[h]! + sum
      parts[kind]![h] = after - before
      used += after - before
      before = after
    }
    parts.level![h] = mean[h]! - used
  }
  return parts
}

function filledAdjusted(effects: EffectModel, prepared: PreparedHistory): Float64Array {
  if (!prepared.hasGaps) return effects.adjusted
  const { adjusted } = effects
  const filled = adjusted.slice()
  let before = -1
  for (let t = 0; t <= filled.length; t += 1) {
    if (t < filled.length && Number.isNaN(adjusted[t]!)) continue
    for (let gap = before + 1; gap < t; gap += 1) {
      const left = before < 0 ? adjusted[t]! : adjusted[before]!
      const right = t >= filled.length ? adjusted[before]! : adjusted[t]!
      filled[gap] = left + ((right - left) * (gap - before)) / (t - before)
    }
    before = t
  }
  return filled
}

/** Keeps a component within reason: no forecast beyond what the history has seen, several times over. */
function bounded(value: number, y: Float64Array, isPositive: boolean): number {
  if (!Number.isFinite(value)) return y[y.length - 1]!
  return isPositive ? Math.max(0, value) : value
}

function fitComponents(y: Float64Array, task: SmoothTask): Component[] {
  const { horizon, method, effects } = task
  if (method === 'regression' && effects) return [regressionComponent(effects, horizon)]
  const period = effects ? 1 : task.period
  const isPositive = y.every((value) => value > 0)
  const components: Component[] = []
  const addSmoothing = (forms: readonly SmoothingForm[], member = 'smoothing') => {
    const model = bestSmoothing(y, forms)
    if (model) components.push({ ...smoothingComponent(model, horizon), member })
  }
  const seasons = smoothingForms(isPositive, Math.min(period, y.length >= 2 * period ? period : 1))
  const short = y.length <= ALL_FORMS_UP_TO && period <= 24
  const practical = seasons.filter(
    (form) => (form.trend === 0 || form.damped) && form.multiplicativeError === (form.season === 2),
  )
  if (y.length < 4 || y.every((value) => value === y[0])) return [seasonalNaiveComponent(y, 1, horizon)]
  switch (method) {
    case 'seasonal-naive':
      break
    case 'ses':
      addSmoothing(
        seasons.filter((form) => form.trend === 0 && form.season === 0 && !form.multiplicativeError),
      )
      break
    case 'holt':
      addSmoothing(
        seasons.filter(
          (form) => form.trend === 1 && !form.damped && form.season === 0 && !form.multiplicativeError,
        ),
      )
      break
    case 'damped':
      addSmoothing(seasons.filter((form) => form.damped && form.season === 0 && !form.multiplicativeError))
      break
    case 'ets':
      addSmoothing(short ? seasons : practical)
      break
    case 'theta':
      components.push(thetaComponent(y, period, 'standard', horizon))
      break
    case 'optimised-theta':
      components.push(thetaComponent(y, period, 'optimised', horizon))
      break
    case 'dynamic-theta':
      components.push(thetaComponent(y, period, 'dynamic', horizon))
      break
    default:
      components.push(thetaComponent(y, period, 'dynamic', horizon))
      if (period > LONGEST_SMOOTHED && y.length >= 2 * period) {
        components.push(...decomposedComponents(y, period, horizon, logarithmShift(y, task.prepared)))
        break
      }
      if (short) {
        components.push(thetaComponent(y, period, 'standard', horizon))
        addSmoothing(
          seasons.filter((form) => form.trend === 0 || form.damped),
          'level smoothing',
        )
        components.push(...decomposedComponents(y, period, horizon, logarithmShift(y, task.prepared)))
        components.push(...seasonalRegression(task.prepared, period, horizon))
      }
      addSmoothing(short ? seasons : practical)
  }
  if (components.length === 0) components.push(seasonalNaiveComponent(y, period, horizon))
  return components
}

/**
 * One-step errors of the combination give the scale, the mean of the components' weights its growth. Outside logarithms
 * the variance of a combination is proportional to the level, as of demand that comes order by order; a model asked for
 * by name keeps its own constant one.
 */
function spread(
  components: readonly Component[],
  weights: readonly number[],
  y: Float64Array,
  mean: Float64Array,
  task: SmoothTask,
) {
  const { horizon, effects, prepared, method } = task
  const n = y.length
  const isLogarithmic = effects?.isMultiplicative === true
  const isCombination = method === 'auto' || method === 'combination'
  const rootOf = isLogarithmic || prepared.hasNegative || !isCombination ? () => 1 : rootOfLevel(y)
  const least = 1e-9 + (LEAST_SHARE * y.reduce((sum, value) => sum + value, 0)) / n
  const innovations = new Float64Array(n).fill(Number.NaN)
  let squares = 0
  let known = 0
  // The first two fitted values may be anything: a theta model's first level is free of them.
  const first = Math.min(n - 1, n < 12 ? 2 : 3)
  for (let t = first; t < n; t += 1) {
    if (Number.isNaN(prepared.observed[t]!) || prepared.isRaised[t]) continue
    let fitted = 0
    components.forEach((component, k) => {
      if (weights[k]! > 0) fitted += weights[k]! * component.fitted[t]!
    })
    const error = isLogarithmic
      ? Math.log(Math.max(y[t]!, least)) - Math.log(Math.max(fitted, least))
      : (y[t]! - fitted) / rootOf(fitted)
    if (!Number.isFinite(error)) continue
    innovations[t] = error
    squares += error * error
    known += 1
  }
  const estimated = components.every(({ isNaive }) => isNaive) ? 0 : Math.min(4, known / 4)
  const innovation = Math.sqrt(squares / Math.max(1, known - estimated))
  if (innovation > 0) for (let t = 0; t < n; t += 1) innovations[t]! /= innovation
  const carry = new Float64Array(horizon)
  components.forEach((component, k) => {
    for (let j = 0; j < horizon; j += 1) carry[j] += weights[k]! * component.carry[j]!
  })
  const deviation = new Float64Array(horizon)
  let variance = 0
  for (let h = 0; h < horizon; h += 1) {
    variance += Number.isFinite(carry[h]!) ? carry[h]! * carry[h]! : DAMPED_CARRY * DAMPED_CARRY
    deviation[h] = innovation * Math.sqrt(variance) * rootOf(mean[h]!)
    if (isLogarithmic) deviation[h] = Math.min(deviation[h]!, Math.max(innovation, LARGEST_LOG_DEVIATION))
  }
  return { deviation, carry, isLogarithmic, innovations }
}

/** √level, a level below a tenth of the mean counting as that tenth. */
function rootOfLevel(y: Float64Array): (level: number) => number {
  const least = (LEAST_LEVEL * y.reduce((sum, value) => sum + value, 0)) / y.length
  return (level) => Math.sqrt(Math.max(least, level)) || 1
}
