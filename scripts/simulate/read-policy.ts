import { GOLDEN_GAP_SHARE } from '#planning/bullwhip/proportional-ratio'
import type { ChainStage } from '#planning/order-policy/chain-stage'
import type { ForecastRule } from '#planning/order-policy/forecast-rule'
import { JsonFields } from './json-fields.ts'

type Policy = Pick<
  ChainStage,
  'gapShare' | 'forecast' | 'safetyStock' | 'forecastsFrom' | 'seesKnownOrders' | 'levellingPeriods'
>

const KINDS = ['order-up-to', 'proportional-order-up-to'] as const
/** Policies of the whole chain, whose levels are worked out from its costs and each item's demand. */
export const SOLVED_KINDS = ['serial-stock', 'advance-information'] as const
export type SolvedKind = (typeof SOLVED_KINDS)[number]

/** Whether --policy names a policy that is solved for the chain; it takes no fields. */
export function solvedKind(forAll: unknown): SolvedKind | null {
  if (typeof forAll !== 'object' || forAll === null || !('kind' in forAll)) return null
  const kind = SOLVED_KINDS.find((each) => each === forAll.kind) ?? null
  if (kind) new JsonFields('--policy', 'policy', forAll, ['kind'])
  return kind
}
const FIELDS = [
  'kind',
  'gapShare',
  'forecast',
  'safetyStock',
  'forecastsFrom',
  'seesKnownOrders',
  'levellingPeriods',
]
const FORECAST_FIELDS = {
  constant: ['mean'],
  'moving-average': ['periods'],
  'exponential-smoothing': ['smoothing'],
  autoregressive: ['autocorrelation', 'mean'],
  'damped-trend': ['smoothing', 'trendSmoothing', 'damping'],
  'seasonal-average': ['season', 'cycles'],
} as const

/** Policy of one tier; `forAll` (from --policy) replaces its own. */
export function readPolicy(tier: JsonFields, forAll: unknown, isKnown: boolean): Policy {
  const isForAll = forAll !== undefined
  const given = isForAll ? forAll : (tier.value.policy ?? { kind: 'order-up-to' })
  const file = isForAll ? '--policy' : tier.file
  const path = isForAll ? 'policy' : tier.at('policy')
  const fields = new JsonFields(file, path, given, FIELDS)
  const kind = fields.choice('kind', KINDS)
  if (kind === 'order-up-to' && fields.has('gapShare'))
    throw fields.fault('gapShare', 'belongs to proportional-order-up-to; order-up-to closes the whole gap')
  return {
    gapShare:
      kind === 'order-up-to'
        ? 1
        : fields.number('gapShare', 'in (0, 2)', (value) => value > 0 && value < 2, GOLDEN_GAP_SHARE),
    forecast: readForecast(fields),
    safetyStock: readSafetyStock(fields),
    forecastsFrom: fields.choice('forecastsFrom', ['received-orders', 'consumer-demand'], 'received-orders'),
    seesKnownOrders: fields.flag('seesKnownOrders', isKnown),
    levellingPeriods: fields.whole('levellingPeriods', 1, 1),
  }
}

function readSafetyStock(fields: JsonFields): ChainStage['safetyStock'] {
  const given = fields.value.safetyStock ?? 0
  if (typeof given !== 'object')
    return { kind: 'units', units: fields.number('safetyStock', 'that is finite', Number.isFinite, 0) }
  const inner = new JsonFields(fields.file, fields.at('safetyStock'), given, ['deviations'])
  return { kind: 'deviations', factor: inner.number('deviations', 'that is finite', Number.isFinite) }
}

function readForecast(fields: JsonFields): ForecastRule {
  if (!fields.has('forecast')) return { kind: 'moving-average', periods: 5 }
  const all = [...new Set(['kind', ...Object.values(FORECAST_FIELDS).flat()])]
  const forecast = new JsonFields(fields.file, fields.at('forecast'), fields.value.forecast, all)
  const kinds = Object.keys(FORECAST_FIELDS) as ForecastRule['kind'][]
  const kind = forecast.choice('kind', kinds)
  const allowed: readonly string[] = FORECAST_FIELDS[kind]
  for (const key of Object.keys(forecast.value))
    if (key !== 'kind' && !allowed.includes(key))
      throw forecast.fault(key, `does not belong to ${kind}; it takes ${allowed.join(', ')}`)
  const share = (key: string) => forecast.number(key, 'in (0, 1]', (value) => value > 0 && value <= 1)
  const mean = forecast.has('mean')
    ? { mean: forecast.number('mean', 'that is finite', Number.isFinite) }
    : {}
  switch (kind) {
    case 'constant':
      return { kind, ...mean }
    case 'moving-average':
      return { kind, periods: forecast.whole('periods', 1) }
    case 'exponential-smoothing':
      return { kind, smoothing: share('smoothing') }
    case 'autoregressive': {
      const isCorrelation = (value: number) => value > -1 && value < 1
      return {
        kind,
        autocorrelation: forecast.number('autocorrelation', 'in (-1, 1)', isCorrelation),
        ...mean,
      }
    }
    case 'damped-trend':
      return {
        kind,
        smoothing: share('smoothing'),
        trendSmoothing: share('trendSmoothing'),
        damping: share('damping'),
      }
    case 'seasonal-average':
      return { kind, season: forecast.whole('season', 1), cycles: forecast.whole('cycles', 1, 1) }
  }
}
