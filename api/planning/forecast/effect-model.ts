import {
  anniversaryTerms,
  type BucketDays,
  type EffectTerm,
  holidayTerms,
  periodicTerms,
  weekdayTerms,
  weekOfYearTerms,
  yearlyTerms,
} from '#planning/forecast/calendar-terms'
import { festivalTerms, workedDayTerms } from '#planning/forecast/festival-terms'
import type { ForecastReason } from '#planning/forecast/forecast'
import { type InnovationRegression, regressOnInnovations } from '#planning/forecast/innovation-regression'
import type { Bucket } from '#planning/time-bucket'

/** A driver of demand known for the past and for the steps ahead (price, promotion, event). */
export interface Regressor {
  readonly name: string
  /** One value per bucket of history, then per step ahead; NaN counts as its mean. */
  readonly values: Float64Array
}

export interface EffectTask {
  /** NaN where unknown. */
  readonly observed: Float64Array
  readonly horizon: number
  readonly bucket: Bucket
  /** Day numbers over history and horizon; null: buckets without dates. */
  readonly days: BucketDays | null
  readonly period: number
  readonly regressors: readonly Regressor[]
  readonly holidays: readonly number[]
  readonly workedDays: readonly number[]
  readonly festivals: 'chinese' | null
  readonly hasNegative: boolean
}

/** Effects of calendar and drivers, multiplicative where demand is not negative, and the demand freed of them. */
export interface EffectModel {
  readonly isMultiplicative: boolean
  /** Added to demand before the logarithm is taken. */
  readonly shift: number
  /** Demand without effects, NaN where unknown. */
  readonly adjusted: Float64Array
  /** Sum of effects per bucket of history and horizon, on the regression's scale. */
  readonly total: Float64Array
  /** The same split by kind of effect. */
  readonly byEffect: Readonly<Record<EffectTerm['effect'], Float64Array>>
  readonly regression: InnovationRegression
  readonly reason: ForecastReason
}

const WEIGHTS = [0.01, 0.04, 0.1, 0.2, 0.4] as const
/** Errors beyond this many robust deviations count as this large; the first fit leans towards what it is to find. */
const LARGEST_ERROR = 4
const CALMING_ROUNDS = 2
const DEVIATION_OF_MEDIAN = 1.4826
/** Factors on the prior deviations of season and of drivers and holidays. */
const SPREADS = [0.1, 0.35, 1, 2.5].flatMap((season) => [0.4, 1.5].map((driver) => [season, driver]))
const SEASON_ONLY = [0.1, 0.35, 1, 2.5].map((season) => [season, 1])

/** Fits the effects; null where there is nothing to explain demand with or too little history. */
export function fitEffects(task: EffectTask): EffectModel | null {
  const { observed, days } = task
  const n = observed.length
  let known = 0
  let sum = 0
  let least = Number.POSITIVE_INFINITY
  let negatives = 0
  for (const value of observed) {
    if (Number.isNaN(value)) continue
    known += 1
    sum += Math.max(value, 0)
    least = Math.min(least, value)
    if (value < 0) negatives += 1
  }
  const mean = sum / Math.max(1, known)
  if (known < 8 || !(mean > 0)) return null
  const isMultiplicative = !task.hasNegative || negatives <= 0.02 * known
  const shift = least > 0 ? 0 : 0.1 * mean
  const y = observed.map((value) => (isMultiplicative ? Math.log(Math.max(value, 0) + shift) : value / mean))
  const terms = baseTerms(task, known)
  if (terms.length === 0) return null
  let regression = regressed(y, terms)
  if (task.bucket === 'day' && days && n >= 400) {
    const extra = anniversaryTerms(days, regression.errors, 24)
    if (extra.length > 0) {
      terms.push(...extra)
      regression = regressed(y, terms)
    }
  }
  if (task.bucket === 'day')
    for (let round = 0; round < CALMING_ROUNDS; round += 1) regression = undisturbed(y, terms, regression)
  const count = n + task.horizon
  const byEffect = {
    season: new Float64Array(count),
    holiday: new Float64Array(count),
    promotion: new Float64Array(count),
    trend: new Float64Array(count),
  }
  const total = new Float64Array(count)
  terms.forEach((term, j) => {
    const coefficient = regression.coefficients[j]!
    const into = byEffect[term.effect]
    for (let t = 0; t < count; t += 1) {
      const contribution = coefficient * term.values[t]!
      into[t] += contribution
      total[t] += contribution
    }
  })
  if (!isMultiplicative)
    for (const values of [total, ...Object.values(byEffect)])
      for (let t = 0; t < count; t += 1) values[t] = values[t]! * mean
  return {
    isMultiplicative,
    shift: isMultiplicative ? shift : 0,
    adjusted: observed.map((value, t) =>
      isMultiplicative ? (Math.max(value, 0) + shift) * Math.exp(-total[t]!) : value - total[t]!,
    ),
    total,
    byEffect,
    regression: isMultiplicative
      ? regression
      : {
          ...regression,
          level: regression.level * mean,
          variance: regression.variance * mean * mean,
          errors: regression.errors.map((error) => error * mean),
        },
    reason: { kind: 'effects', isMultiplicative, causes: causesOf(terms) },
  }
}

/** Demand with the effects of bucket `t` put back. */
export function withEffects(model: EffectModel, adjusted: number, t: number): number {
  return model.isMultiplicative
    ? adjusted * Math.exp(model.total[t]!) - model.shift
    : adjusted + model.total[t]!
}

