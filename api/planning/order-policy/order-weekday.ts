/**
 * Weeks from the week of an order to the first week whose demand it serves in full: the order leaves on the supplier's
 * order day and what arrives within a week serves the next one.
 *
 * @param orderWeekday ISO weekday on which orders leave, Monday 1
 * @param leadDays     days from then to goods that are ready to serve, whole, >= 0
 * @example weeksToServe(5, 15) // ceil((4 + 15) / 7) = 3
 */
export function weeksToServe(orderWeekday: number, leadDays: number): number {
  return Math.ceil((orderWeekday - 1 + leadDays) / 7)
}

/**
 * Latest weekday on which orders may leave instead of today's without a week more for any of the lead times.
 *
 * @param leadDays days of each item, not empty
 * @returns ISO weekday, at least `orderWeekday`; may lie beyond Sunday
 * @example latestFreeWeekday(1, [14, 18]) // 1: 14 days fill two weeks from a Monday on
 */
export function latestFreeWeekday(orderWeekday: number, leadDays: readonly number[]): number {
  return Math.min(...leadDays.map((days) => 7 * weeksToServe(orderWeekday, days) - days + 1))
}
