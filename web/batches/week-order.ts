import type { BatchDecision } from '#planning/batches/decide-batch'
import type { Board, BoardBatch } from './line-load.ts'

/** Batches of the line and week of a batch in the sequence in which they are made. */
export function sameWeek(board: Board, { lineId, week }: Pick<BoardBatch, 'lineId' | 'week'>): BoardBatch[] {
  return board.batches
    .filter((batch) => batch.lineId === lineId && batch.week === week)
    .sort((a, b) => a.sequenceInWeek - b.sequenceInWeek)
}

/** A place of the week, 1 for the first, nearest to the one asked for. */
export function placeWithin(board: Board, batch: BoardBatch, place: number): number {
  return Math.min(sameWeek(board, batch).length, Math.max(1, place))
}

/** Puts a batch at a place of its week; null where it stands already. */
export function orderDecision(
  board: Board,
  batch: BoardBatch,
  place: number | undefined,
): BatchDecision | null {
  if (place === undefined || place === batch.sequenceInWeek) return null
  const order = sameWeek(board, batch).flatMap(({ batchNumber }) =>
    batchNumber === batch.batchNumber ? [] : [batchNumber],
  )
  order.splice(place - 1, 0, batch.batchNumber)
  return { kind: 'order', batchNumber: batch.batchNumber, order }
}
