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

/** Boxes alike, packed on one day. */
export type BoxNeed = {
  readonly key: string
  /** whole, > 0 */
  readonly count: number
  readonly slots: readonly EatSlot[]
  /** pieces of a fruit in one box at most; 0 keeps it out */
  mostPerBox(fruit: string): number
  /** what a missing piece weighs against others; those that weigh more are served first */
  readonly missingPrice?: number
}

/** Days on which a lot is good to eat when it goes into a box; null when it is not there by then. */
export type WindowOf<Lot> = (
  lot: Lot,
  box: BoxNeed,
) => { readonly readyDay: number; readonly lastDay: number } | null

export type BoxPlan = {
  /** Σ (utility − cost) of the pieces packed */
  readonly worth: number
  /** pieces, [lot][box][slot] */
  readonly pieces: readonly (readonly (readonly number[])[])[]
  /** pieces missing, [box][slot] */
  readonly missing: readonly (readonly number[])[]
  /** pieces of each lot in no box */
  readonly leftOver: readonly number[]
}

/** What a missing piece weighs against any packed one, unless a box says otherwise. */
const MISSING_PRICE = 1e4

/**
 * Which lots go into which eating slot of which boxes: a transportation programme that fills every slot first and then
 * packs the pieces worth most. A lot may serve a slot if it is ripe on all its days; where `unripeDayPrice` is given, if
 * it is ripe on any of them, at that price for each day it is not. With `firstExpiredPrice`,
 * small against the worth of a piece, lots that spoil sooner are used first, and in earlier slots.
 *
 * @param windowOf the lot's own days unless given; days of ripening at home may depend on the box
 * @returns whole pieces; what cannot be filled is in `missing`
 */
export function* planBoxes<Lot extends BoxLot>(
  lots: readonly Lot[],
  boxes: readonly BoxNeed[],
  {
    windowOf = (lot) => lot,
    unripeDayPrice = Number.POSITIVE_INFINITY,
    firstExpiredPrice = 0,
  }: {
    readonly windowOf?: WindowOf<Lot>
    readonly unripeDayPrice?: number
    readonly firstExpiredPrice?: number
  } = {},
): SolverDialogue<BoxPlan> {
  for (const { key, count } of boxes)
    if (!(Number.isInteger(count) && count > 0))
      throw new RangeError(`count of box ${key} must be an integer > 0; got ${count}`)
  const slots = boxes.flatMap((need, box) => need.slots.map((days, slot) => ({ need, box, slot, days })))
  if (slots.length === 0)
    return {
      worth: 0,
      pieces: lots.map(() => []),
      missing: [],
      leftOver: lots.map(({ quantity }) => quantity),
    }
  const soonest = Math.min(...lots.map(({ lastDay }) => lastDay))
  const latest = Math.max(...slots.map(({ days }) => days.firstDay)) + 1
  const pairs = lots.flatMap((lot, lotIndex) =>
    slots.flatMap(({ need, days }, slotIndex) => {
      const window = need.mostPerBox(lot.fruit) > 0 ? windowOf(lot, need) : null
      const unripe = window ? unripeDays(window, days) : Number.POSITIVE_INFINITY
      const price = unripe === 0 ? 0 : unripe * unripeDayPrice
      if (!Number.isFinite(price) || unripe > days.lastDay - days.firstDay) return []
      const order = firstExpiredPrice * (lot.lastDay - soonest) * (latest - days.firstDay)
      return [
        { lot: lotIndex, slot: slotIndex, cost: lot.costPerPiece - lot.utilityPerPiece + price + order },
      ]
    }),
  )
  const rows: Row[] = [
    ...lots.map(({ quantity }) => atMost(quantity)),
    ...slots.map(({ need, days }, slot): Row => {
      const pieces = need.count * days.piecesPerBox
      return { columns: [pairs.length + slot], lower: pieces, upper: pieces }
    }),
  ]
  const fruitRows = new Map<string, Row>()
  pairs.forEach(({ lot, slot }, column) => {
    const { need, box } = slots[slot]!
    const { fruit } = lots[lot]!
    rows[lot]!.columns.push(column)
    rows[lots.length + slot]!.columns.push(column)
    const key = `${box}/${fruit}`
    const row = fruitRows.get(key) ?? atMost(need.count * need.mostPerBox(fruit))
    row.columns.push(column)
    fruitRows.set(key, row)
  })
  const answer = yield {
    model: linearModel(
      [...pairs.map(({ cost }) => cost), ...slots.map(({ need }) => need.missingPrice ?? MISSING_PRICE)],
      [...rows, ...fruitRows.values()],
    ),
    relativeGap: 0,
  }
  if (answer.status !== 'optimal' && answer.status !== 'stopped')
    throw new Error(`a box plan always exists, but the solver said ${answer.status}`)
  const pieces = lots.map(() => boxes.map((need) => need.slots.map(() => 0)))
  const missing = boxes.map((need) => need.slots.map(() => 0))
  let worth = 0
  pairs.forEach(({ lot, slot: at }, column) => {
    const { box, slot } = slots[at]!
    const packed = Math.max(0, Math.round(answer.columnValues[column]!))
    pieces[lot]![box]![slot] = packed
    worth += packed * (lots[lot]!.utilityPerPiece - lots[lot]!.costPerPiece)
  })
  slots.forEach(({ box, slot }, at) => {
    missing[box]![slot] = Math.max(0, Math.round(answer.columnValues[pairs.length + at]!))
  })
  return {
    worth,
    pieces,
    missing,
    leftOver: lots.map(
      ({ quantity }, lot) => quantity - pieces[lot]!.flat().reduce((sum, count) => sum + count, 0),
    ),
  }
}

