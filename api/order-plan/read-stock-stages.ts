import { HOLDING_RATE_PER_YEAR } from '#api/runs/holding-rate'
import type { Db } from '#db/client'
import type { ShownRun } from '#db/shown-run'
import { stockStages } from '#db/stock-stages'
import { spreadDeviation } from '#planning/distribution/normal'

/** Levels that enclose the middle 60 %: their distance gives a deviation that tails do not disturb. */
const SPREAD_LEVELS = [0.2, 0.8] as const

/** Where stock of one item may wait, and the deviation of its demand a day; null where the run has no such item. */
export async function readStockStages(
  db: Db,
  run: ShownRun,
  which: { readonly itemId: number; readonly supplierId: number },
) {
  const read = await stockStages(db, run, which)
  if (!read) return null
  const { leadTimeQuantiles, leadTimeWeeks, shareFraction, ...stages } = read
  const [low, high] = SPREAD_LEVELS.map((level) => leadTimeQuantiles[run.quantileLevels.indexOf(level)] ?? 0)
  const overLeadTime = shareFraction * spreadDeviation(SPREAD_LEVELS, Math.max(0, high! - low!))
  return {
    ...stages,
    dailyDeviation: overLeadTime / Math.sqrt(7 * Math.max(1, leadTimeWeeks)),
    holdingFractionPerWeek: HOLDING_RATE_PER_YEAR / 52,
  }
}
