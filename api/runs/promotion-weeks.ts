import type { ItemPromotions } from '#db/promotions'
import type { DemandHistory } from '#planning/demand/demand-history'
import { mondayOfWeek, weekNumber } from '#planning/demand/week-number'
import type { Regressor } from '#planning/forecast/effect-model'

/** Weeks under promotion that a history needs before their effect can be learned from it. */
const LEAST_WEEKS = 2

/**
 * Discount of each week as a driver: discount × share of the week's days under promotion, over history and horizon.
 * null when the history has seen too little promotion to learn from.
 */
export function promotionWeeks(
  promotions: ItemPromotions | undefined,
  history: DemandHistory,
  horizon: number,
): Regressor | null {
  if (!promotions) return null
  const first = mondayOfWeek(weekNumber(history.start))
  const past = history.quantity.length
  const values = new Float64Array(past + horizon)
  promotions.fromDay.forEach((fromDay, k) => {
    const end = Math.min(promotions.toDay[k]!, first + 7 * values.length - 1)
    for (let day = Math.max(fromDay, first); day <= end; day += 1)
      values[Math.floor((day - first) / 7)]! += promotions.discountFraction[k]! / 7
  })
  const seen = values.subarray(0, past).filter((discount) => discount > 0).length
  return seen >= LEAST_WEEKS ? { name: 'promotion', values } : null
}
