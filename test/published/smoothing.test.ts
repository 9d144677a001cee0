import { describe, expect, it } from 'vitest'
import {
  bestSmoothing,
  fitSmoothing,
  smoothingForecast,
  smoothingForms,
} from '#planning/forecast/exponential-smoothing'
import { formName } from '#planning/forecast/smoothing-model'
import { fitTheta } from '#planning/forecast/theta'
import { AIR_PASSENGERS, NILE, WEB_USERS } from '#test/published/classic-series'

const none = { multiplicativeError: false, trend: 0, damped: false, season: 0, period: 1 } as const

describe('exponential smoothing against R forecast 8.20 on its public series', () => {
  it.each([
    ['ETS(A,N,N)', -863.89338, 1733.95818],
    ['ETS(A,A,N)', -863.6473, 1737.72939],
    ['ETS(A,Ad,N)', -863.79607, 1740.20527],
    ['ETS(A,A,A)', -765.93585, 1570.72884],
    ['ETS(A,Ad,A)', -767.61545, 1576.70289],
    ['ETS(M,A,M)', -682.40362, 1403.66438],
    ['ETS(M,Ad,M)', -679.583216, 1400.638432],
  ])('AirPassengers %s: log-likelihood at least %d less 1', (name, logLikelihood, aicc) => {
    const form = smoothingForms(true, 12).find((candidate) => formName(candidate) === name)!
    const model = fitSmoothing(AIR_PASSENGERS, form)!
    expect(model.logLikelihood).toBeGreaterThan(logLikelihood - 1)
    expect(model.aicc - aicc).toBeCloseTo(-2 * (model.logLikelihood - logLikelihood), 3)
  })

  it('AirPassengers: a seasonal multiplicative form wins by AICc', () => {
    const best = bestSmoothing(AIR_PASSENGERS, smoothingForms(true, 12))!
    expect(best.form).toMatchObject({ multiplicativeError: true, season: 2 })
    expect(best.aicc).toBeLessThan(1400.64)
  })

  it('Nile, simple smoothing: α .24567, level 1110.734, log-likelihood −726.39052, forecast 805.336', () => {
    const model = fitSmoothing(NILE, none)!
    expect(model.state.alpha).toBeCloseTo(0.2456681537, 3)
    expect(model.state.level).toBeCloseTo(1110.734097, 0)
    expect(model.logLikelihood).toBeCloseTo(-726.3905185, 4)
    expect(model.variance).toBeCloseTo(20802.8, -1)
    expect(smoothingForecast(model, 1)[0]).toBeCloseTo(805.3363, 0)
  })

  it('WWWusage, damped trend: likelihood at least that of R (−352.865), first forecast within 1 of 218.366', () => {
    const model = fitSmoothing(WEB_USERS, { ...none, trend: 1, damped: true })!
    expect(model.logLikelihood).toBeGreaterThan(-352.866)
    expect(Math.abs(smoothingForecast(model, 1)[0]! - 218.3663)).toBeLessThan(1)
  })

  it('AirPassengers, theta: twelve forecasts of R thetaf to 0.01', () => {
    const expected = [
      440.0782, 428.3843, 489.7071, 475.7046, 479.6704, 545.3663, 602.752, 601.1008, 523.9515, 456.6271,
      397.9537, 447.6449,
    ]
    const forecast = fitTheta(AIR_PASSENGERS, 12, 'standard').forecast(12)
    for (const [h, value] of expected.entries()) expect(Math.abs(forecast[h]! - value)).toBeLessThan(0.01)
  })
})
