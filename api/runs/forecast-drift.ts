import type { ExceptionRow, ForecastRow } from '#db/run-rows'
import type { ToldWeek } from '#db/said-and-happened'
import { OBSERVED } from '#planning/demand/demand-history'
import { trackingSignal } from '#planning/forecast/tracking-signal'
import { daysBetween } from '#planning/time-bucket'
import type { Company } from './company.ts'

/** Closed weeks that are looked back on, and how far ahead they were told. */
export const DRIFT_WEEKS = 13
export const DRIFT_LAG_WEEKS = 1

/** Items whose recent versions erred to one side, held against the history that this run knows. */
export function driftExceptions(
  company: Company,
  forecasts: readonly ForecastRow[],
  told: readonly ToldWeek[],
  said: ReadonlyMap<number, readonly (number | null)[]>,
): ExceptionRow[] {
  const items = new Map(company.items.map((item) => [item.itemId, item]))
  const found: ExceptionRow[] = []
  for (const forecast of forecasts) {
    const item = items.get(forecast.itemId)!
    const saidWeeks = Float64Array.from(said.get(item.itemId) ?? [], (units) => units ?? Number.NaN)
    if (saidWeeks.length === 0) continue
    const happened = Float64Array.from(told, ({ week }) => observed(forecast, week))
    const { drift, count } = trackingSignal(saidWeeks, happened)
    if (drift === null) continue
    const compared = happened.map((units, week) => (Number.isFinite(saidWeeks[week]! - units) ? 1 : 0))
    const total = (units: Float64Array) =>
      Math.round(units.reduce((sum, value, week) => (compared[week] === 1 ? sum + value : sum), 0))
    const weeklyError = Math.abs(total(saidWeeks) - total(happened)) / count
    const quantity = Math.round(weeklyError * forecast.leadTimeWeeks)
    found.push({
      kind: 'drift',
      itemId: item.itemId,
      supplierId: null,
      productionLineId: null,
      week: null,
      quantity,
      // What the lean costs until orders can follow: stock bought too much, or sales not made.
      moneyAtRiskMinor: Math.round(quantity * (drift === 'too-high' ? item.unitCostMinor : item.priceMinor)),
      cause: `forecast-${drift}`,
      parameters: { weeks: count, said: total(saidWeeks), happened: total(happened) },
    })
  }
  return found
}

function observed({ historyStart, history, historyStatus }: ForecastRow, week: string): number {
  const bucket = daysBetween(historyStart, week) / 7
  return historyStatus[bucket] === OBSERVED ? history[bucket]! : Number.NaN
}
