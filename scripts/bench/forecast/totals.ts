import type { DemandHistory } from '#planning/demand/demand-history'
import { normalQuantile } from '#planning/distribution/normal'
import {
  type ErrorDependence,
  errorDependence,
  movingErrors,
  type PastErrors,
  settledErrors,
} from '#planning/forecast/error-dependence'
import type { Forecast } from '#planning/forecast/forecast'
import { forecastSeries } from '#planning/forecast/forecast-series'
import { groupDemand, jointDemand, noDemand } from '#planning/forecast/joint-demand'
import type { SeriesOptions, SeriesPool } from '#planning/forecast/series-options'
import { gatherPool, learnPool } from '#planning/forecast/series-pool'
import { isoDate } from '#planning/time-bucket'
import { LEVELS, type Outcome, type Panel } from '#scripts/bench/forecast/panel'

const APART: ErrorDependence = { all: 0, category: 0, product: 0 }
const NONE = -1
const LOW = LEVELS.indexOf(0.1)
const HIGH = LEVELS.indexOf(0.9)

interface Member {
  readonly id: string
  readonly category: number
  readonly past: Float64Array
  readonly actual: Float64Array
  readonly forecast: Forecast
}

/**
 * Categories and all series together, by way of telling their range: paths whose errors are tied as they were, paths
 * whose errors are apart, and a forecast of the sum itself.
 */
export function totalOutcomes(
  panel: Panel,
  categoryOf: (id: string) => string,
): ReadonlyMap<string, readonly Outcome[]> {
  const found = new Map<string, Outcome[]>([
    ['tied as they erred', []],
    ['apart', []],
    ['of the sum itself', []],
  ])
  for (const cut of panel.cuts) {
    const { members, pool } = forecastAll(panel, cut, categoryOf)
    const groups = members.map(({ category }) => ({ category, product: NONE }))
    const dependence = errorDependence(
      members.map(({ forecast, past }) => errorsOf(forecast, past, panel)),
      groups,
    )
    const nodes = [members, ...byCategory(members)]
    for (const [name, tie] of [
      ['tied as they erred', dependence],
      ['apart', APART],
    ] as const) {
      const draw = jointDemand(LEVELS, panel.horizon, tie, 1)
      const paths = nodes.map(() => noDemand(panel.horizon))
      for (const { id, category, forecast } of members)
        draw(
          {
            seriesId: id,
            category,
            product: NONE,
            mean: forecast.mean,
            quantiles: Float64Array.from(forecast.quantiles.flatMap((values) => [...values])),
          },
          [paths[0]!, paths[1 + category]!],
        )
      nodes.forEach((node, i) => {
        found.get(name)!.push(outcome(node, groupDemand(paths[i]!, LEVELS, [])))
      })
    }
    nodes.forEach((node) => {
      const sum = forecastSeries(historyOf(panel, node[0]!.id, summedPast(node)), {
        ...optionsOf(panel, node[0]!.id, cut),
        pool,
      })
      if (!('problem' in sum)) found.get('of the sum itself')!.push(outcome(node, sum))
    })
  }
  return found
}

function forecastAll(panel: Panel, cut: number, categoryOf: (id: string) => string) {
  const { horizon } = panel
  const usable = panel.series.flatMap(({ id, values }) => {
    const end = values.length - cut
    const actual = values.subarray(end, end + horizon)
    const past = values.subarray(0, end)
    return actual.length === horizon && actual.every(Number.isFinite) && past.some((units) => units > 0)
      ? [{ id, past, actual }]
      : []
  })
  const names = [...new Set(usable.map(({ id }) => categoryOf(id)))].sort()
  const asked = usable.map(({ id, past }) => [historyOf(panel, id, past), optionsOf(panel, id, cut)] as const)
  const evidence = asked.map(([history, options]) => gatherPool(history, options))
  const pool: SeriesPool = learnPool(
    evidence.filter((entry) => entry !== null),
    panel.bucket,
  )
  const members = usable.flatMap(({ id, past, actual }, i): Member[] => {
    const [history, options] = asked[i]!
    const forecast = forecastSeries(history, { ...options, pool })
    return 'problem' in forecast
      ? []
      : [{ id, past, actual, forecast, category: names.indexOf(categoryOf(id)) }]
  })
  return { members, pool }
}

function byCategory(members: readonly Member[]): Member[][] {
  const categories: Member[][] = []
  for (const member of members) {
    while (categories.length <= member.category) categories.push([])
    categories[member.category]!.push(member)
  }
  return categories
}

function historyOf(panel: Panel, id: string, quantity: Float64Array): DemandHistory {
  const { startDay } = panel.series.find((series) => series.id === id)!
  return {
    seriesId: id,
    bucket: panel.bucket,
    start: isoDate(startDay),
    quantity,
    status: Uint8Array.from(quantity, (units) => (Number.isNaN(units) ? 1 : 0)),
  }
}

function optionsOf(panel: Panel, id: string, cut: number): SeriesOptions {
  const { values, regressors } = panel.series.find((series) => series.id === id)!
  const end = values.length - cut + panel.horizon
  return {
    horizon: panel.horizon,
    season: panel.season,
    quantileLevels: LEVELS,
    hasDates: panel.hasDates,
    regressors: panel.regressorNames.map((name, r) => ({ name, values: regressors[r]!.subarray(0, end) })),
  }
}

function errorsOf(forecast: Forecast, past: Float64Array, { season, horizon }: Panel): PastErrors {
  const width = forecast.quantiles[HIGH]!.reduce(
    (sum, high, h) => sum + high - forecast.quantiles[LOW]![h]!,
    0,
  )
  const innovations = forecast.innovations ?? movingErrors(past).innovations
  return {
    innovations: settledErrors(Float64Array.from(innovations), season),
    deviation: width / horizon / (normalQuantile(0.9) - normalQuantile(0.1)),
  }
}

/** Past of a group, aligned at its end; what is not known of a member counts as nothing. */
function summedPast(node: readonly Member[]): Float64Array {
  const length = Math.min(node[0]!.past.length, Math.max(...node.map(({ past }) => past.length)))
  const sum = new Float64Array(length)
  for (const { past } of node)
    for (let back = 1; back <= Math.min(length, past.length); back += 1)
      sum[length - back]! += past[past.length - back]! || 0
  return sum
}

function outcome(
  node: readonly Member[],
  { mean, quantiles }: Pick<Forecast, 'mean' | 'quantiles'>,
): Outcome {
  const actual = new Float64Array(mean.length)
  for (const member of node)
    member.actual.forEach((units, h) => {
      actual[h]! += units
    })
  return {
    seriesId: String(node.length),
    history: summedPast(node),
    actual,
    mean,
    quantiles,
    sums: new Map(),
  }
}
