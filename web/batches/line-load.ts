import type { Outputs } from '#web/trpc.ts'

export type Board = NonNullable<Outputs['batches']['board']>
export type LoadWeek = Board['loads'][number]
export type BoardBatch = Board['batches'][number]

/** A week below half its minutes is a chance to bring early certain demand forward. */
const TROUGH_BELOW = 0.5

/** Names the bar of a batch on the chart, so that its card can lead there. */
export function barId(batchNumber: number): string {
  return `batch-bar-${batchNumber}`
}

export type LoadState = 'closed' | 'trough' | 'normal' | 'overload'

/** A number that no batch of the run has. */
export function freeNumber(board: Board): number {
  return Math.max(0, ...board.batches.map(({ batchNumber }) => batchNumber)) + 1
}

/** Minutes planned, those of batches of earlier runs included. */
function usedMinutes(week: LoadWeek): number {
  return week.runMinutes + week.setupMinutes + week.committedMinutes
}

/** Share of the available minutes that is planned; null when the line is closed. */
export function loadFraction(week: LoadWeek): number | null {
  return week.availableMinutes > 0 ? usedMinutes(week) / week.availableMinutes : null
}

export function loadState(week: LoadWeek): LoadState {
  const fraction = loadFraction(week)
  if (fraction === null) return usedMinutes(week) > 0 ? 'overload' : 'closed'
  // Less would read as 100 %.
  if (fraction >= 1.005) return 'overload'
  return fraction < TROUGH_BELOW ? 'trough' : 'normal'
}
