import type { DemandHistory } from '#planning/demand/demand-history'
import type { PatternMeasures } from '#planning/demand/demand-pattern'
import { demandUnit } from '#planning/demand/demand-unit'
import type { PreparedHistory } from '#planning/demand/prepare-history'
import {
  type CountSettings,
  countQuantiles,
  demandRate,
  movingSums,
  pooledMean,
  weightedMean,
  weightedQuantiles,
} from '#planning/forecast/count-demand'
import { type Forecast, patternReason, QUANTILE_LEVELS, type SummedDemand } from '#planning/forecast/forecast'
import {
  aggregateDisaggregate,
  croston,
  multipleAggregation,
  syntetosBoylan,
  teunterSyntetosBabai,
} from '#planning/forecast/intermittent'
import { excessAt, fadeAt, NEW_BELOW } from '#planning/forecast/launch-evidence'
import { rareSeason } from '#planning/forecast/rare-season'
import type { SeriesOptions } from '#planning/forecast/series-options'
import type { Bucket } from '#planning/time-bucket'

/** Without a pool: memory of a little over a season of buckets, moderate fading. */
export function defaultCounts(bucket: Bucket): CountSettings {
  const memory = { day: 0.98, week: 0.95, month: 0.88, quarter: 0.8, year: 0.6 }[bucket]
  return { memory, size: 0.4, levelFactor: 1, sizeDoubt: 0, sizeRatio: 1 }
}

/** Observations of its own that outweigh the pooled dispersion. */
const DISPERSION_WEIGHT = 12
/** Buckets in a season beyond which rare demand shows none of it. */
const LONGEST_RARE_SEASON = 24

/** Forecast of demand that is zero in many buckets: mean by count methods, quantiles that respect the zeros. */
export function forecastCounts(
  history: DemandHistory,
  prepared: PreparedHistory,
  measures: PatternMeasures,
  options: SeriesOptions,
  period: number,
): Forecast {
  const { horizon, method = 'auto' } = options
  const levels = options.quantileLevels ?? QUANTILE_LEVELS
  const pooled = options.pool?.counts ?? defaultCounts(history.bucket)
  const launch = method === 'auto' ? launchOf(history.bucket, prepared, options, pooled) : null
  const settings = launch === null ? pooled : { ...pooled, levelFactor: launch.factor }
  const y = prepared.observed
  const isWeekday = history.bucket === 'day' && options.hasDates !== false
  const mayBeSeasonal = method === 'auto' && launch === null && period <= LONGEST_RARE_SEASON
  const profile = isWeekday ? weekdayProfile(y, 7) : rareSeason(y, mayBeSeasonal ? period : 1)
  const steady = isWeekday ? y : y.map((value, t) => value / profile[t % profile.length]!)
  const level = slowMean(steady, prepared.filled, settings, method)
  const mean = new Float64Array(horizon)
  const n = y.length
  for (let h = 0; h < horizon; h += 1) mean[h] = level * profile[(n + h) % profile.length]!
  const unit = demandUnit(y)
  const quantilesOf = (past: Float64Array, total: number, steps: number) =>
    launch
      ? countQuantiles({ mean: total, size: 1 / launch.excess(steps) }, unit, levels)
      : stepQuantiles(past, total, settings, levels, method, steps)
  const cache = new Map<number, Float64Array>()
  const perStep = (h: number) => {
    const slot = (n + h) % profile.length
    let found = cache.get(slot)
    if (!found) {
      found = quantilesOf(y, mean[h]!, 1)
      cache.set(slot, found)
    }
    return found
  }
  const quantiles = levels.map((_, k) => Float64Array.from({ length: horizon }, (__, h) => perStep(h)[k]!))
  const sums = (options.sums ?? []).map((steps): SummedDemand => {
    let total = 0
    for (let h = 0; h < steps; h += 1) total += mean[h]!
    return { steps, mean: total, quantiles: quantilesOf(movingSums(y, steps), total, steps) }
  })
  return {
    seriesId: history.seriesId,
    mean,
    quantileLevels: levels,
    quantiles,
    byRung: { model: mean },
    sums,
    method: method === 'auto' ? 'weighted counts' : method,
    reasons: [
      ...(launch === null ? [] : [{ kind: 'launch' as const, factor: launch.factor }]),
      patternReason(measures),
      ...(period > 1 && isWeekday ? [{ kind: 'weekday-profile' } as const] : []),
      ...(!isWeekday && profile.length > 1
        ? [{ kind: 'effects', isMultiplicative: true, causes: ['season'] } as const]
        : []),
    ],
  }
}

