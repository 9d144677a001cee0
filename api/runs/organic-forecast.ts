import { OBSERVED } from '#planning/demand/demand-history'
import { demandPattern } from '#planning/demand/demand-pattern'
import type { Forecast, ForecastProblem } from '#planning/forecast/forecast'
import { forecastSeries } from '#planning/forecast/forecast-series'
import type { SeriesOptions, SeriesPool } from '#planning/forecast/series-options'
import type { ItemTask } from './item-task.ts'

export type OrganicForecast = Pick<
  Forecast,
  'mean' | 'quantileLevels' | 'quantiles' | 'sums' | 'method' | 'reasons'
> & { readonly demandPattern: string; readonly effects: Record<string, unknown> }

export interface OrganicOutcome {
  readonly forecast: OrganicForecast | null
  /** Why there is none although the item sold. */
  readonly problem: ForecastProblem['problem'] | null
}

/** Days of the business calendar whose demand may differ, as day numbers. */
export type CalendarDays = Required<Pick<SeriesOptions, 'holidays' | 'workedDays' | 'festivals'>>

export interface OrganicOptions {
  readonly horizon: number
  readonly levels: readonly number[]
  readonly calendar: CalendarDays
  /** What all items of the run learned together. */
  readonly pool?: SeriesPool | null
}

/** Forecasts the organic remainder of every task; null where an item never sold outside orders. */
export function organicForecasts(
  tasks: readonly ItemTask[],
  sumSteps: readonly (readonly number[])[],
  { horizon, levels, calendar, pool }: OrganicOptions,
): OrganicOutcome[] {
  return tasks.map((task, at) => {
    const history = task.organic
    if (!history) return { forecast: null, problem: null }
    const forecast = forecastSeries(history, {
      horizon,
      quantileLevels: levels,
      sums: sumSteps[at]!,
      ...calendar,
      ...(pool ? { pool } : {}),
      ...(task.promotions ? { regressors: [task.promotions] } : {}),
    })
    if ('problem' in forecast) return { forecast: null, problem: forecast.problem }
    const observed = history.quantity.filter((_, bucket) => history.status[bucket] === OBSERVED)
    return {
      forecast: {
        ...forecast,
        demandPattern: demandPattern(observed).pattern,
        effects: forecast.effects ? { terms: rounded(forecast.effects) } : {},
      },
      problem: null,
    }
  })
}

/** Terms of the mean as plain numbers, to a thousandth of a unit. */
function rounded(effects: Readonly<Record<string, Float64Array>>): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(effects).map(([term, values]) => [
      term,
      Array.from(values, (units) => Math.round(units * 1000) / 1000),
    ]),
  )
}
