import { lunarFestivals } from '#planning/demand/lunar-calendar'
import type { BucketDays, EffectTerm } from '#planning/forecast/calendar-terms'
import { civilDate } from '#planning/time-bucket'

/** Days about each festival whose demand goes its own way: people stock up, travel, rest, and come back. */
const WINDOWS = [
  ['spring-festival-ahead', 'newYear', -20, -7],
  ['spring-festival-eve', 'newYear', -6, -1],
  ['spring-festival', 'newYear', 0, 6],
  ['spring-festival-after', 'newYear', 7, 15],
  ['qingming', 'qingming', -1, 1],
  ['dragon-boat', 'dragonBoat', -5, 0],
  ['mid-autumn', 'midAutumn', -10, 0],
] as const

/** Effects of Chinese festivals, which move by up to a month in the solar year: share of each bucket's days about them. */
export function festivalTerms(days: BucketDays): EffectTerm[] {
  return WINDOWS.map(([name, festival, from, to]) => ({
    effect: 'holiday' as const,
    name,
    values: sharesOf(days, (day) => {
      const offset = day - lunarFestivals(civilDate(day).year)[festival]
      return offset >= from && offset <= to
    }),
    priorDeviation: 3,
  }))
}

/** Effect of Saturdays and Sundays on which people work in exchange for a holiday. */
export function workedDayTerms(days: BucketDays, workedDays: readonly number[]): EffectTerm[] {
  if (workedDays.length === 0) return []
  const isWorked = new Set(workedDays)
  return [
    {
      effect: 'holiday',
      name: 'adjusted-working-day',
      values: sharesOf(days, (day) => isWorked.has(day)),
      priorDeviation: 1.5,
    },
  ]
}

/** Share of the days of each bucket that match; the last bucket is taken to be as long as the one before. */
function sharesOf(days: BucketDays, matches: (day: number) => boolean): Float64Array {
  return Float64Array.from(days, (first, t) => {
    const next = days[t + 1] ?? first + (t > 0 ? first - days[t - 1]! : 1)
    let count = 0
    for (let day = first; day < next; day += 1) if (matches(day)) count += 1
    return count / (next - first)
  })
}
