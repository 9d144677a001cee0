import type { ScoredForecast } from './baselines.ts'

interface Sums {
  itemWeeks: number
  items: number
  actual: number
  error: number
  absoluteError: number
  quantileLoss: number
  leadActual: number
  coveredWeeks: number
  weeksWithQuantiles: number
  coveredLeads: number
}

/** Figures of one method over one class of items; shares are of what was demanded. */
export interface Figures {
  readonly items: number
  readonly itemWeeks: number
  readonly units: number
  /** (forecast − actual) / actual. */
  readonly bias: number | null
  /** Σ|forecast − actual| / Σ actual over items and weeks. */
  readonly wape: number | null
  /** The same over weekly totals of all items together. */
  readonly totalWape: number | null
  /** Mean over levels of twice the pinball loss of demand summed over the lead time, / actual. */
  readonly leadTimeQuantileLoss: number | null
  /** Share of lead-time sums within the 10 % and 90 % quantiles. */
  readonly leadTimeCoverage80: number | null
  /** Share of single weeks within them. */
  readonly weekCoverage80: number | null
}

/** Collects forecasts against what then happened, per class and all together. */
export class ScoreBoard {
  readonly #levels: readonly number[]
  readonly #sums = new Map<string, Sums>()
  readonly #weeks = new Map<string, { forecast: number; actual: number }>()

  constructor(levels: readonly number[]) {
    this.#levels = levels
  }

  /**
   * @param origin number of the first forecast week, to add items up week by week
   * @param actual units of each week of the horizon
   */
  add(
    group: string,
    origin: number,
    forecast: ScoredForecast,
    actual: readonly number[],
    leadWeeks: number,
  ): void {
    for (const name of [group, 'all']) this.#addTo(name, origin, forecast, actual, leadWeeks)
  }

  #addTo(
    group: string,
    origin: number,
    forecast: ScoredForecast,
    actual: readonly number[],
    leadWeeks: number,
  ): void {
    const sums = this.#sums.get(group) ?? newSums()
    this.#sums.set(group, sums)
    const low = this.#levels.indexOf(0.1)
    const high = this.#levels.indexOf(0.9)
    sums.items += 1
    actual.forEach((units, step) => {
      const said = forecast.mean[step]!
      sums.itemWeeks += 1
      sums.actual += units
      sums.error += said - units
      sums.absoluteError += Math.abs(said - units)
      if (forecast.quantiles !== null) {
        sums.weeksWithQuantiles += 1
        if (units >= forecast.quantiles[low]![step]! && units <= forecast.quantiles[high]![step]!)
          sums.coveredWeeks += 1
      }
      const key = `${group} ${origin + step} ${origin}`
      const total = this.#weeks.get(key) ?? { forecast: 0, actual: 0 }
      total.forecast += said
      total.actual += units
      this.#weeks.set(key, total)
    })
    const lead = actual.slice(0, leadWeeks).reduce((sum, units) => sum + units, 0)
    const quantiles = forecast.leadTimeQuantiles
    sums.leadActual += lead
    sums.quantileLoss += meanQuantileLoss(quantiles, this.#levels, lead)
    if (lead >= quantiles[low]! && lead <= quantiles[high]!) sums.coveredLeads += 1
  }

  figures(group: string): Figures | null {
    const sums = this.#sums.get(group)
    if (sums === undefined) return null
    let difference = 0
    let total = 0
    for (const [key, week] of this.#weeks)
      if (key.startsWith(`${group} `)) {
        difference += Math.abs(week.forecast - week.actual)
        total += week.actual
      }
    const share = (part: number, whole: number) => (whole > 0 ? part / whole : null)
    return {
      items: sums.items,
      itemWeeks: sums.itemWeeks,
      units: sums.actual,
      bias: share(sums.error, sums.actual),
      wape: share(sums.absoluteError, sums.actual),
      totalWape: share(difference, total),
      leadTimeQuantileLoss: share(sums.quantileLoss, sums.leadActual),
      leadTimeCoverage80: share(sums.coveredLeads, sums.items),
      weekCoverage80: share(sums.coveredWeeks, sums.weeksWithQuantiles),
    }
  }
}

/**
 * Mean over levels of twice the pinball loss: the units by which a set of quantiles misses, about its CRPS.
 *
 * @example meanQuantileLoss([8], [0.5], 10) // 2
 */
export function meanQuantileLoss(
  quantiles: readonly number[],
  levels: readonly number[],
  actual: number,
): number {
  let loss = 0
  levels.forEach((level, index) => {
    const gap = actual - quantiles[index]!
    loss += 2 * (gap >= 0 ? level * gap : (level - 1) * gap)
  })
  return loss / levels.length
}

function newSums(): Sums {
  return {
    itemWeeks: 0,
    items: 0,
    actual: 0,
    error: 0,
    absoluteError: 0,
    quantileLoss: 0,
    leadActual: 0,
    coveredWeeks: 0,
    weeksWithQuantiles: 0,
    coveredLeads: 0,
  }
}
