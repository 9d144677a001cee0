import { addDays, dayNumber, type IsoDate } from '#planning/time-bucket'

export type LineWeekState = 'closed' | 'trough' | 'normal' | 'overload' | 'unknown'

/** A week below half its minutes has room for demand that is certain early. */
export const TROUGH_BELOW = 0.5

export interface LineWeek {
  readonly week: IsoDate
  readonly availableMinutes: number
  /** null where no plan reaches the week */
  readonly plannedMinutes: number | null
  readonly publishedMinutes: number
  /** null where no plan reaches the week */
  readonly freeMinutes: number | null
  /** planned over available minutes; null when the line is closed or no plan reaches the week */
  readonly loadFraction: number | null
  readonly state: LineWeekState
}

/**
 * Available, planned and published minutes of a line week by week. Free are available less planned minutes, at least 0. A
 * week is in `trough` below half its minutes and in `overload` above all of them (half a thousandth is rounding).
 *
 * @param calendar day numbers with the minutes of each, minutes >= 0
 * @param planned minutes of the plan by Monday, >= 0
 * @param published minutes of published batches by Monday, >= 0
 * @throws RangeError when `days` and `minutes` differ in length
 * @example lineWeeks({ days: [20605], minutes: [480] }, new Map([['2026-06-01', 120]]), new Map(), '2026-06-01', 1)
 *   // [{ availableMinutes: 480, plannedMinutes: 120, freeMinutes: 360, loadFraction: 0.25, state: 'trough', … }]
 */
export function lineWeeks(
  calendar: { readonly days: readonly number[]; readonly minutes: readonly number[] },
  planned: ReadonlyMap<IsoDate, number>,
  published: ReadonlyMap<IsoDate, number>,
  firstWeek: IsoDate,
  weekCount: number,
): LineWeek[] {
  if (calendar.days.length !== calendar.minutes.length)
    throw new RangeError(`minutes must have ${calendar.days.length} entries; got ${calendar.minutes.length}`)
  const available = new Float64Array(weekCount)
  const firstDay = dayNumber(firstWeek)
  calendar.days.forEach((day, at) => {
    const week = Math.floor((day - firstDay) / 7)
    if (week >= 0 && week < weekCount) available[week]! += calendar.minutes[at]!
  })
  return Array.from(available, (availableMinutes, at) => {
    const week = addDays(firstWeek, 7 * at)
    const plannedMinutes = planned.get(week) ?? null
    return {
      week,
      availableMinutes,
      plannedMinutes,
      publishedMinutes: published.get(week) ?? 0,
      freeMinutes: plannedMinutes === null ? null : Math.max(0, availableMinutes - plannedMinutes),
      loadFraction:
        plannedMinutes === null || availableMinutes === 0 ? null : plannedMinutes / availableMinutes,
      state: lineWeekState(availableMinutes, plannedMinutes),
    }
  })
}

function lineWeekState(available: number, planned: number | null): LineWeekState {
  if (planned === null) return 'unknown'
  if (available === 0) return planned > 0 ? 'overload' : 'closed'
  if (planned / available > 1.0005) return 'overload'
  return planned / available < TROUGH_BELOW ? 'trough' : 'normal'
}
