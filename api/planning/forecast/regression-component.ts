import type { PreparedHistory } from '#planning/demand/prepare-history'
import { type EffectModel, fitEffects, withEffects } from '#planning/forecast/effect-model'
import type { Component } from '#planning/forecast/forecast-component'

/** The drifting level of the regression itself. */
export function regressionComponent(
  { regression, isMultiplicative, adjusted }: EffectModel,
  horizon: number,
): Component {
  const { alpha, level, errors } = regression
  const carry = new Float64Array(horizon).fill(alpha)
  carry[0] = 1
  return {
    name: 'regression',
    member: 'regression',
    forecast: new Float64Array(horizon).fill(isMultiplicative ? Math.exp(level) : level),
    fitted: adjusted.map((value, t) =>
      isMultiplicative ? value / Math.exp(errors[t]!) : value - errors[t]!,
    ),
    carry,
  }
}

/**
 * A drifting level under a season shrunk by evidence: for seasons too short or faint for a model with all its phases.
 *
 * @param period buckets in a season; below 2, or with less than two seasons known, there is no component
 * Source: Hyndman et al. 2008, ch. 9 (regression with innovations); shrinkage by evidence as MacKay 1992.
 * @example seasonalRegression(prepared, 12, 6)[0]?.forecast // six values
 */
export function seasonalRegression(prepared: PreparedHistory, period: number, horizon: number): Component[] {
  const n = prepared.observed.length
  if (period < 2 || n < 2 * period) return []
  const model = fitEffects({
    observed: prepared.observed,
    horizon,
    bucket: 'month',
    days: null,
    period,
    regressors: [],
    holidays: [],
    workedDays: [],
    festivals: null,
    hasNegative: prepared.hasNegative,
  })
  if (!model) return []
  const { forecast, fitted, carry } = regressionComponent(model, horizon)
  return [
    {
      name: 'regression',
      member: 'seasonal regression',
      forecast: forecast.map((value, h) => withEffects(model, value, n + h)),
      fitted: fitted.map((value, t) => withEffects(model, value, t)),
      carry,
    },
  ]
}
