import type { Outputs } from '#web/trpc.ts'

export type Board = NonNullable<Outputs['batches']['board']>
export type LoadWeek = Board['loads'][number]
export type BoardBatch = Board['batches'][number]

/** A week below half its minutes is a chance to bring early certain demand forward. */
const TROUGH_BELOW = 0.5

export type LoadState = 'closed' | 'trough' | 'normal' | 'overload'

/** Share of the available minutes that is planned; null when the line is closed. */
export function loadFraction(week: LoadWeek): number | null {
  return week.availableMinutes > 0 ? (week.runMinutes + week.setupMinutes) / week.availableMinutes : null
}

export function loadState(week: LoadWeek): LoadState {
  const fraction = loadFraction(week)
  if (fraction === null) return week.runMinutes + week.setupMinutes > 0 ? 'overload' : 'closed'
  if (fraction > 1.0005) return 'overload'
  return fraction < TROUGH_BELOW ? 'trough' : 'normal'
}
