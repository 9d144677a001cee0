/** Changes below this share of the model mostly do not make a forecast better (Fildes et al. 2009). */
const SMALL_CHANGE_FRACTION = 0.05

/**
 * Whether a number is so near to the forecast that changing it is hardly worth it.
 *
 * @param quantity units, >= 0
 * @param forecast units; at 0 and below no change is small
 * Source: Fildes, Goodwin, Lawrence & Nikolopoulos 2009, International Journal of Forecasting 25, 3–23.
 * @example isSmallChange(104, 100) // true
 */
export function isSmallChange(quantity: number, forecast: number): boolean {
  return forecast > 0 && Math.abs(quantity - forecast) / forecast < SMALL_CHANGE_FRACTION
}

/**
 * How often small changes came nearer to what happened than the forecast they replaced; an equal distance is not nearer.
 *
 * @param outcomes quantity put in, forecast replaced and actual demand, units
 * @example smallChangeRecord([{ quantity: 104, forecastSeen: 100, actual: 110 }]) // { tried: 1, better: 1 }
 */
export function smallChangeRecord(
  outcomes: readonly { readonly quantity: number; readonly forecastSeen: number; readonly actual: number }[],
): { readonly tried: number; readonly better: number } {
  const small = outcomes.filter(({ quantity, forecastSeen }) => isSmallChange(quantity, forecastSeen))
  const better = small.filter(
    ({ quantity, forecastSeen, actual }) => Math.abs(quantity - actual) < Math.abs(forecastSeen - actual),
  )
  return { tried: small.length, better: better.length }
}
