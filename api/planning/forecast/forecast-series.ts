import { type DemandHistory, NO_DATA } from '#planning/demand/demand-history'
import { demandPattern, type PatternMeasures } from '#planning/demand/demand-pattern'
import { type PreparedHistory, prepareHistory } from '#planning/demand/prepare-history'
import { gammaScore, gapOfGammaScore } from '#planning/distribution/gamma-score'
import {
  addError,
  type Calibration,
  type CalibrationEvidence,
  calibrate,
  calibrationEvidence,
  errorQuantile,
} from '#planning/forecast/calibration'
import type { Members } from '#planning/forecast/combination-weights'
import { fitEffects } from '#planning/forecast/effect-model'
import {
  type Forecast,
  type ForecastProblem,
  patternReason,
  QUANTILE_LEVELS,
  type SummedDemand,
} from '#planning/forecast/forecast'
import { NEW_BELOW } from '#planning/forecast/launch-evidence'
import { outerSeason } from '#planning/forecast/outer-season'
import { type Predictive, summedDeviation } from '#planning/forecast/predictive'
import { type SeriesOptions, seasonOf } from '#planning/forecast/series-options'
import { forecastCounts } from '#planning/forecast/slow-movers'
import { forecastSmooth } from '#planning/forecast/smooth-demand'
import { addBucketsDay, dayNumber } from '#planning/time-bucket'

/** Buckets of history that count; older ones are left out. */
export const LONGEST_HISTORY = 1500
/** Origins whose errors calibrate a forecast: what shook all series at once differs from one to the next. */
const PAST_ORIGINS = 2
const SLOW_METHODS = new Set([
  'croston',
  'sba',
  'tsb',
  'adida',
  'imapa',
  'negative-binomial',
  'weighted-quantiles',
])

/**
 * Forecast of one series: mean, quantiles per step and quantiles of sums, by a method chosen for its demand pattern.
 *
 * Slow movers (demand interval above 1.32 buckets) get count models; the rest a combination of exponential smoothing
 * and theta models on demand freed of calendar and driver effects. Never NaN, never below zero where the history is
 * not, quantiles non-decreasing.
 *
 * @returns the forecast, or why there is none
 * @throws RangeError for options out of range
 * @example forecastSeries(history, { horizon: 12 })
 */
export function forecastSeries(history: DemandHistory, options: SeriesOptions): Forecast | ForecastProblem {
  const { horizon } = options
  const levels = options.quantileLevels ?? QUANTILE_LEVELS
  requireOptions(horizon, levels, options.sums ?? [])
  const period = periodOf(history, options)
  const prepared = prepareHistory(
    history,
    period,
    LONGEST_HISTORY,
    mayClose(options),
    mayBreak(history, options),
  )
  if ('fault' in prepared)
    return { seriesId: history.seriesId, problem: prepared.fault, detail: prepared.detail }
  const measures = demandPattern(prepared.observed)
  if (isSlow(measures, prepared, options) || isNew(history, prepared, options))
    return forecastCounts(history, prepared, measures, options, period)
  const predictive = predict(history, prepared, period, options)
  if (predictive === null)
    return {
      seriesId: history.seriesId,
      problem: 'nothing-to-regress-on',
      detail: `regression needs at least 8 known buckets, and a calendar, season or driver that varies; the history holds ${prepared.observations}`,
    }
  const calibration =
    options.pool?.calibration ??
    calibrate(pastErrors(history, prepared, period, options, calibrationEvidence()))
  return distribution(history, prepared, predictive, calibration, measures, options, levels)
}

/** Buckets in a season: as named, or of the season found around it where buckets without dates hide their week. */
export function periodOf({ bucket, quantity, status }: DemandHistory, options: SeriesOptions): number {
  const { method = 'auto', regressors = [], hasDates = true } = options
  const named = seasonOf(bucket, options)
  if (hasDates || method !== 'auto' || regressors.length > 0) return named
  const from = Math.max(0, quantity.length - LONGEST_HISTORY)
  const known = quantity.subarray(from).map((value, t) => (status[from + t] === NO_DATA ? Number.NaN : value))
  return outerSeason(known, named)
}

/** A method asked for by name is given the history as it is. */
export function mayClose({ method = 'auto' }: SeriesOptions): boolean {
  return method === 'auto'
}

/** What a known driver or holiday may explain, a day off at a festival too, is no interruption. */
export function mayBreak({ bucket }: DemandHistory, options: SeriesOptions): boolean {
  const { method = 'auto', regressors = [], holidays = [], festivals = null } = options
  const isExplained = regressors.length > 0 || holidays.length > 0 || (festivals !== null && bucket === 'day')
  return method === 'auto' && !isExplained
}

export function isSlow(
  measures: PatternMeasures,
  prepared: PreparedHistory,
  options: SeriesOptions,
): boolean {
  const method = options.method ?? 'auto'
  if (method !== 'auto') return SLOW_METHODS.has(method)
  return !prepared.hasNegative && measures.demandInterval > 1.32
}

