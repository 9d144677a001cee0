import { toldStep } from '#api/wording/readable-unit'
import { RUNGS, type Rung, toldRungs } from '#planning/demand/rung'
import { type ItemForecast, OUTLOOK_WEEKS } from './item-page.tsx'

/** The demand of the weeks ahead by rung, as every panel of the page tells it. */
export function outlookParts(forecast: ItemForecast, baseUnit: string): Record<Rung, number> {
  const sum = (rung: Rung) =>
    forecast[rung].slice(0, OUTLOOK_WEEKS).reduce((total, value) => total + value, 0)
  const sums = Object.fromEntries(RUNGS.map((rung) => [rung, sum(rung)])) as Record<Rung, number>
  return toldRungs(sums, toldStep(baseUnit))
}
