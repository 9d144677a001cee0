import type { LinearModel, SolverDialogue } from '#planning/lot-sizing/solver-request'

export type BoxLot = {
  readonly key: string
  readonly fruit: string
  readonly quantity: number
  /** first and last day on which it is good to eat */
  readonly readyDay: number
  readonly lastDay: number
  readonly costPerPiece: number
  readonly utilityPerPiece: number
}

/** Days for which every box holds `piecesPerBox` pieces that are ripe then. */
export type EatSlot = { readonly firstDay: number; readonly lastDay: number; readonly piecesPerBox: number }

export type BoxPlan = {
  /** Σ (utility − cost) of the pieces packed */
  readonly worth: number
  /** pieces, [lot][slot] */
  readonly pieces: readonly (readonly number[])[]
  /** pieces missing per slot, all boxes together */
  readonly missing: readonly number[]
  /** pieces of each lot in no box */
  readonly leftOver: readonly number[]
}

/** What a missing piece weighs against any packed one. */
const MISSING_PRICE = 1e4

/**
 * Which lots go into which eating slot of the week's boxes: a transportation programme that fills every slot first
 * and then packs the pieces worth most; a lot may serve a slot if it is ripe on all its days.
 *
 * @param mostPerFruit pieces of one fruit in one box over the week
 * @returns whole pieces; what cannot be filled is in `missing`
 */
export function* planBoxes(
  lots: readonly BoxLot[],
  slots: readonly EatSlot[],
  boxCount: number,
  mostPerFruit: number,
): SolverDialogue<BoxPlan> {
  if (!(Number.isInteger(boxCount) && boxCount > 0))
    throw new RangeError(`boxCount must be an integer > 0; got ${boxCount}`)
  const pairs = lots.flatMap((lot, lotIndex) =>
    slots.flatMap((slot, slotIndex) =>
      lot.readyDay <= slot.firstDay && lot.lastDay >= slot.lastDay
        ? [{ lot: lotIndex, slot: slotIndex }]
        : [],
    ),
  )
  const fruits = [...new Set(lots.map((lot) => lot.fruit))]
  const columnCount = pairs.length + slots.length
  const rows: { columns: number[]; lower: number; upper: number }[] = [
    ...lots.map((lot, index) => ({
      columns: pairs.flatMap((pair, column) => (pair.lot === index ? [column] : [])),
      lower: Number.NEGATIVE_INFINITY,
      upper: lot.quantity,
    })),
    ...slots.map((slot, index) => ({
      columns: [
        ...pairs.flatMap((pair, column) => (pair.slot === index ? [column] : [])),
        pairs.length + index,
      ],
      lower: boxCount * slot.piecesPerBox,
      upper: boxCount * slot.piecesPerBox,
    })),
    ...fruits.map((fruit) => ({
      columns: pairs.flatMap((pair, column) => (lots[pair.lot].fruit === fruit ? [column] : [])),
      lower: Number.NEGATIVE_INFINITY,
      upper: boxCount * mostPerFruit,
    })),
  ]
  const model: LinearModel = {
    columnCount,
    rowCount: rows.length,
    columnCost: Float64Array.from({ length: columnCount }, (_, column) =>
      column < pairs.length
        ? lots[pairs[column].lot].costPerPiece - lots[pairs[column].lot].utilityPerPiece
        : MISSING_PRICE,
    ),
    columnLower: new Float64Array(columnCount),
    columnUpper: new Float64Array(columnCount).fill(Number.POSITIVE_INFINITY),
    isInteger: new Int32Array(columnCount).fill(1),
    rowLower: Float64Array.from(rows, (row) => row.lower),
    rowUpper: Float64Array.from(rows, (row) => row.upper),
    rowStarts: Int32Array.from([
      0,
      ...rows.map((_, index) => rows.slice(0, index + 1).reduce((sum, row) => sum + row.columns.length, 0)),
    ]),
    columnIndices: Int32Array.from(rows.flatMap((row) => row.columns)),
    values: new Float64Array(rows.reduce((sum, row) => sum + row.columns.length, 0)).fill(1),
  }
  const answer = yield { model, relativeGap: 0 }
  if (answer.status !== 'optimal' && answer.status !== 'stopped')
    throw new Error(`a box plan always exists, but the solver said ${answer.status}`)
  const pieces = lots.map(() => slots.map(() => 0))
  let worth = 0
  pairs.forEach(({ lot, slot }, column) => {
    pieces[lot][slot] = Math.round(answer.columnValues[column])
    worth += pieces[lot][slot] * (lots[lot].utilityPerPiece - lots[lot].costPerPiece)
  })
  return {
    worth,
    pieces,
    missing: slots.map((_, slot) => Math.round(answer.columnValues[pairs.length + slot])),
    leftOver: lots.map((lot, index) => lot.quantity - pieces[index].reduce((sum, count) => sum + count, 0)),
  }
}

/** First expired, first out: lots that spoil soonest are used up first; quantities taken per lot. */
export function firstExpiredFirstOut(
  lots: readonly Pick<BoxLot, 'quantity' | 'readyDay' | 'lastDay'>[],
  day: number,
  wanted: number,
): readonly number[] {
  const taken = lots.map(() => 0)
  let left = wanted
  const usable = lots
    .map((_, lot) => lot)
    .filter((lot) => lots[lot].readyDay <= day && lots[lot].lastDay >= day)
    .sort((a, b) => lots[a].lastDay - lots[b].lastDay || a - b)
  for (const lot of usable) {
    taken[lot] = Math.min(left, lots[lot].quantity)
    left -= taken[lot]
  }
  return taken
}
