import { OBSERVED } from '#planning/demand/demand-history'
import { countsFromMoments } from '#planning/distribution/negative-binomial'
import type { Forecast } from '#planning/forecast/forecast'
import { countOutcomes, outcomeQuantile, samplePaths, summedOutcomes } from '#planning/forecast/sample-paths'
import { seedFor } from '#planning/random'
import type { ItemTask } from './item-task.ts'

export type OrganicForecast = Pick<
  Forecast,
  'mean' | 'quantileLevels' | 'quantiles' | 'sums' | 'method' | 'reason'
> & { readonly demandPattern: string; readonly effects: Record<string, unknown> }

export interface OrganicOutcome {
  readonly forecast: OrganicForecast | null
  /** Why there is none although the item sold. */
  readonly problem: string | null
}

/** Forecasts the organic remainder of every task; null where an item never sold outside orders. */
export function organicForecasts(
  tasks: readonly ItemTask[],
  sumSteps: readonly (readonly number[])[],
  options: { readonly horizon: number; readonly levels: readonly number[]; readonly seed: number },
): OrganicOutcome[] {
  return tasks.map((task, at) => {
    if (!task.organic) return { forecast: null, problem: null }
    const values = [...task.organic.quantity].filter((_, i) => task.organic!.status[i] === OBSERVED)
    if (values.length === 0) return { forecast: null, problem: 'no-observations' }
    let level = values[0]!
    let squared = 0
    for (const value of values) {
      squared = 0.95 * squared + 0.05 * (value - level) ** 2
      level += 0.15 * (value - level)
    }
    const { horizon, levels, seed } = options
    const counts = countOutcomes(countsFromMoments(level, squared), 200)
    const paths = samplePaths(
      Array.from({ length: horizon }, () => counts),
      { shared: 0.3, autocorrelation: 0.3 },
      seedFor(seed, task.seriesId),
    )
    return {
      forecast: {
        mean: new Float64Array(horizon).fill(level),
        quantileLevels: levels,
        quantiles: levels.map((each) => new Float64Array(horizon).fill(outcomeQuantile(counts, each))),
        sums: sumSteps[at]!.map((steps) => ({
          steps,
          mean: level * steps,
          quantiles: Float64Array.from(levels, (each) => outcomeQuantile(summedOutcomes(paths, steps), each)),
        })),
        method: 'exponential-smoothing',
        reason: 'level',
        demandPattern: 'smooth',
        effects: {},
      },
      problem: null,
    }
  })
}