function regressed(
  y: Float64Array,
  terms: readonly EffectTerm[],
  alphas: readonly number[] = WEIGHTS,
): InnovationRegression {
  return regressOnInnovations({
    y,
    terms: terms.map((term) => term.values),
    priorDeviation: Float64Array.from(terms, (term) => term.priorDeviation),
    priorMean: new Float64Array(terms.length),
    groups: Uint8Array.from(terms, ({ effect }) => (effect === 'season' ? 0 : 1)),
    alphas,
    spreads: terms.some(({ effect }) => effect !== 'season') ? SPREADS : SEASON_ONLY,
  })
}

/**
 * The same regression on demand whose outlying errors are drawn in, but for those of holidays it knows: what happened on
 * a closed Monday tells little of Mondays.
 */
function undisturbed(
  y: Float64Array,
  terms: readonly EffectTerm[],
  regression: InnovationRegression,
): InnovationRegression {
  const { alpha, coefficients, errors } = regression
  const sizes = errors
    .filter((error) => !Number.isNaN(error))
    .map(Math.abs)
    .sort()
  const largest = LARGEST_ERROR * DEVIATION_OF_MEDIAN * sizes[sizes.length >> 1]!
  if (!(largest > 0 && sizes.at(-1)! > largest)) return regression
  const holidays = terms.filter((term) => term.effect === 'holiday')
  let level = Number.NaN
  const calm = y.map((value, t) => {
    if (Number.isNaN(value)) return value
    let effect = 0
    for (let j = 0; j < terms.length; j += 1) effect += coefficients[j]! * terms[j]!.values[t]!
    if (Number.isNaN(level)) level = value - effect - errors[t]!
    const foreseen = level + effect
    const limit = holidays.some(({ values }) => values[t] !== 0) ? Number.POSITIVE_INFINITY : largest
    const error = Math.max(-limit, Math.min(limit, value - foreseen))
    level += alpha * error
    return foreseen + error
  })
  const again = regressed(calm, terms, [alpha])
  return { ...again, errors: again.errors.map((error, t) => error + y[t]! - calm[t]!) }
}

function baseTerms(task: EffectTask, known: number): EffectTerm[] {
  const { bucket, days, horizon, observed, period } = task
  const n = observed.length
  const terms: EffectTerm[] = []
  if (days && bucket === 'day') {
    if (known >= 21) terms.push(...weekdayTerms(days))
    if (known >= 300) terms.push(...yearlyTerms(days, known >= 650 ? 6 : 3))
  } else if (days && bucket === 'week') {
    if (known >= 70) terms.push(...yearlyTerms(days, known >= 104 ? 6 : 3), ...weekOfYearTerms(days, n))
  } else if (period > 1 && known >= period + 4)
    terms.push(...periodicTerms(n + horizon, period, period <= 24 ? period / 2 : 6))
  if (days) {
    terms.push(...holidayTerms(days, task.holidays, bucket), ...workedDayTerms(days, task.workedDays))
    if (task.festivals === 'chinese') terms.push(...festivalTerms(days))
  }
  for (const regressor of task.regressors) {
    const term = regressorTerm(regressor, observed)
    if (term) terms.push(term)
  }
  return terms.filter((term) => varies(term.values, observed))
}

/** Standardised driver; its logarithm where it is > 0 and varies by ratio, as prices do. */
function regressorTerm({ name, values }: Regressor, observed: Float64Array): EffectTerm | null {
  let isPositive = true
  let isBinary = true
  for (const value of values) {
    if (Number.isNaN(value)) continue
    if (!(value > 0)) isPositive = false
    if (value !== 0 && value !== 1) isBinary = false
  }
  const transformed = values.map((value) => (isPositive && !isBinary ? Math.log(value) : value))
  let known = 0
  let mean = 0
  let squares = 0
  for (let t = 0; t < observed.length; t += 1) {
    const value = transformed[t]!
    if (Number.isNaN(observed[t]!) || Number.isNaN(value)) continue
    known += 1
    const change = value - mean
    mean += change / known
    squares += change * (value - mean)
  }
  const deviation = Math.sqrt(squares / Math.max(1, known))
  if (!(deviation > 1e-9 * (1 + Math.abs(mean)))) return null
  return {
    effect: 'promotion',
    name,
    values: transformed.map((value) => (Number.isNaN(value) ? 0 : (value - mean) / deviation)),
    priorDeviation: 1.5,
  }
}

function varies(values: Float64Array, observed: Float64Array): boolean {
  let first = Number.NaN
  for (let t = 0; t < observed.length; t += 1) {
    if (Number.isNaN(observed[t]!)) continue
    if (Number.isNaN(first)) first = values[t]!
    else if (values[t] !== first) return true
  }
  return false
}

function causesOf(terms: readonly EffectTerm[]): string[] {
  const causes = new Set<string>()
  for (const { name } of terms)
    causes.add(
      name.startsWith('weekday')
        ? 'weekday'
        : name.startsWith('year') || name.startsWith('week of')
          ? 'time-of-year'
          : name.startsWith('season')
            ? 'season'
            : name === 'before a holiday'
              ? 'before-holiday'
              : name === 'after a holiday'
                ? 'after-holiday'
                : name,
    )
  return [...causes].slice(0, 12)
}
