/**
 * Dates are ISO strings (`YYYY-MM-DD`) in the one business time zone; arithmetic runs on day numbers
 * (days since 1970-01-01). Weeks are ISO weeks, named by their Monday.
 */
export type IsoDate = string
export type Bucket = 'day' | 'week' | 'month' | 'quarter' | 'year'

/** Day number of an ISO date. @throws RangeError for a date that does not exist. @example dayNumber('1970-01-08') // 7 */
export function dayNumber(date: IsoDate): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  if (!match) throw new RangeError(`date must be YYYY-MM-DD; got ${date}`)
  const year = Number(match[1])
  const month = Number(match[2])
  const day = Number(match[3])
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
    throw new RangeError(`date must exist in the calendar; got ${date}`)
  return civilDayNumber(year, month, day)
}

/** Inverse of {@link dayNumber}. @example isoDate(7) // '1970-01-08' */
export function isoDate(day: number): IsoDate {
  const { year, month, dayOfMonth } = civilDate(day)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`
}

/** ISO weekday of a day number: Monday 1 … Sunday 7. @example isoWeekday(0) // 4, a Thursday */
export function isoWeekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

export function addDays(date: IsoDate, days: number): IsoDate {
  return isoDate(dayNumber(date) + days)
}

export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** First day of the bucket that holds `date`. @example bucketStart('2027-01-01', 'week') // '2026-12-28' */
export function bucketStart(date: IsoDate, bucket: Bucket): IsoDate {
  return isoDate(bucketStartDay(dayNumber(date), bucket))
}

export function bucketStartDay(day: number, bucket: Bucket): number {
  if (bucket === 'day') return day
  if (bucket === 'week') return day - isoWeekday(day) + 1
  const { year, month } = civilDate(day)
  if (bucket === 'month') return civilDayNumber(year, month, 1)
  if (bucket === 'quarter') return civilDayNumber(year, month - ((month - 1) % 3), 1)
  return civilDayNumber(year, 1, 1)
}

/** Day number where the bucket starts that is `count` buckets after the one starting on `startDay`; `count` may be negative. */
export function addBucketsDay(startDay: number, bucket: Bucket, count: number): number {
  if (bucket === 'day') return startDay + count
  if (bucket === 'week') return startDay + 7 * count
  const { year, month } = civilDate(startDay)
  const months = (bucket === 'month' ? 1 : bucket === 'quarter' ? 3 : 12) * count + year * 12 + month - 1
  return civilDayNumber(Math.floor(months / 12), (((months % 12) + 12) % 12) + 1, 1)
}

/** Whole buckets from the bucket of `from` to the bucket of `to`. @example bucketsBetween('2026-12-28', '2027-01-11', 'week') // 2 */
export function bucketsBetween(from: IsoDate, to: IsoDate, bucket: Bucket): number {
  const start = bucketStartDay(dayNumber(from), bucket)
  const end = bucketStartDay(dayNumber(to), bucket)
  if (bucket === 'day') return end - start
  if (bucket === 'week') return (end - start) / 7
  const a = civilDate(start)
  const b = civilDate(end)
  const months = (b.year - a.year) * 12 + b.month - a.month
  return months / (bucket === 'month' ? 1 : bucket === 'quarter' ? 3 : 12)
}

/** ISO week label. @example isoWeekLabel('2027-01-01') // '2026-W53' */
export function isoWeekLabel(date: IsoDate): string {
  const monday = bucketStartDay(dayNumber(date), 'week')
  const thursday = civilDate(monday + 3)
  const week = Math.floor((monday + 3 - civilDayNumber(thursday.year, 1, 1)) / 7) + 1
  return `${thursday.year}-W${String(week).padStart(2, '0')}`
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Source: H. Hinnant, chrono-compatible low-level date algorithms. */
export function civilDayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

export function civilDate(day: number): { year: number; month: number; dayOfMonth: number } {
  const z = day + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    dayOfMonth: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  }
}
