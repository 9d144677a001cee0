import { type IsoDate, isoDate } from '#planning/time-bucket'

/** A working day of a line: its day number and the minutes that can be worked on it. */
export interface WorkingDay {
  readonly day: number
  readonly minutes: number
}

/**
 * First and last day of work that begins after some minutes of a week are used up.
 *
 * @param days          working days of the line in that week, ascending, at least one
 * @param minutesBefore minutes used by what is made before, >= 0
 * @param minutes       minutes of the work itself; 0 takes a moment of one day
 * @returns work beyond the last working day ends on it
 * @throws RangeError without a working day
 * @example batchDays([{ day: 0, minutes: 60 }, { day: 1, minutes: 60 }], 30, 40) // { startsOn: '1970-01-01', endsOn: '1970-01-02' }
 */
export function batchDays(
  days: readonly WorkingDay[],
  minutesBefore: number,
  minutes: number,
): { readonly startsOn: IsoDate; readonly endsOn: IsoDate } {
  if (days.length === 0) throw new RangeError('days must hold at least one working day; got none')
  return {
    startsOn: isoDate(dayOfMinute(days, minutesBefore)),
    endsOn: isoDate(readyDay(days, minutesBefore, minutes)),
  }
}

/** Day number on which work of some minutes is ready that begins after `minutesBefore`; 0 minutes take a moment. */
export function readyDay(days: readonly WorkingDay[], minutesBefore: number, minutes: number): number {
  return dayOfMinute(days, Math.max(minutesBefore, minutesBefore + minutes - 1e-6))
}

function dayOfMinute(days: readonly WorkingDay[], minute: number): number {
  let left = minute
  for (const { day, minutes } of days) {
    if (left < minutes) return day
    left -= minutes
  }
  return days.at(-1)!.day
}
