import { describe, expect, it } from 'vitest'
import {
  bestSmoothing,
  fitSmoothing,
  smoothingForecast,
  smoothingForms,
} from '#planning/forecast/exponential-smoothing'
import { seasonalIndices } from '#planning/forecast/seasonal-indices'
import { forecastSmooth } from '#planning/forecast/smooth-demand'
import { filterMemory, filterSeries, formName, type SmoothingForm } from '#planning/forecast/smoothing-model'
import { fitTheta } from '#planning/forecast/theta'
import { ACCIDENTAL_DEATHS, AIR_PASSENGERS, NILE, WEB_USERS } from '#test/published/classic-series'

const NORMAL_95 = 1.959963984540054
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

  // R's forecasts hang on R's optimum; ours is likelier but for the last, and within these parts of them.
  it.each([
    ['ETS(A,N,N)', 0.00001, [431.9958, 431.9958, 431.9958]],
    ['ETS(A,A,N)', 0.005, [433.6004, 435.2048, 436.8093]],
    ['ETS(A,Ad,N)', 0.001, [432.1066, 432.2151, 432.3215]],
    ['ETS(A,A,A)', 0.015, [437.2863, 429.585, 461.5371]],
    ['ETS(A,Ad,A)', 0.01, [434.1266, 424.9792, 458.7771]],
    ['ETS(M,A,M)', 0.03, [448.9738, 425.2278, 484.2137]],
    [
      'ETS(M,Ad,M)',
      0.015,
      [
        441.8018, 434.1186, 496.63, 483.2375, 483.9914, 551.0244, 613.1797, 609.3648, 530.5408, 463.0332,
        402.7478, 451.9694,
      ],
    ],
  ] as const)('AirPassengers %s: forecasts of R within a part of %d', (name, part, expected) => {
    const form = smoothingForms(true, 12).find((candidate) => formName(candidate) === name)!
    const forecast = smoothingForecast(fitSmoothing(AIR_PASSENGERS, form)!, expected.length)
    for (const [h, value] of expected.entries()) expect(Math.abs(forecast[h]! / value - 1)).toBeLessThan(part)
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

  it('Nile, simple smoothing: 95 % bands of three steps to .03', () => {
    const model = fitSmoothing(NILE, none)!
    const level = smoothingForecast(model, 1)[0]!
    const published = [
      [522.6473, 1088.0254],
      [514.2417, 1096.431],
      [506.0721, 1104.6005],
    ]
    for (const [h, [low, high]] of published.entries()) {
      const reach = NORMAL_95 * Math.sqrt(model.variance * (1 + h * model.state.alpha ** 2))
      expect(Math.abs(level - reach - low!)).toBeLessThan(0.03)
      expect(Math.abs(level + reach - high!)).toBeLessThan(0.03)
    }
  })

  it('WWWusage, damped trend: likelihood at least that of R (−352.865), forecasts within .1 of 218.3663 217.0351 215.9501', () => {
    const model = fitSmoothing(WEB_USERS, { ...none, trend: 1, damped: true })!
    expect(model.logLikelihood).toBeGreaterThan(-352.866)
    const forecast = smoothingForecast(model, 3)
    for (const [h, value] of [218.3663, 217.0351, 215.9501].entries())
      expect(Math.abs(forecast[h]! - value)).toBeLessThan(0.1)
  })

  it('AirPassengers, theta: twelve forecasts of R thetaf to 0.01', () => {
    const expected = [
      440.0782, 428.3843, 489.7071, 475.7046, 479.6704, 545.3663, 602.752, 601.1008, 523.9515, 456.6271,
      397.9537, 447.6449,
    ]
    const forecast = fitTheta(AIR_PASSENGERS, 12, 'standard').forecast(12)
    for (const [h, value] of expected.entries()) expect(Math.abs(forecast[h]! - value)).toBeLessThan(0.01)
  })

  it('AirPassengers, theta: 95 % bands of R from simple smoothing of the seasonally adjusted series, to .02', () => {
    const indices = seasonalIndices(AIR_PASSENGERS, 12, true)
    const adjusted = AIR_PASSENGERS.map((value, t) => value / indices[t % 12]!)
    const { state, variance } = fitSmoothing(adjusted, none)!
    const forecast = fitTheta(AIR_PASSENGERS, 12, 'standard').forecast(12)
    const published = [
      [0, 418.9967, 461.1597],
      [11, 385.3917, 509.8982],
    ] as const
    for (const [h, low, high] of published) {
      const reach = NORMAL_95 * Math.sqrt(variance * (1 + h * state.alpha ** 2))
      expect(Math.abs(forecast[h]! - reach - low)).toBeLessThan(0.02)
      expect(Math.abs(forecast[h]! + reach - high)).toBeLessThan(0.02)
    }
  })

  it('USAccDeaths, ETS(A,N,A): log-likelihood at least −555.072335 less 1, forecasts of R within 2 %', () => {
    const form = smoothingForms(true, 12).find((candidate) => formName(candidate) === 'ETS(A,N,A)')!
    const model = fitSmoothing(ACCIDENTAL_DEATHS, form)!
    expect(model.logLikelihood).toBeGreaterThan(-555.072335 - 1)
    expect(model.aicc - 1148.716099).toBeCloseTo(-2 * (model.logLikelihood + 555.072335), 3)
    const expected = [8397.4969, 7599.2206, 8396.5947, 8646.5097, 9443.4119, 9893.0647]
    const forecast = smoothingForecast(model, 6)
    for (const [h, value] of expected.entries()) expect(Math.abs(forecast[h]! / value - 1)).toBeLessThan(0.02)
  })

  it('USAccDeaths, HoltWinters(α .7377192, β .0223184, γ 1): squared errors 8639347.24, six forecasts of R', () => {
    const form: SmoothingForm = { multiplicativeError: false, trend: 1, damped: false, season: 1, period: 12 }
    const alpha = 0.7377192
    const start = firstStatesOfHoltWinters(ACCIDENTAL_DEATHS, 12)
    const state = { alpha, slopeShare: 0.0223184, gamma: 1 - alpha, phi: 1, ...start }
    const memory = filterMemory()
    const y = ACCIDENTAL_DEATHS.subarray(12)
    filterSeries(y, form, state, memory)
    const n = y.length
    let squares = 0
    for (let t = 0; t < n; t += 1) squares += memory.error[t]! ** 2
    // The weights are printed to seven digits.
    expect(Math.abs(squares - 8639347.24)).toBeLessThan(0.05)
    const expected = [7973.4321, 7013.3631, 7770.1926, 8113.4324, 8944.4682, 9336.0417]
    for (const [h, value] of expected.entries())
      expect(memory.level[n]! + (h + 1) * memory.slope[n]! + memory.seasonal[n + h]!).toBeCloseTo(value, 2)
  })

  it('AirPassengers, seasonal naive: 417 391 419; upper 95 % band 488.177552 at step 1, 532.660260 at step 24', () => {
    const prepared = {
      observed: AIR_PASSENGERS,
      filled: AIR_PASSENGERS,
      offset: 0,
      hasGaps: false,
      observations: AIR_PASSENGERS.length,
      hasNegative: false,
      isRaised: new Uint8Array(AIR_PASSENGERS.length),
      isClosedPhase: null,
    }
    const { mean, deviation } = forecastSmooth({
      prepared,
      horizon: 24,
      period: 12,
      method: 'seasonal-naive',
      effects: null,
      weights: {},
    })
    expect([...mean.subarray(0, 3)]).toEqual([417, 391, 419])
    const upper = (step: number) => mean[step - 1]! + NORMAL_95 * deviation[step - 1]!
    expect(upper(1)).toBeCloseTo(488.177552, 6)
    expect(upper(12)).toBeCloseTo(503.177552, 6)
    expect(upper(13)).toBeCloseTo(517.66026, 6)
    expect(upper(24)).toBeCloseTo(532.66026, 6)
  })
})

/** R's first states: classical decomposition of two seasons, a line through the trend, the figure of the season. */
function firstStatesOfHoltWinters(y: Float64Array, period: number) {
  const half = period / 2
  const trend = Array.from({ length: 2 * period - 2 * half }, (_, k) => {
    let sum = (y[k]! + y[k + period]!) / 2
    for (let j = 1; j < period; j += 1) sum += y[k + j]!
    return sum / period
  })
  const figure = new Float64Array(period)
  trend.forEach((value, k) => {
    figure[(k + half) % period] = y[k + half]! - value
  })
  const centre = figure.reduce((a, b) => a + b) / period
  const count = trend.length
  const middle = (count + 1) / 2
  const average = trend.reduce((a, b) => a + b) / count
  let product = 0
  let square = 0
  trend.forEach((value, k) => {
    product += (k + 1 - middle) * (value - average)
    square += (k + 1 - middle) ** 2
  })
  const slope = product / square
  return { level: average - slope * middle, slope, seasonal: figure.map((value) => value - centre) }
}