/** How a launch of this age goes on; null for series that are no launch or without earlier launches to learn from. */
function launchOf(
  bucket: Bucket,
  { observations, observed }: PreparedHistory,
  { pool }: SeriesOptions,
  settings: CountSettings,
): { factor: number; excess: (steps: number) => number } | null {
  const fade = pool?.fade
  if (!fade || observations >= NEW_BELOW[bucket]) return null
  return {
    factor: fadeAt(fade, observations, pooledMean(demandRate(observed, settings.memory), settings)),
    excess: (steps) => excessAt(fade, observations, steps),
  }
}

function slowMean(y: Float64Array, filled: Float64Array, settings: CountSettings, method: string): number {
  switch (method) {
    case 'croston':
      return croston(filled, 0.1)
    case 'sba':
      return syntetosBoylan(filled, 0.1)
    case 'tsb':
      return teunterSyntetosBabai(filled, 0.1, 0.1)
    case 'adida':
      return aggregateDisaggregate(filled, null)
    case 'imapa':
      return multipleAggregation(filled)
    default:
      return settings.levelFactor * pooledMean(demandRate(y, settings.memory), settings)
  }
}

/** Negative binomial about the mean, with pooled dispersion, averaged with weighted quantiles of the past. */
function stepQuantiles(
  y: Float64Array,
  mean: number,
  settings: CountSettings,
  levels: readonly number[],
  method: string,
  steps = 1,
): Float64Array {
  const past = weightedQuantiles(y, levels, settings.memory)
  if (method === 'weighted-quantiles' || !(mean > 0)) return past
  const unit = demandUnit(y)
  const moments = weightedMean(y, settings.memory)
  const weight = moments.weight / steps
  const relative =
    moments.mean > 0
      ? Math.max(0.02, (moments.variance - moments.mean * unit) / (moments.mean * moments.mean))
      : steps / settings.size
  const inverseSize =
    (weight * relative + DISPERSION_WEIGHT / settings.size / steps) / (weight + DISPERSION_WEIGHT)
  const counts = countQuantiles({ mean, size: 1 / inverseSize }, unit, levels)
  if (method === 'negative-binomial') return counts
  const ratio = moments.mean > 0 ? mean / moments.mean : 1
  return counts.map((count, k) => 0.5 * count + 0.5 * past[k]! * ratio)
}

/** Weekday factors with mean 1, drawn to 1 where demands are few. */
function weekdayProfile(y: Float64Array, period: number): Float64Array {
  const profile = new Float64Array(period).fill(1)
  if (period === 1) return profile
  const sums = new Float64Array(period)
  const counts = new Float64Array(period)
  let total = 0
  let demands = 0
  let known = 0
  for (let t = 0; t < y.length; t += 1) {
    if (Number.isNaN(y[t]!)) continue
    const indicator = Math.sqrt(y[t]!)
    sums[t % period] += indicator
    counts[t % period] += 1
    total += indicator
    known += 1
    if (y[t]! > 0) demands += 1
  }
  if (!(total > 0) || known < 3 * period) return profile
  const weight = demands / (demands + 20)
  let mean = 0
  for (let k = 0; k < period; k += 1) {
    const ratio = counts[k]! > 0 ? sums[k]! / counts[k]! / (total / known) : 1
    profile[k] = 1 + weight * (ratio - 1)
    mean += profile[k]! / period
  }
  return profile.map((factor) => factor / mean)
}
