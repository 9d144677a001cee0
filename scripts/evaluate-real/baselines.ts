/** Weekly means and quantiles of demand summed over the first `leadWeeks` weeks: what is scored. */
export interface ScoredForecast {
  readonly mean: readonly number[]
  /** Weekly quantiles by level, each over the horizon; null where a method has none. */
  readonly quantiles: readonly (readonly number[])[] | null
  readonly leadTimeQuantiles: readonly number[]
}

/**
 * Repeats what happened `lag` weeks before each week: 1 is the naive forecast, 52 the seasonal naive.
 * Its lead-time quantiles are its own past errors over the same number of weeks, added to its sum. History is complete
 * up to the origin, NaN where there is no data; null when the value to repeat is not known.
 *
 * @example repeatedForecast([3, 5], 1, { horizon: 2, leadWeeks: 2, levels: [0.5] })?.mean // [5, 5]
 */
export function repeatedForecast(
  history: readonly number[],
  lag: number,
  { horizon, leadWeeks, levels }: { horizon: number; leadWeeks: number; levels: readonly number[] },
): ScoredForecast | null {
  const said = (origin: number) => {
    const weeks: number[] = []
    for (let step = 0; step < horizon; step += 1) {
      const week = lag === 1 ? origin - 1 : origin + step - lag
      if (!(week >= 0 && week < origin) || Number.isNaN(history[week]!)) return null
      weeks.push(history[week]!)
    }
    return weeks
  }
  const mean = said(history.length)
  if (mean === null) return null
  const overLead = (weeks: readonly number[]) =>
    weeks.slice(0, leadWeeks).reduce((sum, units) => sum + units, 0)
  const errors: number[] = []
  for (let origin = 1; origin + leadWeeks <= history.length; origin += 1) {
    const forecast = said(origin)
    const happened = overLead(history.slice(origin, origin + leadWeeks))
    if (forecast !== null && !Number.isNaN(happened)) errors.push(happened - overLead(forecast))
  }
  errors.sort((a, b) => a - b)
  const sum = overLead(mean)
  return {
    mean,
    quantiles: null,
    leadTimeQuantiles: levels.map((level) => Math.max(0, sum + empiricalQuantile(errors, level))),
  }
}

/** Quantile of sorted values by linear interpolation (type 7 of Hyndman & Fan 1996); 0 without any. */
function empiricalQuantile(sorted: readonly number[], level: number): number {
  if (sorted.length === 0) return 0
  const place = level * (sorted.length - 1)
  const below = sorted[Math.floor(place)]!
  return below + (place - Math.floor(place)) * (sorted[Math.ceil(place)]! - below)
}
