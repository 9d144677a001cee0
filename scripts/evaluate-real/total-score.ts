import { QUANTILE_LEVELS } from '#planning/forecast/forecast'
import { meanQuantileLoss } from './score.ts'

const LOW = QUANTILE_LEVELS.indexOf(0.1)
const HIGH = QUANTILE_LEVELS.indexOf(0.9)

/** How the ranges of all items together held, week by week. */
export interface TotalScore {
  weeks: number
  /** Weeks whose sum lay within the 10 % and 90 % quantiles of the whole. */
  held: number
  /** Quantile loss of the whole, units. */
  loss: number
  /** The same of the items' quantiles added up, as if all erred together. */
  lossAddedUp: number
  units: number
}

export function noTotalScore(): TotalScore {
  return { weeks: 0, held: 0, loss: 0, lossAddedUp: 0, units: 0 }
}

/**
 * Adds the weeks of one run.
 * @param whole, addedUp level by level, each over the weeks
 * @param actual units of all items per week
 */
export function addTotal(
  score: TotalScore,
  whole: ArrayLike<number>,
  addedUp: ArrayLike<number>,
  actual: readonly number[],
): void {
  actual.forEach((units, week) => {
    const of = (values: ArrayLike<number>) =>
      QUANTILE_LEVELS.map((_, level) => values[level * actual.length + week]!)
    const quantiles = of(whole)
    score.weeks += 1
    score.units += units
    if (units >= quantiles[LOW]! && units <= quantiles[HIGH]!) score.held += 1
    score.loss += meanQuantileLoss(quantiles, QUANTILE_LEVELS, units)
    score.lossAddedUp += meanQuantileLoss(of(addedUp), QUANTILE_LEVELS, units)
  })
}
