import { CENSORED, NO_DATA, OBSERVED } from '#planning/demand/demand-history'
import { createRandom } from '#planning/random'
import type { Outcome, Panel, PanelSeries } from '#scripts/bench/forecast/panel'

/** Stock of a sold-out spell as a quantile of the demands that are not zero; 0: none at all. */
const STOCK_LEVELS = [0, 0.25, 0.5, 0.75] as const
const SHARE_OF_BUCKETS = 0.3
const LONGEST_SPELL = 4

/**
 * The panel as a shop would have seen it: in random spells the history is sold out at a random stock, and marked so
 * where demand reached it. What comes after the cut stays as it was.
 */
export function soldOut(panel: Panel, cut: number, seed: number): Panel {
  const random = createRandom(seed)
  const series = panel.series.map((one): PanelSeries => {
    const values = one.values.slice()
    const status = Uint8Array.from(values, (value) => (Number.isNaN(value) ? NO_DATA : OBSERVED))
    const end = values.length - cut
    const demands = values
      .subarray(0, Math.max(0, end))
      .filter((value) => value > 0)
      .sort()
    if (demands.length > 0)
      for (let t = 0; t < end; ) {
        const length = 1 + Math.floor(random() * LONGEST_SPELL)
        const isSpell = random() < SHARE_OF_BUCKETS
        const level = STOCK_LEVELS[Math.floor(random() * STOCK_LEVELS.length)]!
        const stock = level === 0 ? 0 : demands[Math.floor(level * demands.length)]!
        for (const last = Math.min(end, t + length); t < last; t += 1)
          if (isSpell && values[t]! >= stock) {
            values[t] = stock
            status[t] = CENSORED
          }
      }
    return { ...one, values, status }
  })
  return { ...panel, series, cuts: [cut] }
}

/** What a forecast may do with buckets marked as sold out; `never sold out` is the history as it truly was. */
export const TREATMENTS = ['never sold out', 'mark ignored', 'bucket left out', 'Headwater'] as const

/** The panel as a treatment sees it, without the half of the series the treatment was chosen on. */
export function treated(panel: Panel, part: string, treatment: (typeof TREATMENTS)[number]): Panel {
  const cut = panel.cuts.at(-1)!
  const half = {
    ...panel,
    cuts: [cut],
    series: panel.series.filter((_, k) => k % 2 === (part === 'choose' ? 0 : 1)),
  }
  if (treatment === 'never sold out') return half
  const seen = soldOut(half, cut, 7)
  if (treatment === 'Headwater') return seen
  const series = seen.series.map(({ status, values, ...one }) => ({
    ...one,
    values:
      treatment === 'mark ignored'
        ? values
        : values.map((value, t) => (status![t] === CENSORED ? Number.NaN : value)),
  }))
  return { ...seen, series }
}

/** Σ |mean − mean with nothing sold out| / Σ mean with nothing sold out. */
export function distance(outcomes: readonly Outcome[], undisturbed: readonly Outcome[]): number {
  const means = new Map(undisturbed.map(({ seriesId, mean }) => [seriesId, mean]))
  let apart = 0
  let total = 0
  for (const { seriesId, mean } of outcomes) {
    const other = means.get(seriesId)
    mean.forEach((value, h) => {
      apart += Math.abs(value - (other?.[h] ?? 0))
      total += other?.[h] ?? 0
    })
  }
  return apart / total
}
