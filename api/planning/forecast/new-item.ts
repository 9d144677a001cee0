import {
  coldStart,
  countQuantiles,
  type LaunchLessons,
  launchWeight,
  type NewItem,
} from '#planning/forecast/cold-start'
import type { Forecast } from '#planning/forecast/forecast'

/** A forecast as far as the item's own past and earlier launches tell it. */
export type SeriesForecast = Pick<
  Forecast,
  'mean' | 'quantileLevels' | 'quantiles' | 'sums' | 'method' | 'reasons' | 'effects'
>

/**
 * Forecast of a new item: what launches like it sold, beside its own short past, whose weight grows with the weeks of it
 * that are known. Quantiles are averaged level by level, so that ranges neither add nor cancel.
 *
 * @param past forecast from its own sales; null before any
 * @param asked as of `past`: the same horizon, levels and sums
 * @returns `past` itself once earlier launches weigh nothing
 * Source: quantile averaging, Lichtendahl, Grushka-Cockayne & Winkler 2013, Management Science 59(7).
 * @example forecastNewItem(item, null, lessons, { horizon: 13, quantileLevels: [0.5], sums: [4] }).mean.length // 13
 */
export function forecastNewItem(
  item: NewItem,
  past: SeriesForecast | null,
  lessons: LaunchLessons,
  asked: {
    readonly horizon: number
    readonly quantileLevels: readonly number[]
    readonly sums: readonly number[]
  },
): SeriesForecast {
  const weight = past ? launchWeight(item.sold.length) : 1
  if (past && weight === 0) return past
  const { horizon, quantileLevels: levels } = asked
  const start = coldStart(item, lessons, horizon)
  const blend = (own: number | undefined, borrowed: number) =>
    own === undefined ? borrowed : weight * borrowed + (1 - weight) * own
  const byStep = Array.from({ length: horizon }, (_, step) => countQuantiles(start.stepOf(step), levels))
  const borrowed = start.mean.map((units) => weight * units)
  return {
    mean: start.mean.map((units, step) => blend(past?.mean[step], units)),
    quantileLevels: levels,
    quantiles: levels.map((_, level) =>
      Float64Array.from(byStep, (quantiles, step) =>
        blend(past?.quantiles[level]?.[step], quantiles[level]!),
      ),
    ),
    sums: asked.sums.map((steps, at) => {
      const sum = start.sumOf(steps)
      const own = past?.sums[at]
      return {
        steps,
        mean: blend(own?.mean, sum.mean),
        quantiles: countQuantiles(sum, levels).map((units, level) => blend(own?.quantiles[level], units)),
      }
    }),
    method: past ? `launches + ${past.method}` : 'launches',
    reasons: [
      {
        kind: 'look-alikes',
        launches: start.launches,
        openingUnits: start.openingUnits,
        weight,
        customers: start.usesCustomers ? item.customers : null,
      },
      ...(past?.reasons ?? []),
    ],
    effects: {
      launches: borrowed,
      ...(past ? scaled(past.effects ?? { level: past.mean }, 1 - weight) : {}),
    },
  }
}

function scaled(terms: Readonly<Record<string, Float64Array>>, factor: number): Record<string, Float64Array> {
  return Object.fromEntries(
    Object.entries(terms).map(([term, values]) => [term, values.map((units) => factor * units)]),
  )
}
