/** A number that somebody put in the place of a forecast, and what came. Units. */
export interface OverrideResult {
  readonly reason: string
  readonly quantity: number
  readonly forecastSeen: number
  readonly actual: number
}

/** How overrides with one reason fared; errors as shares of what happened, null where nothing did. */
export interface ReasonRecord {
  readonly reason: string
  readonly overrideCount: number
  readonly forecastWape: number | null
  readonly overrideWape: number | null
  /** Error taken away by overriding, as a share of what happened; negative: added. */
  readonly valueAdded: number | null
  /** Share of overrides that came nearer than the forecast they replaced. */
  readonly nearerShare: number
}

/**
 * What overriding was worth, by the reason given, most overrides first.
 *
 * @returns one record per reason; empty without overrides
 * Source: forecast value added, Gilliland 2010, The Business Forecasting Deal, ch. 4.
 * @example recordByReason([{ reason: 'price', quantity: 90, forecastSeen: 120, actual: 100 }])[0]?.valueAdded // 0.1
 */
export function recordByReason(results: readonly OverrideResult[]): ReasonRecord[] {
  const byReason = new Map<string, OverrideResult[]>()
  for (const result of results) byReason.set(result.reason, [...(byReason.get(result.reason) ?? []), result])
  return [...byReason]
    .map(([reason, own]) => {
      const sum = (of: (result: OverrideResult) => number) => own.reduce((all, each) => all + of(each), 0)
      const happened = sum(({ actual }) => actual)
      const share = (units: number) => (happened > 0 ? units / happened : null)
      const ofForecast = sum(({ forecastSeen, actual }) => Math.abs(forecastSeen - actual))
      const ofOverride = sum(({ quantity, actual }) => Math.abs(quantity - actual))
      const nearer = own.filter(
        ({ quantity, forecastSeen, actual }) => Math.abs(quantity - actual) < Math.abs(forecastSeen - actual),
      )
      return {
        reason,
        overrideCount: own.length,
        forecastWape: share(ofForecast),
        overrideWape: share(ofOverride),
        valueAdded: share(ofForecast - ofOverride),
        nearerShare: nearer.length / own.length,
      }
    })
    .sort((a, b) => b.overrideCount - a.overrideCount || (a.reason < b.reason ? -1 : 1))
}
