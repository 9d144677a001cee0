import { civilDayNumber } from '#planning/time-bucket'

/** Days of the traditional Chinese year that fall in one Gregorian year, as day numbers. */
export interface LunarFestivals {
  /** Spring Festival: first day of the first month. */
  readonly newYear: number
  /** Qingming: the sun at 15° of longitude. */
  readonly qingming: number
  /** Fifth day of the fifth month. */
  readonly dragonBoat: number
  /** Fifteenth day of the eighth month. */
  readonly midAutumn: number
}

/** Julian date of 1970-01-01, 0 h UTC. */
const EPOCH = 2440587.5
/** Months and terms are those of the day in China, UTC + 8 h. */
const CHINA = 8 / 24
const CENTURY_DAYS = 36525
const SYNODIC_MONTH = 29.530588861
const cache = new Map<number, LunarFestivals>()

/**
 * Festivals of the Chinese calendar, computed from new moons and solar terms.
 *
 * @param year Gregorian, 1929 … 2100
 * @throws RangeError for other years; before 1929 months were those of the day at Peking
 * Source: rule of GB/T 33661-2017 (the solstice lies in month 11; of thirteen months the first without a principal term is
 *   a leap month); new moons and the sun by Meeus 1998, chapters 49 and 25.
 * @example lunarFestivals(2026).newYear // day number of 2026-02-17
 */
export function lunarFestivals(year: number): LunarFestivals {
  if (!(Number.isInteger(year) && year >= 1929 && year <= 2100))
    throw new RangeError(`year must lie in 1929 … 2100; got ${year}`)
  const known = cache.get(year)
  if (known) return known
  const months = monthsFrom(year - 1)
  const start = (number: number) => months.find((month) => month.number === number)!.start
  const found = {
    newYear: start(1),
    qingming: dayAtLongitude(15, civilDayNumber(year, 4, 5)),
    dragonBoat: start(5) + 4,
    midAutumn: start(8) + 14,
  }
  cache.set(year, found)
  return found
}

/** Months from the one that holds the winter solstice of `year`, until that of the next; leap months have number 0. */
function monthsFrom(year: number): { number: number; start: number }[] {
  const solstice = (of: number) => dayAtLongitude(270, civilDayNumber(of, 12, 21))
  const starts: number[] = []
  const last = newMoonIndexBefore(solstice(year + 1))
  for (let index = newMoonIndexBefore(solstice(year)); index <= last; index += 1)
    starts.push(newMoonDay(index))
  const count = starts.length - 1
  let leap = -1
  if (count === 13)
    leap = starts.findIndex((start, k) => k > 0 && k < count && termAt(start) === termAt(starts[k + 1]!))
  let number = 11
  return starts.slice(0, count).map((start, k) => {
    if (k === leap) return { number: 0, start }
    const month = { number, start }
    number = (number % 12) + 1
    return month
  })
}

/** Principal terms passed before a day begins, by the sun's longitude in steps of 30°. */
function termAt(day: number): number {
  return Math.floor(sunLongitude(EPOCH + day - CHINA) / 30)
}

/** Index of the last new moon on or before a day. */
function newMoonIndexBefore(day: number): number {
  let index = Math.floor((EPOCH + day - 2451550.1) / SYNODIC_MONTH) + 1
  while (newMoonDay(index) > day) index -= 1
  return index
}

function newMoonDay(index: number): number {
  return Math.floor(newMoon(index) - EPOCH + CHINA)
}

/** Day in China on which the sun reaches a longitude (degrees), near a given day. */
function dayAtLongitude(longitude: number, near: number): number {
  let moment = EPOCH + near
  for (let step = 0; step < 6; step += 1) {
    const gap = ((longitude - sunLongitude(moment) + 540) % 360) - 180
    moment += (gap * 365.2422) / 360
  }
  return Math.floor(moment - EPOCH + CHINA)
}

const sine = (degrees: number) => Math.sin((degrees * Math.PI) / 180)

/** Apparent longitude of the sun, degrees in [0, 360), to about 0.01°. */
function sunLongitude(julian: number): number {
  const t = (julian - 2451545) / CENTURY_DAYS
  const anomaly = 357.52911 + 35999.05029 * t - 0.0001537 * t * t
  const centre =
    (1.914602 - 0.004817 * t) * sine(anomaly) +
    (0.019993 - 0.000101 * t) * sine(2 * anomaly) +
    0.000289 * sine(3 * anomaly)
  const mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t
  const apparent = mean + centre - 0.00569 - 0.00478 * sine(125.04 - 1934.136 * t)
  return ((apparent % 360) + 360) % 360
}

/** Amplitude in days, power of the eccentricity factor, and multiples of the anomalies M, M′ and the argument F. */
const MOON_TERMS: readonly (readonly [number, number, number, number, number])[] = [
  [-0.4072, 0, 0, 1, 0],
  [0.17241, 1, 1, 0, 0],
  [0.01608, 0, 0, 2, 0],
  [0.01039, 0, 0, 0, 2],
  [0.00739, 1, -1, 1, 0],
  [-0.00514, 1, 1, 1, 0],
  [0.00208, 2, 2, 0, 0],
  [-0.00111, 0, 0, 1, -2],
  [-0.00057, 0, 0, 1, 2],
  [0.00056, 1, 1, 2, 0],
  [-0.00042, 0, 0, 3, 0],
  [0.00042, 1, 1, 0, 2],
  [0.00038, 1, 1, 0, -2],
  [-0.00024, 1, -1, 2, 0],
]

/** Julian date (universal time) of a new moon, to a few minutes; index 0 is that of 2000-01-06. */
function newMoon(index: number): number {
  const t = index / 1236.85
  const eccentricity = 1 - 0.002516 * t - 0.0000074 * t * t
  const sun = 2.5534 + 29.1053567 * index - 0.0000014 * t * t
  const moon = 201.5643 + 385.81693528 * index + 0.0107582 * t * t
  const argument = 160.7108 + 390.67050284 * index - 0.0016118 * t * t
  let moment = 2451550.09766 + SYNODIC_MONTH * index + 0.00015437 * t * t
  for (const [days, power, m, prime, f] of MOON_TERMS)
    moment += days * eccentricity ** power * sine(m * sun + prime * moon + f * argument)
  moment -= 0.00017 * sine(124.7746 - 1.56375588 * index)
  const clockLag = (62.92 + 32.217 * t + 55.89 * t * t) / 86400
  return moment - Math.max(0, clockLag)
}