type Row = { readonly columns: number[]; readonly lower: number; readonly upper: number }

function atMost(upper: number): Row {
  return { columns: [], lower: Number.NEGATIVE_INFINITY, upper }
}

/** Rows over whole non-negative columns, every coefficient 1. */
function linearModel(cost: readonly number[], rows: readonly Row[]): LinearModel {
  const columnIndices = Int32Array.from(rows.flatMap(({ columns }) => columns))
  const rowStarts = new Int32Array(rows.length + 1)
  rows.forEach(({ columns }, row) => {
    rowStarts[row + 1] = rowStarts[row]! + columns.length
  })
  return {
    columnCount: cost.length,
    rowCount: rows.length,
    columnCost: Float64Array.from(cost),
    columnLower: new Float64Array(cost.length),
    columnUpper: new Float64Array(cost.length).fill(Number.POSITIVE_INFINITY),
    isInteger: new Int32Array(cost.length).fill(1),
    rowLower: Float64Array.from(rows, ({ lower }) => lower),
    rowUpper: Float64Array.from(rows, ({ upper }) => upper),
    rowStarts,
    columnIndices,
    values: new Float64Array(columnIndices.length).fill(1),
  }
}

/** Days of a slot outside the days on which a lot is good to eat. */
function unripeDays(window: { readyDay: number; lastDay: number }, slot: EatSlot): number {
  const ripe = Math.min(window.lastDay, slot.lastDay) - Math.max(window.readyDay, slot.firstDay) + 1
  return slot.lastDay - slot.firstDay + 1 - Math.max(0, ripe)
}

/**
 * Parts the days that a box has to last among its pieces, one after the other.
 *
 * @param days  whole, > 0
 * @param piecesPerBox whole, > 0
 * @throws RangeError naming the argument and the value seen
 * @example eatSlots(100, 7, 2) // [{ firstDay: 100, lastDay: 102, piecesPerBox: 1 }, { firstDay: 103, lastDay: 106, piecesPerBox: 1 }]
 */
export function eatSlots(firstDay: number, days: number, piecesPerBox: number): EatSlot[] {
  for (const [name, value] of Object.entries({ days, piecesPerBox }))
    if (!(Number.isInteger(value) && value > 0))
      throw new RangeError(`${name} must be an integer > 0; got ${value}`)
  const count = Math.min(days, piecesPerBox)
  const share = (of: number, part: number) => Math.floor((of * part) / count)
  return Array.from({ length: count }, (_, slot) => ({
    firstDay: firstDay + share(days, slot),
    lastDay: firstDay + share(days, slot + 1) - 1,
    piecesPerBox: share(piecesPerBox, slot + 1) - share(piecesPerBox, slot),
  }))
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
