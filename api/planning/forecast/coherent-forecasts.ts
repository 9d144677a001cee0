import type { Forecast } from '#planning/forecast/forecast'
import { type Hierarchy, reconcile } from '#planning/forecast/reconcile'

/** Units below which a ratio to them says nothing. */
const NOTHING = 1e-9

/**
 * Forecasts whose means add up over a hierarchy at every step and in every sum of steps, by minimum trace
 * reconciliation with errors of a node taken to grow with the number of its series; quantiles move with the mean of
 * their node, so that its own range stays.
 *
 * @param base one forecast per node, aggregates first, all of the same steps, levels and sums
 * @returns forecasts in the same order; rungs and effects of a node grow with its mean and still add up to it
 * @throws RangeError when a node has no forecast or another horizon
 * Source: Wickramasuriya, Athanasopoulos & Hyndman 2019, structural scaling; non-negative.
 * @example coherentForecasts(hierarchyOf(2, []), [total, a, b])[0]!.mean // a + b
 */
export function coherentForecasts(hierarchy: Hierarchy, base: readonly Forecast[]): Forecast[] {
  const nodes = hierarchy.aggregates.length + hierarchy.bottomCount
  if (base.length !== nodes) throw new RangeError(`base must hold ${nodes} forecasts; got ${base.length}`)
  const horizon = base[0]?.mean.length ?? 0
  base.forEach(({ seriesId, mean }) => {
    if (mean.length !== horizon)
      throw new RangeError(`${seriesId}: horizon must be ${horizon}; got ${mean.length}`)
  })
  const means = base.map(() => new Float64Array(horizon))
  for (let step = 0; step < horizon; step += 1) {
    const point = base.map(({ mean }) => mean[step]!)
    reconcile(hierarchy, point, { kind: 'structure' }, true).forEach((value, node) => {
      means[node]![step] = value
    })
  }
  return base.map((node, at) => movedTo(node, means[at]!))
}

function movedTo(node: Forecast, mean: Float64Array): Forecast {
  const moved = (value: number, from: number, to: number) =>
    from > NOTHING ? (value * to) / from : Math.max(0, value + to - from)
  return {
    ...node,
    mean,
    quantiles: node.quantiles.map((values) =>
      values.map((value, step) => moved(value, node.mean[step]!, mean[step]!)),
    ),
    byRung: partsMoved(node.byRung, node.mean, mean),
    ...(node.effects ? { effects: partsMoved(node.effects, node.mean, mean) } : {}),
    sums: node.sums.map((sum) => {
      const to = mean.subarray(0, sum.steps).reduce((total, units) => total + units, 0)
      return { ...sum, mean: to, quantiles: sum.quantiles.map((value) => moved(value, sum.mean, to)) }
    }),
  }
}

/** Parts grow with their sum; where that was nothing, the first part takes it all. */
function partsMoved(
  parts: Readonly<Record<string, Float64Array>>,
  from: Float64Array,
  to: Float64Array,
): Record<string, Float64Array> {
  return Object.fromEntries(
    Object.entries(parts).map(([name, values], at) => [
      name,
      values.map((value, step) => {
        if (from[step]! > NOTHING) return (value * to[step]!) / from[step]!
        return at === 0 ? to[step]! : 0
      }),
    ]),
  )
}
