import { dayNumber, type IsoDate, isoDate } from '#planning/time-bucket'

/** ISO weeks counted from the one starting 1970-01-05 (day number 4). */
const FIRST_MONDAY = 4

/** Week number of a day number. @example weekOfDay(4) // 0 */
export function weekOfDay(day: number): number {
  return Math.floor((day - FIRST_MONDAY) / 7)
}

/** Day number of the Monday of a week. @example mondayOfWeek(1) // 11 */
export function mondayOfWeek(week: number): number {
  return week * 7 + FIRST_MONDAY
}

/** Week number of an ISO date. @example weekNumber('1970-01-12') // 1 */
export function weekNumber(date: IsoDate): number {
  return weekOfDay(dayNumber(date))
}

/** ISO date of the Monday of a week. @example weekStart(0) // '1970-01-05' */
export function weekStart(week: number): IsoDate {
  return isoDate(mondayOfWeek(week))
}
