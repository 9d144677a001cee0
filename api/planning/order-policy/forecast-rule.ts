/** How a simulated stage forecasts the demand it sees. */
export type ForecastRule =
  /** A mean that never changes; absent = the mean the simulation starts from. */
  | { readonly kind: 'constant'; readonly mean?: number }
  /** Mean of the last `periods` periods, whole, >= 1. */
  | { readonly kind: 'moving-average'; readonly periods: number }
  /** Simple exponential smoothing, in (0, 1]. */
  | { readonly kind: 'exponential-smoothing'; readonly smoothing: number }
  /** Exact conditional mean of first-order autoregressive demand; autocorrelation in (−1, 1). */
  | { readonly kind: 'autoregressive'; readonly autocorrelation: number; readonly mean?: number }
  /** Holt's linear trend, damped: smoothing and trendSmoothing in (0, 1], damping in (0, 1]. */
  | {
      readonly kind: 'damped-trend'
      readonly smoothing: number
      readonly trendSmoothing: number
      readonly damping: number
    }
  /** Mean of the same place in the last `cycles` seasons of `season` periods. */
  | { readonly kind: 'seasonal-average'; readonly season: number; readonly cycles: number }

/** Forecasts made at the end of each period, written into arrays so that many items can share them. */
export interface ForecastSeries {
  /** Sum over the next `protectionPeriods` periods. */
  readonly summed: Float64Array
  /** Sum over the last `newPeriods` of them. */
  readonly newest: Float64Array
  /** The period right after. */
  readonly next: Float64Array
}

/**
 * Fills `into` with the forecasts of a rule along `demand`.
 *
 * @param initialMean        level before the first period, units per period
 * @param protectionPeriods  whole, >= 1; `newPeriods` in [1, protectionPeriods]
 */
export function fillForecasts(
  rule: ForecastRule,
  demand: Float64Array,
  given: {
    readonly initialMean: number
    readonly protectionPeriods: number
    readonly newPeriods: number
    readonly into: ForecastSeries
  },
): void {
  const { initialMean } = given
  switch (rule.kind) {
    case 'constant':
      fillLevel(given, demand.length, () => rule.mean ?? initialMean)
      return
    case 'moving-average': {
      const { periods } = rule
      let sum = initialMean * periods
      fillLevel(given, demand.length, (t) => {
        sum += demand[t] - (t >= periods ? demand[t - periods] : initialMean)
        return sum / periods
      })
      return
    }
    case 'exponential-smoothing': {
      let level = initialMean
      fillLevel(given, demand.length, (t) => {
        level += rule.smoothing * (demand[t] - level)
        return level
      })
      return
    }
    case 'autoregressive': {
      const mean = rule.mean ?? initialMean
      const weights = powers(rule.autocorrelation, given.protectionPeriods)
      fillShaped(given, demand.length, mean, weights, (t) => demand[t] - mean)
      return
    }
    case 'damped-trend':
      fillTrend(rule, demand, given)
      return
    case 'seasonal-average':
      fillSeason(rule, demand, given)
  }
}

/** @throws RangeError naming the field, its range and the value seen */
export function requireForecastRule(rule: ForecastRule): void {
  if (rule.kind === 'moving-average') requireWhole('forecast.periods', rule.periods)
  if (rule.kind === 'seasonal-average') {
    requireWhole('forecast.season', rule.season)
    requireWhole('forecast.cycles', rule.cycles)
  }
  if (rule.kind === 'exponential-smoothing') requireShare('forecast.smoothing', rule.smoothing)
  if (rule.kind === 'damped-trend') {
    requireShare('forecast.smoothing', rule.smoothing)
    requireShare('forecast.trendSmoothing', rule.trendSmoothing)
    requireShare('forecast.damping', rule.damping)
  }
  if (rule.kind === 'autoregressive' && !(Math.abs(rule.autocorrelation) < 1))
    throw new RangeError(`forecast.autocorrelation must be in (-1, 1); got ${rule.autocorrelation}`)
}

type Filling = Parameters<typeof fillForecasts>[2]

function fillLevel(given: Filling, length: number, levelAt: (t: number) => number): void {
  const { summed, newest, next } = given.into
  for (let t = 0; t < length; t += 1) {
    const level = levelAt(t)
    summed[t] = level * given.protectionPeriods
    newest[t] = level * given.newPeriods
    next[t] = level
  }
}

/** Forecast for i periods ahead: mean + weight[i] · deviation. */
function fillShaped(
  given: Filling,
  length: number,
  mean: number,
  weights: Float64Array,
  deviationAt: (t: number) => number,
): void {
  const { summed, newest, next } = given.into
  let all = 0
  let last = 0
  for (let i = 1; i <= given.protectionPeriods; i += 1) {
    all += weights[i]
    if (i > given.protectionPeriods - given.newPeriods) last += weights[i]
  }
  for (let t = 0; t < length; t += 1) {
    const deviation = deviationAt(t)
    summed[t] = mean * given.protectionPeriods + all * deviation
    newest[t] = mean * given.newPeriods + last * deviation
    next[t] = mean + weights[1] * deviation
  }
}

function fillTrend(
  rule: Extract<ForecastRule, { kind: 'damped-trend' }>,
  demand: Float64Array,
  given: Filling,
): void {
  const { summed, newest, next } = given.into
  const { protectionPeriods, newPeriods } = given
  const weights = powers(rule.damping, protectionPeriods)
  let level = given.initialMean
  let trend = 0
  let all = 0
  let last = 0
  let reach = 0
  for (let i = 1; i <= protectionPeriods; i += 1) {
    reach += weights[i]
    all += reach
    if (i > protectionPeriods - newPeriods) last += reach
  }
  for (let t = 0; t < demand.length; t += 1) {
    const before = level + rule.damping * trend
    const error = demand[t] - before
    level = before + rule.smoothing * error
    trend = rule.damping * trend + rule.smoothing * rule.trendSmoothing * error
    summed[t] = level * protectionPeriods + all * trend
    newest[t] = level * newPeriods + last * trend
    next[t] = level + rule.damping * trend
  }
}

function fillSeason(
  rule: Extract<ForecastRule, { kind: 'seasonal-average' }>,
  demand: Float64Array,
  given: Filling,
): void {
  const { summed, newest, next } = given.into
  const { protectionPeriods, newPeriods } = given
  const forecast = (t: number, ahead: number) => {
    let sum = 0
    let place = t + ahead
    while (place > t) place -= rule.season
    for (let cycle = 0; cycle < rule.cycles; cycle += 1, place -= rule.season)
      sum += place >= 0 ? demand[place] : given.initialMean
    return sum / rule.cycles
  }
  for (let t = 0; t < demand.length; t += 1) {
    summed[t] = 0
    newest[t] = 0
    next[t] = forecast(t, 1)
    for (let i = 1; i <= protectionPeriods; i += 1) {
      const units = forecast(t, i)
      summed[t] += units
      if (i > protectionPeriods - newPeriods) newest[t] += units
    }
  }
}

function powers(base: number, count: number): Float64Array {
  const weights = new Float64Array(count + 1).fill(1)
  for (let i = 1; i <= count; i += 1) weights[i] = weights[i - 1] * base
  return weights
}

function requireWhole(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1)
    throw new RangeError(`${name} must be >= 1 and whole; got ${value}`)
}

function requireShare(name: string, value: number): void {
  if (!(value > 0 && value <= 1)) throw new RangeError(`${name} must be in (0, 1]; got ${value}`)
}
