import { mondayOfWeek, weekOfDay, weekStart } from '#planning/demand/week-number'
import { dayNumber } from '#planning/time-bucket'

/** The weeks of a run as week numbers; the first planned week is the first Monday after the as-of day. */
export interface RunCalendar {
  readonly asOf: string
  readonly asOfDay: number
  readonly firstWeek: number
  readonly horizon: number
  readonly detailWeeks: number
  /** Share of a week between the as-of day and the first planned week, 0 … 6/7: its demand is served from stock. */
  readonly stubFraction: number
}

export function runCalendar(asOf: string, horizon: number, detailWeeks: number): RunCalendar {
  const asOfDay = dayNumber(asOf)
  const firstWeek = weekOfDay(asOfDay) + 1
  return {
    asOf,
    asOfDay,
    firstWeek,
    horizon,
    detailWeeks,
    stubFraction: (mondayOfWeek(firstWeek) - 1 - asOfDay) / 7,
  }
}

export function firstBucket(calendar: RunCalendar): string {
  return weekStart(calendar.firstWeek)
}
