import type { DemandByRung } from './demand-by-rung.ts'

/** What stands in the place of a forecast in one week. */
export interface ForecastOverride {
  readonly step: number
  /** `total`: all demand of the week; `remainder`: what is not on the book, on top of it. */
  readonly scope: 'total' | 'remainder'
  /** Units, >= 0. */
  readonly quantity: number
}

/**
 * Units beyond the book that an override leaves: what is on the book stands, so a total below it leaves none.
 *
 * @param onBook units, >= 0
 * @example overriddenRemainder({ scope: 'total', quantity: 30 }, 20) // 10
 */
export function overriddenRemainder(
  { scope, quantity }: Pick<ForecastOverride, 'scope' | 'quantity'>,
  onBook: number,
): number {
  return scope === 'total' ? Math.max(0, quantity - onBook) : quantity
}

/**
 * Puts planners' numbers in the place of the remainder. What is on the book stands: a total below it becomes it. Owners'
 * intent keeps its units as far as the new remainder has room, the model takes the rest; quantiles move with the mean
 * and never fall below what is paid.
 *
 * @param overrides at most one per step; steps beyond the horizon are left out
 * @returns the demand itself when nothing is overridden
 * @throws RangeError for a quantity that is negative or not finite, or a step that is not whole and >= 0
 * @example applyOverrides(demand, []) // demand
 */
export function applyOverrides(demand: DemandByRung, overrides: readonly ForecastOverride[]): DemandByRung {
  for (const { step, quantity } of overrides) {
    if (!(Number.isInteger(step) && step >= 0))
      throw new RangeError(`step must be whole and >= 0; got ${step}`)
    if (!(quantity >= 0 && quantity < Number.POSITIVE_INFINITY))
      throw new RangeError(`quantity must be finite and >= 0; got ${quantity}`)
  }
  const inside = overrides.filter(({ step }) => step < demand.mean.length)
  if (inside.length === 0) return demand
  const mean = demand.mean.slice()
  const intent = demand.intent.slice()
  const model = demand.model.slice()
  const change = new Float64Array(mean.length)
  for (const { step, scope, quantity } of inside) {
    const onBook = demand.paid[step] + demand.deposit[step] + demand.subscription[step]
    const remainder = overriddenRemainder({ scope, quantity }, onBook)
    intent[step] = Math.min(intent[step], remainder)
    model[step] = remainder - intent[step]
    mean[step] = onBook + remainder
    change[step] = mean[step] - demand.mean[step]
  }
  return {
    ...demand,
    mean,
    intent,
    model,
    quantiles: demand.quantiles.map((values) =>
      values.map((units, step) =>
        change[step] === 0 ? units : Math.max(demand.paid[step], units + change[step]),
      ),
    ),
    sums: demand.sums.map((sum) => {
      let moved = 0
      let paid = 0
      for (let step = 0; step < Math.min(sum.steps, mean.length); step += 1) {
        moved += change[step]
        paid += demand.paid[step]
      }
      if (moved === 0) return sum
      return {
        ...sum,
        mean: sum.mean + moved,
        quantiles: sum.quantiles.map((units) => Math.max(paid, units + moved)),
      }
    }),
  }
}
