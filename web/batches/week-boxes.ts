import { bucketStart, daysBetween } from '#planning/time-bucket'
import type { Board, BoardBatch } from './line-load.ts'

interface Place {
  readonly lane: number
  /** Place of its first week on the chart. */
  readonly firstWeek: number
  readonly weekSpan: number
}

export type WeekBox = Place &
  (
    | { readonly kind: 'batch'; readonly batch: BoardBatch }
    | { readonly kind: 'carried'; readonly carried: Board['carried'][number] }
  )

/** A box of whole weeks for everything on one line, so that its label can be read; each in the first lane free. */
export function weekBoxes(
  batches: readonly BoardBatch[],
  carried: Board['carried'],
  weeks: readonly string[],
): WeekBox[] {
  const lanes: boolean[][] = []
  const placed = (first: string, last: string): Place | null => {
    const firstWeek = weeks.indexOf(bucketStart(first, 'week'))
    if (firstWeek < 0) return null
    const weekSpan = 1 + Math.max(0, Math.floor(daysBetween(weeks[firstWeek]!, last) / 7))
    const isFree = (lane: boolean[]) =>
      Array.from({ length: weekSpan }, (_, at) => lane[firstWeek + at]).every((taken) => !taken)
    let lane = lanes.findIndex(isFree)
    if (lane < 0) lane = lanes.push([]) - 1
    for (let week = 0; week < weekSpan; week += 1) lanes[lane]![firstWeek + week] = true
    return { lane, firstWeek, weekSpan }
  }
  const boxes: WeekBox[] = []
  for (const each of carried) {
    const place = placed(each.week, each.week)
    if (place) boxes.push({ kind: 'carried', carried: each, ...place })
  }
  for (const batch of [...batches].sort((a, b) => a.startsOn.localeCompare(b.startsOn))) {
    const place = placed(batch.startsOn, batch.endsOn)
    if (place) boxes.push({ kind: 'batch', batch, ...place })
  }
  return boxes
}
