import type { Rung } from '#planning/demand/rung'
import { addDays } from '#planning/time-bucket'
import type { ItemForecast, Run } from './item-page.tsx'

/** One week of the item chart: history before the first planned week, rungs and range from it on. */
export interface ItemWeek extends Readonly<Record<Rung, number | null>> {
  readonly monday: string
  readonly history: number | null
  readonly isCensored: boolean
  readonly mean: number | null
  readonly median: number | null
  /** 8 weeks in 10 lie in between. */
  readonly outer: readonly [number, number] | null
  /** 4 weeks in 10 lie in between. */
  readonly inner: readonly [number, number] | null
}

export function itemWeeks(
  forecast: ItemForecast,
  run: Run,
  extent: { past: number; future: number },
): ItemWeek[] {
  const weeks: ItemWeek[] = []
  const from = Math.max(0, forecast.history.length - extent.past)
  for (let index = from; index < forecast.history.length; index++)
    weeks.push({
      ...NOTHING,
      monday: addDays(forecast.historyStart, 7 * index),
      history: forecast.historyStatus[index] === 1 ? null : forecast.history[index]!,
      isCensored: forecast.historyStatus[index] === 2,
    })
  const quantile = quantileReader(forecast, run)
  const count = Math.min(extent.future, forecast.mean.length)
  for (let week = 0; week < count; week++)
    weeks.push({
      monday: addDays(run.firstBucket, 7 * week),
      history: null,
      isCensored: false,
      mean: forecast.mean[week]!,
      paid: forecast.paid[week]!,
      deposit: forecast.deposit[week]!,
      subscription: forecast.subscription[week]!,
      intent: forecast.intent[week]!,
      model: forecast.model[week]!,
      median: quantile(0.5, week),
      outer: range(quantile(0.1, week), quantile(0.9, week)),
      inner: range(quantile(0.3, week), quantile(0.7, week)),
    })
  return weeks
}

/** The stored quantile of a level and week; null when the level is not stored. */
export function quantileReader(
  forecast: ItemForecast,
  run: Run,
): (level: number, week: number) => number | null {
  return (level, week) => {
    const index = run.quantileLevels.findIndex((stored) => Math.abs(stored - level) < 1e-9)
    return index < 0 ? null : (forecast.quantiles[index * run.horizonWeeks + week] ?? null)
  }
}

function range(low: number | null, high: number | null): readonly [number, number] | null {
  return low === null || high === null ? null : [low, high]
}

const NOTHING = {
  mean: null,
  paid: null,
  deposit: null,
  subscription: null,
  intent: null,
  model: null,
  median: null,
  outer: null,
  inner: null,
} as const
