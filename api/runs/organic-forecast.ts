import { type DemandHistory, OBSERVED } from '#planning/demand/demand-history'
import { demandPattern } from '#planning/demand/demand-pattern'
import type { LaunchLessons } from '#planning/forecast/cold-start'
import { explainedMean } from '#planning/forecast/explained-mean'
import type { Forecast, ForecastProblem } from '#planning/forecast/forecast'
import { forecastSeries } from '#planning/forecast/forecast-series'
import { forecastNewItem } from '#planning/forecast/new-item'
import type { SeriesOptions, SeriesPool } from '#planning/forecast/series-options'
import type { ItemTask } from './item-task.ts'

export type OrganicForecast = Pick<
  Forecast,
  'mean' | 'quantileLevels' | 'quantiles' | 'sums' | 'method' | 'reasons' | 'innovations'
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
  /** What earlier launches teach about new items. */
  readonly launches?: LaunchLessons | null
}

/** Forecasts the organic remainder of every task; null where an item neither sold outside orders nor is new. */
export function organicForecasts(
  tasks: readonly ItemTask[],
  sumSteps: readonly (readonly number[])[],
  { horizon, levels, calendar, pool, launches }: OrganicOptions,
): OrganicOutcome[] {
  return tasks.map((task, at) => {
    const asked = { horizon, quantileLevels: levels, sums: sumSteps[at]! }
    const history = task.organic
    const own = history
      ? forecastSeries(history, {
          ...asked,
          ...calendar,
          ...(pool ? { pool } : {}),
          ...(task.promotions ? { regressors: [task.promotions] } : {}),
        })
      : null
    const past = own && 'problem' in own ? null : own
    const forecast = task.launch && launches ? forecastNewItem(task.launch, past, launches, asked) : past
    if (!forecast) return { forecast: null, problem: own && 'problem' in own ? own.problem : null }
    return {
      forecast: {
        ...forecast,
        demandPattern: history ? patternOf(history) : 'new',
        effects: { terms: rounded(explainedMean(forecast.mean, forecast.effects)) },
      },
      problem: null,
    }
  })
}

function patternOf({ quantity, status }: DemandHistory): string {
  return demandPattern(quantity.filter((_, bucket) => status[bucket] === OBSERVED)).pattern
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
