import { quantileAt } from '#planning/order-policy/quantile-curve'

/** Equally likely outcomes that stand for a distribution. */
export const OUTCOMES = 50

/** Demand of one item over consecutive weeks, as a run stored it. */
export interface WindowDemand {
  readonly levels: readonly number[]
  /** Weeks whose demand is served. */
  readonly weeks: readonly DemandWeek[]
  /** All weeks of the lead time with their sum: how far weeks move together; null when the run stored none. */
  readonly leadTime: { readonly weeks: readonly DemandWeek[]; readonly sum: DemandWeek } | null
}

export interface DemandWeek {
  /** units, >= 0 */
  readonly mean: number
  /** units, one per level, non-decreasing */
  readonly quantiles: readonly number[]
}

/**
 * Demand over a window of weeks as 50 equally likely outcomes, the quantiles at (k − ½)/50. Weekly deviations are added
 * as if they moved together and shrunk to the spread that sums really have: with weekly widths u (90 % less 10 %
 * quantile) the sum has width √(Σu² + ρ((Σu)² − Σu²)), where ρ is what makes the stored lead-time sum come out right.
 * Without a stored sum of several weeks ρ = 1.
 *
 * @returns 50 amounts in units, >= 0, ascending; not rounded
 * @throws RangeError when there is no week, or a week has not one quantile per level
 * Source: variance of a sum of equally correlated terms.
 * @example windowOutcomes({ levels: [0.1, 0.5, 0.9], weeks: [{ mean: 100, quantiles: [80, 100, 120] }], leadTime: null })[24] // 99.608…
 */
export function windowOutcomes({ levels, weeks, leadTime }: WindowDemand): Float64Array {
  if (weeks.length === 0) throw new RangeError('weeks must hold at least one week; got 0')
  for (const { quantiles } of weeks)
    if (quantiles.length !== levels.length)
      throw new RangeError(`quantiles must have ${levels.length} levels; got ${quantiles.length}`)
  const mean = weeks.reduce((sum, week) => sum + week.mean, 0)
  const together = sharedMovement(levels, leadTime)
  const widths = weeks.map((week) => width(levels, week))
  const straight = widths.reduce((sum, each) => sum + each, 0)
  const shrink = straight > 0 ? sumWidth(widths, together) / straight : 1
  return Float64Array.from({ length: OUTCOMES }, (_, k) => {
    const probability = (k + 0.5) / OUTCOMES
    const deviation = weeks.reduce(
      (sum, week) => sum + quantileAt({ levels, ...week }, probability) - week.mean,
      0,
    )
    return Math.max(0, mean + shrink * deviation)
  })
}

/** ρ in [0, 1] that reproduces the width of the lead-time sum. */
function sharedMovement(levels: readonly number[], leadTime: WindowDemand['leadTime']): number {
  if (!leadTime || leadTime.weeks.length < 2) return 1
  const widths = leadTime.weeks.map((week) => width(levels, week))
  const apart = sumWidth(widths, 0) ** 2
  const joint = sumWidth(widths, 1) ** 2
  if (joint - apart <= 1e-9) return 1
  return Math.min(1, Math.max(0, (width(levels, leadTime.sum) ** 2 - apart) / (joint - apart)))
}

function sumWidth(widths: readonly number[], together: number): number {
  const squares = widths.reduce((sum, each) => sum + each * each, 0)
  const straight = widths.reduce((sum, each) => sum + each, 0)
  return Math.sqrt(squares + together * (straight * straight - squares))
}

function width(levels: readonly number[], week: DemandWeek): number {
  return quantileAt({ levels, ...week }, 0.9) - quantileAt({ levels, ...week }, 0.1)
}
