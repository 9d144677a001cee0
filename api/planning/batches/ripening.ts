/** How a variety ripens: days to ready at the reference temperature and the factor per 10 °C. Learned per variety. */
export type RipeningProfile = {
  readonly daysAtReference: number
  readonly referenceCelsius: number
  readonly q10: number
}

/** A stay at one temperature. */
export type TemperatureStay = { readonly days: number; readonly celsius: number }

/**
 * Share of ripening that a temperature path brings, 1 = ready; progress adds up over the path.
 * Valid where the fruit takes no chilling injury (banana: not below 13 °C).
 *
 * Source: van 't Hoff's rule, rate factor q10^((T − reference)/10).
 * @example ripeningProgress({ daysAtReference: 4, referenceCelsius: 20, q10: 2.5 }, [{ days: 3, celsius: 13 }]) // 0.394915…
 */
export function ripeningProgress(profile: RipeningProfile, path: readonly TemperatureStay[]): number {
  requireProfile(profile)
  return path.reduce((progress, { days, celsius }) => progress + days / daysToReady(profile, celsius), 0)
}

/** Days from unripe to ready at a constant temperature. */
export function daysToReady(profile: RipeningProfile, celsius: number): number {
  requireProfile(profile)
  return profile.daysAtReference / profile.q10 ** ((celsius - profile.referenceCelsius) / 10)
}

/** Days still needed at a temperature after a path so far; 0 when ready already. */
export function daysLeft(
  profile: RipeningProfile,
  path: readonly TemperatureStay[],
  celsius: number,
): number {
  return Math.max(0, 1 - ripeningProgress(profile, path)) * daysToReady(profile, celsius)
}

/**
 * Days from the start of a path until ready, at `celsius` once the path is over.
 *
 * @example daysUntilReady({ daysAtReference: 4, referenceCelsius: 20, q10: 2.5 }, [{ days: 3, celsius: 13 }], 20) // 5.42034…
 */
export function daysUntilReady(
  profile: RipeningProfile,
  path: readonly TemperatureStay[],
  celsius: number,
): number {
  requireProfile(profile)
  let progress = 0
  let days = 0
  for (const stay of path) {
    const whole = daysToReady(profile, stay.celsius)
    if (progress + stay.days / whole >= 1) return days + (1 - progress) * whole
    progress += stay.days / whole
    days += stay.days
  }
  return days + (1 - progress) * daysToReady(profile, celsius)
}

/** The way of fruit until it is ready: it travels, ripens in the warehouse, and may ripen to the end at home. */
export type RipeningPath = {
  readonly orderLeadDays: number
  readonly transport: TemperatureStay
  readonly warehouseCelsius: number
  readonly home?: TemperatureStay
}

/**
 * Day by which fruit must be ordered to be ready on a day: the warehouse takes as long as transport and home leave.
 * Days are counted from any fixed day; the result may be fractional.
 *
 * @returns order-by, ship, arrival and ready day
 */
export function ripeningDates(
  profile: RipeningProfile,
  readyDay: number,
  { orderLeadDays, transport, warehouseCelsius, home = { days: 0, celsius: warehouseCelsius } }: RipeningPath,
): {
  readonly orderByDay: number
  readonly shipDay: number
  readonly arrivalDay: number
  readonly readyDay: number
} {
  const arrivalDay = readyDay - home.days - daysLeft(profile, [transport, home], warehouseCelsius)
  const shipDay = arrivalDay - transport.days
  return { orderByDay: shipDay - orderLeadDays, shipDay, arrivalDay, readyDay }
}

function requireProfile({ daysAtReference, q10 }: RipeningProfile): void {
  if (!(daysAtReference > 0)) throw new RangeError(`daysAtReference must be > 0; got ${daysAtReference}`)
  if (!(q10 > 0)) throw new RangeError(`q10 must be > 0; got ${q10}`)
}
