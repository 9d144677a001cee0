import { addDays, bucketsBetween } from '#planning/time-bucket'

export interface EarlierForecast {
  readonly asOf: string
  readonly firstBucket: string
  readonly mean: readonly number[]
}

export interface SaidAndHappened {
  readonly week: string
  /** Forecast made at least `lagWeeks` weeks before, by the newest such run; null when there was none. */
  readonly said: number | null
  readonly saidAsOf: string | null
  /** null where there is no data. */
  readonly happened: number | null
  /** Sold out or out of stock: demand was at least `happened`. */
  readonly isCensored: boolean
}

/**
 * The last closed weeks of an item beside what was forecast for them `lagWeeks` weeks earlier.
 *
 * @param history        base units per week from `historyStart`; `status` 0 observed, 1 no data, 2 censored
 * @param earlier        forecasts of the same item by week from their `firstBucket`, newest first
 * @param lagWeeks       whole weeks between the first forecast week and the week told
 * @param weeks          how many closed weeks to tell, newest last
 */
export function trackRecord(options: {
  readonly historyStart: string
  readonly history: readonly number[]
  readonly status: readonly number[]
  readonly earlier: readonly EarlierForecast[]
  readonly lagWeeks: number
  readonly weeks: number
}): SaidAndHappened[] {
  const { history, status } = options
  const from = Math.max(0, history.length - options.weeks)
  return history.slice(from).map((value, offset) => {
    const index = from + offset
    const week = addDays(options.historyStart, 7 * index)
    const forecast = options.earlier.find(({ firstBucket, mean }) => {
      const lag = bucketsBetween(firstBucket, week, 'week')
      return lag >= options.lagWeeks && lag < mean.length
    })
    return {
      week,
      said: forecast ? forecast.mean[bucketsBetween(forecast.firstBucket, week, 'week')]! : null,
      saidAsOf: forecast?.asOf ?? null,
      happened: status[index] === 1 ? null : value,
      isCensored: status[index] === 2,
    }
  })
}
