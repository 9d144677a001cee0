import { mondayOfWeek } from '#planning/demand/week-number'

export interface FeedDelivery {
  /** First and last day with any sale of any item, day numbers; null for an empty feed. */
  readonly firstDay: number | null
  readonly lastDay: number | null
  /** Weeks with any sale of any item. */
  readonly weeks: readonly number[]
}

/** Days a first or last week may lack (closed weekends) and still count as delivered whole. */
const MISSING_DAYS = 2

/**
 * Weeks whose sales the feed delivered whole, by the end of the as-of day. In such a week an absent item sold nothing;
 * in any other week nothing is known of it.
 *
 * @param asOfDay day number of the as-of date; its own week counts only when it is over
 * @example deliveredWeeks({ firstDay: 4, lastDay: 17, weeks: [0, 1] }, 17) // Set {0, 1}
 */
export function deliveredWeeks(feed: FeedDelivery, asOfDay: number): Set<number> {
  const delivered = new Set<number>()
  for (const week of feed.weeks) {
    const monday = mondayOfWeek(week)
    const isOver = monday + 6 <= asOfDay
    const startsWhole = feed.firstDay === null || feed.firstDay <= monday + MISSING_DAYS
    const endsWhole = feed.lastDay === null || feed.lastDay >= monday + 6 - MISSING_DAYS
    if (isOver && startsWhole && endsWhole) delivered.add(week)
  }
  return delivered
}
