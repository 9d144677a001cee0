import {
  type FittedSmoothing,
  innovationWeights,
  smoothingForecast,
} from '#planning/forecast/exponential-smoothing'
import { formName } from '#planning/forecast/smoothing-model'
import { fitTheta, type ThetaKind } from '#planning/forecast/theta'

/** One model of a combination. */
export interface Component {
  readonly name: string
  /** Place in a combination, whatever form was chosen for it. */
  readonly member: string
  readonly forecast: Float64Array
  /** One-step forecasts, NaN where there is none yet. */
  readonly fitted: Float64Array
  /** Weight of an innovation on the forecast j steps later. */
  readonly carry: Float64Array
  /** Whether the component estimates nothing. */
  readonly isNaive?: true
}

const THETA_NAMES: Readonly<Record<ThetaKind, string>> = {
  standard: 'Theta',
  optimised: 'optimised Theta',
  dynamic: 'dynamic Theta',
}

export function thetaComponent(y: Float64Array, period: number, kind: ThetaKind, horizon: number): Component {
  const fitted = fitTheta(y, period, kind)
  const carry = new Float64Array(horizon).fill(fitted.alpha)
  carry[0] = 1
  return {
    name: THETA_NAMES[kind],
    member: THETA_NAMES[kind],
    forecast: fitted.forecast(horizon),
    fitted: fitted.fitted,
    carry,
  }
}

export function smoothingComponent(model: FittedSmoothing, horizon: number): Component {
  return {
    name: formName(model.form),
    member: 'smoothing',
    forecast: smoothingForecast(model, horizon),
    fitted: model.fitted,
    carry: innovationWeights(model, horizon),
  }
}

export function seasonalNaiveComponent(y: Float64Array, period: number, horizon: number): Component {
  const n = y.length
  const lag = n >= period ? period : 1
  return {
    name: lag > 1 ? 'seasonal naive' : 'naive',
    member: 'naive',
    forecast: Float64Array.from({ length: horizon }, (_, h) => y[n - lag + (h % lag)]!),
    fitted: y.map((_, t) => (t >= lag ? y[t - lag]! : Number.NaN)),
    carry: Float64Array.from({ length: horizon }, (_, j) => (j % lag === 0 ? 1 : 0)),
    isNaive: true,
  }
}
