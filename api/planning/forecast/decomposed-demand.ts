import type { PreparedHistory } from '#planning/demand/prepare-history'
import { bestSmoothing, smoothingForms } from '#planning/forecast/exponential-smoothing'
import type { Component } from '#planning/forecast/forecast-component'
import { smoothingComponent, thetaComponent } from '#planning/forecast/forecast-component'
import { decomposeSeason } from '#planning/forecast/seasonal-decomposition'

/** Seasons that count in the value of one phase. */
const SEASONS_COUNTED = 11
const LEVEL_FORMS = smoothingForms(false, 1).filter((form) => form.trend === 0 || form.damped)

/**
 * Demand decomposed by local regression, its level carried on by a theta and a smoothing model while the season
 * repeats; nothing for series shorter than two seasons.
 *
 * @param y without gaps; > −shift where logarithms are taken
 * @param shift added before the logarithm is taken; null: demand as it is
 * Source: STL with a non-seasonal forecast of the adjusted series, Hyndman & Athanasopoulos 2021, section 13.1.
 */
export function decomposedComponents(
  y: Float64Array,
  period: number,
  horizon: number,
  shift: number | null,
): Component[] {
  const n = y.length
  if (period < 2 || n < 2 * period) return []
  const to = (value: number) => (shift === null ? value : Math.log(value + shift))
  const back = (value: number) => (shift === null ? value : Math.exp(value) - shift)
  const scaled = y.map(to)
  const seasonal = trustedSeason(scaled, period)
  const level = scaled.map((value, t) => value - seasonal[t]!)
  const smoothing = bestSmoothing(level, LEVEL_FORMS)
  const models = [
    thetaComponent(level, 1, 'dynamic', horizon),
    ...(smoothing ? [smoothingComponent(smoothing, horizon)] : []),
  ]
  return models.map(({ member, forecast, fitted, carry }) => ({
    name: 'seasonal decomposition',
    member: `decomposition, ${member}`,
    forecast: forecast.map((value, h) => back(value + seasonal[n - period + (h % period)]!)),
    fitted: fitted.map((value, t) => back(value + seasonal[t]!)),
    carry,
  }))
}

/**
 * Season of a decomposition, drawn to nothing by as much of its variance as chance would show in it: the remainder's,
 * averaged over the seasons seen.
 *
 * @param y without gaps, at least two seasons
 * Source: the positive-part estimator of James & Stein 1961, as empirical Bayes in Efron & Morris 1973.
 * @example trustedSeason(Float64Array.of(1, 3, 1, 3, 1, 3), 2) // −1, 1, −1, …: no remainder, nothing drawn in
 */
export function trustedSeason(y: Float64Array, period: number): Float64Array {
  const { trend, seasonal } = decomposeSeason(y, period, { seasonal: SEASONS_COUNTED })
  let seasons = 0
  let remainders = 0
  y.forEach((value, t) => {
    seasons += seasonal[t]! ** 2
    remainders += (value - trend[t]! - seasonal[t]!) ** 2
  })
  const byChance = remainders / (y.length / period - 1)
  const share = seasons > byChance ? 1 - byChance / seasons : 0
  return seasonal.map((value) => share * value)
}

/** Shift that keeps logarithms finite where demand touches zero; null where demand is below zero. */
export function logarithmShift(y: Float64Array, { hasNegative }: PreparedHistory): number | null {
  if (hasNegative) return null
  let sum = 0
  let least = Number.POSITIVE_INFINITY
  for (const value of y) {
    sum += value
    least = Math.min(least, value)
  }
  return least > 0 ? 0 : (0.1 * sum) / y.length
}