/** Whether a series is too young to tell more than its level, which then follows earlier launches. */
function isNew(
  { bucket }: DemandHistory,
  { observations, hasNegative }: PreparedHistory,
  { method = 'auto', pool }: SeriesOptions,
): boolean {
  return method === 'auto' && !hasNegative && pool?.fade != null && observations < NEW_BELOW[bucket]
}

/** Point forecast and its spread from the end of a prepared history; null: nothing to regress on, as was asked. */
export function predict(
  history: DemandHistory,
  prepared: PreparedHistory,
  period: number,
  options: SeriesOptions,
): Predictive | null {
  const { horizon, regressors = [], holidays = [], hasDates = true, method = 'auto' } = options
  const { workedDays = [], festivals = null } = options
  const { bucket } = history
  const n = prepared.observed.length
  const usesEffects =
    method === 'regression' ||
    ((method === 'auto' || method === 'combination') &&
      (regressors.length > 0 ||
        holidays.length > 0 ||
        (festivals !== null && hasDates) ||
        (period > 24 && hasDates) ||
        (bucket === 'day' && hasDates)))
  const effects = usesEffects
    ? fitEffects({
        observed: prepared.observed,
        horizon,
        bucket,
        days: hasDates ? bucketDays(history, prepared, horizon) : null,
        period,
        regressors: regressors.map(({ name, values }) => ({
          name,
          values: cut(values, prepared.offset, n + horizon),
        })),
        holidays,
        workedDays,
        festivals,
        hasNegative: prepared.hasNegative,
      })
    : null
  if (method === 'regression' && !effects) return null
  const task = { prepared, horizon, period, method, effects, weights: options.pool?.weights ?? {} }
  return closedAt(prepared, period, forecastSmooth(task))
}

/** Nothing is sold, for certain, where a season's phase is closed. */
function closedAt(
  { observed, isClosedPhase }: PreparedHistory,
  period: number,
  predictive: Predictive,
): Predictive {
  if (!isClosedPhase) return predictive
  const open = (values: Float64Array) =>
    values.map((value, h) => (isClosedPhase[(observed.length + h) % period] ? 0 : value))
  const { mean, deviation, effects } = predictive
  return {
    ...predictive,
    mean: open(mean),
    deviation: open(deviation),
    ...(effects
      ? { effects: Object.fromEntries(Object.entries(effects).map(([cause, part]) => [cause, open(part)])) }
      : {}),
  }
}

/**
 * Errors of the forecasts made one and two horizons ago, standardised by their own spread; `onMembers` sees what the
 * latest was made of.
 */
export function pastErrors(
  history: DemandHistory,
  prepared: PreparedHistory,
  period: number,
  options: SeriesOptions,
  evidence: CalibrationEvidence,
  onMembers: (members: Members, actual: Float64Array) => void = () => undefined,
): CalibrationEvidence {
  const n = prepared.observed.length
  const horizon = Math.min(options.horizon, Math.floor(n / 3))
  const least = Math.max(8, period <= 24 ? period + 4 : 2 * period)
  for (let origin = 1; origin <= PAST_ORIGINS; origin += 1) {
    const end = n - origin * horizon
    if (horizon < 1 || end < least) return evidence
    const past: PreparedHistory = {
      ...prepared,
      observed: prepared.observed.subarray(0, end),
      filled: prepared.filled.subarray(0, end),
      isRaised: prepared.isRaised.subarray(0, end),
    }
    const predictive = predict(history, past, period, { ...options, horizon })
    if (predictive === null) return evidence
    const actual = prepared.observed.subarray(end, end + horizon)
    if (origin === 1 && predictive.members) onMembers(predictive.members, actual)
    addErrors(evidence, predictive, seenAsIs(prepared, actual, end))
    if (origin === 1 && horizon > 1) addSum(evidence, predictive, withClosed(prepared, period, actual, end))
  }
  return evidence
}

function addErrors(evidence: CalibrationEvidence, predictive: Predictive, actual: Float64Array): void {
  const { mean, deviation, isLogarithmic } = predictive
  const errors = isLogarithmic ? evidence.logarithmic : evidence.linear
  actual.forEach((value, h) => {
    const z = isLogarithmic
      ? logarithmicError(value, mean[h]!) / deviation[h]!
      : gammaScore((value - mean[h]!) / deviation[h]!, variation(predictive, deviation[h]!, mean[h]!))
    addError(errors, h + 1, z)
  })
}

/** Demand that happened, NaN where it is an expectation itself: sold out, it shows no error. */
function seenAsIs({ isRaised }: PreparedHistory, actual: Float64Array, from: number): Float64Array {
  return actual.map((value, h) => (isRaised[from + h] ? Number.NaN : value))
}

/** Demand that happened, 0 where closed. */
function withClosed(
  { isClosedPhase }: PreparedHistory,
  period: number,
  actual: Float64Array,
  from: number,
): Float64Array {
  return isClosedPhase ? actual.map((value, h) => (isClosedPhase[(from + h) % period] ? 0 : value)) : actual
}

/** Sums tell of the latest origin alone: on the data the older ones taught nothing. */
function addSum(evidence: CalibrationEvidence, predictive: Predictive, actual: Float64Array): void {
  const errors = predictive.isLogarithmic ? evidence.logarithmic : evidence.linear
  const total = summed(predictive.mean)
  const deviation = summedDeviation(predictive, actual.length)
  const gap = (summed(actual) - total) / deviation
  addError(errors, 'sum', gammaScore(gap, variation(predictive, deviation, total)))
}

function summed(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}

function logarithmicError(actual: number, mean: number): number {
  const floor = 0.02 * Math.abs(mean) + 1e-12
  return Math.log(Math.max(actual, floor)) - Math.log(Math.max(mean, floor))
}

/** Skew of an error: demand that is never negative is skewed the more, the wider its spread relative to its mean. */
function variation({ isLogarithmic, mayBeNegative }: Predictive, deviation: number, mean: number): number {
  return !isLogarithmic && !mayBeNegative && mean > 0 && deviation > 0 ? deviation / mean : 0
}

function distribution(
  history: DemandHistory,
  prepared: PreparedHistory,
  predictive: Predictive,
  calibration: Calibration,
  measures: PatternMeasures,
  options: SeriesOptions,
  levels: readonly number[],
): Forecast {
  const { mean, deviation, isLogarithmic, effects } = predictive
  const { horizon } = options
  const least = prepared.hasNegative ? Number.NEGATIVE_INFINITY : 0
  const value = (h: number, z: number) =>
    Math.max(
      least,
      isLogarithmic
        ? mean[h]! * Math.exp(Math.min(50, z * deviation[h]!))
        : mean[h]! + deviation[h]! * gapOfGammaScore(z, variation(predictive, deviation[h]!, mean[h]!)),
    )
  const quantiles = levels.map((level) =>
    Float64Array.from({ length: horizon }, (_, h) => value(h, errorQuantile(calibration, h + 1, level))),
  )
  const sums = (options.sums ?? []).map((steps): SummedDemand => {
    let total = 0
    for (let h = 0; h < steps; h += 1) total += mean[h]!
    const spread = summedDeviation(predictive, steps)
    const skew = variation(predictive, spread, total)
    const score = (level: number) => errorQuantile(calibration, steps === 1 ? 1 : 'sum', level)
    return {
      steps,
      mean: total,
      quantiles: rising(
        Float64Array.from(levels, (level) =>
          Math.max(least, total + spread * gapOfGammaScore(score(level), skew)),
        ),
      ),
    }
  })
  makeRising(quantiles)
  return {
    seriesId: history.seriesId,
    mean,
    quantileLevels: levels,
    quantiles,
    byRung: { model: mean },
    sums,
    method: predictive.method,
    ...(effects ? { effects } : {}),
    innovations: predictive.innovations,
    reasons: [patternReason(measures), ...predictive.reasons],
  }
}

function rising(values: Float64Array): Float64Array {
  for (let k = 1; k < values.length; k += 1) values[k] = Math.max(values[k]!, values[k - 1]!)
  return values
}

function makeRising(quantiles: readonly Float64Array[]): void {
  for (let q = 1; q < quantiles.length; q += 1)
    for (let h = 0; h < quantiles[q]!.length; h += 1)
      quantiles[q]![h] = Math.max(quantiles[q]![h]!, quantiles[q - 1]![h]!)
}

function cut(values: Float64Array, offset: number, count: number): Float64Array {
  const part = new Float64Array(count).fill(Number.NaN)
  for (let t = 0; t < count && offset + t < values.length; t += 1) part[t] = values[offset + t]!
  return part
}

function bucketDays(history: DemandHistory, prepared: PreparedHistory, horizon: number): Int32Array {
  const start = dayNumber(history.start)
  return Int32Array.from({ length: prepared.observed.length + horizon }, (_, t) =>
    addBucketsDay(start, history.bucket, prepared.offset + t),
  )
}

function requireOptions(horizon: number, levels: readonly number[], sums: readonly number[]): void {
  if (!(Number.isInteger(horizon) && horizon >= 1))
    throw new RangeError(`horizon must be a whole number >= 1; got ${horizon}`)
  levels.forEach((level, k) => {
    if (!(level > 0 && level < 1)) throw new RangeError(`quantileLevels must lie in (0, 1); got ${level}`)
    if (k > 0 && level <= levels[k - 1]!)
      throw new RangeError(`quantileLevels must rise; got ${levels.join(', ')}`)
  })
  for (const steps of sums)
    if (!(Number.isInteger(steps) && steps >= 1 && steps <= horizon))
      throw new RangeError(`sums must lie in 1 … horizon; got ${steps} with horizon ${horizon}`)
}
