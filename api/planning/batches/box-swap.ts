import { type BoxLot, firstExpiredFirstOut } from './box-plan.ts'

/** Which fruit may stand in for which. Not the other way round unless said so. */
export type SwapRule = {
  readonly fruit: string
  readonly replacedBy: string
  /** pieces given for one piece, > 0: two kiwis for a mango */
  readonly piecesPerPiece: number
  /** most pieces of the fruit in one box that may be replaced, whole, >= 0 */
  readonly mostPerBox: number
}

/**
 * Whether what a rule gives is worth about what it replaces.
 *
 * @param prices    of one piece, minor units, >= 0
 * @param tolerance most that the value given may differ, as a share of the price replaced, >= 0; null: any
 * @throws RangeError when the tolerance is negative
 * @example keepsValue({ piecesPerPiece: 2 }, { replaced: 5900, given: 3000 }, 0.05) // true: 6000 for 5900
 */
export function keepsValue(
  { piecesPerPiece }: Pick<SwapRule, 'piecesPerPiece'>,
  prices: { readonly replaced: number; readonly given: number },
  tolerance: number | null,
): boolean {
  if (tolerance === null) return true
  if (!(tolerance >= 0)) throw new RangeError(`tolerance must be >= 0; got ${tolerance}`)
  return Math.abs(piecesPerPiece * prices.given - prices.replaced) <= tolerance * prices.replaced + 1e-9
}

/** Pieces of one fruit that one day's boxes were to hold. */
export type BoxWish = { readonly fruit: string; readonly pieces: number }

export type SwappedBoxes = {
  /** pieces packed, [wish][lot]: of the fruit wished for, or of one that stands in for it */
  readonly packed: readonly (readonly number[])[]
  /** pieces of each wish that came as another fruit */
  readonly swapped: readonly number[]
  /** pieces of each wish that nothing could replace */
  readonly missing: readonly number[]
}

/**
 * Fills the boxes of a day when fruit is not ripe or short. Every wish first gets its own fruit, so that no swap takes what
 * somebody wished for; what is left of the ripe lots then stands in by the rules, in their order. The lot that spoils soonest
 * goes first throughout. Only whole pieces are replaced, each by the whole pieces that its rule gives, rounded up.
 *
 * @param lots     whole pieces; ripe on the day when readyDay <= day <= lastDay
 * @param boxCount boxes that share the wishes, > 0: bounds what each rule may replace
 * @throws RangeError naming the field out of range
 * @example swapBoxes([{ fruit: 'kiwi', quantity: 9, readyDay: 0, lastDay: 5 }], [{ fruit: 'mango', pieces: 6 }],
 *   [{ fruit: 'mango', replacedBy: 'kiwi', piecesPerPiece: 2, mostPerBox: 1 }], { day: 2, boxCount: 10 })
 *   // { packed: [[8]], swapped: [4], missing: [2] }
 */
export function swapBoxes(
  lots: readonly Pick<BoxLot, 'fruit' | 'quantity' | 'readyDay' | 'lastDay'>[],
  wishes: readonly BoxWish[],
  rules: readonly SwapRule[],
  { day, boxCount }: { readonly day: number; readonly boxCount: number },
): SwappedBoxes {
  requireValid(lots, wishes, rules, boxCount)
  const left = lots.map(({ quantity, readyDay, lastDay }) =>
    readyDay <= day && day <= lastDay ? quantity : 0,
  )
  const packed = wishes.map(() => lots.map(() => 0))
  const missing = wishes.map(({ pieces }) => pieces)
  const swapped = wishes.map(() => 0)
  const there = (fruit: string) =>
    left.reduce((sum, pieces, lot) => sum + (lots[lot].fruit === fruit ? pieces : 0), 0)
  const pack = (wish: number, fruit: string, pieces: number) => {
    const there = lots.map((lot, at) => ({ ...lot, quantity: lot.fruit === fruit ? left[at] : 0 }))
    firstExpiredFirstOut(there, day, pieces).forEach((taken, lot) => {
      left[lot] -= taken
      packed[wish][lot] += taken
    })
  }
  wishes.forEach(({ fruit, pieces }, wish) => {
    const own = Math.min(pieces, there(fruit))
    pack(wish, fruit, own)
    missing[wish] -= own
  })
  for (const { fruit, replacedBy, piecesPerPiece, mostPerBox } of rules) {
    let allowed = mostPerBox * boxCount
    wishes.forEach((each, wish) => {
      if (each.fruit !== fruit) return
      const replaceable = Math.floor(there(replacedBy) / piecesPerPiece + 1e-9)
      const replaced = Math.min(missing[wish], allowed, replaceable)
      pack(wish, replacedBy, Math.min(there(replacedBy), Math.ceil(replaced * piecesPerPiece - 1e-9)))
      missing[wish] -= replaced
      swapped[wish] += replaced
      allowed -= replaced
    })
  }
  return { packed, swapped, missing }
}

function requireValid(
  lots: readonly { readonly quantity: number }[],
  wishes: readonly BoxWish[],
  rules: readonly SwapRule[],
  boxCount: number,
): void {
  const whole = (name: string, value: number, least: number) => {
    if (!(Number.isInteger(value) && value >= least))
      throw new RangeError(`${name} must be an integer >= ${least}; got ${value}`)
  }
  whole('boxCount', boxCount, 1)
  for (const [at, { quantity }] of lots.entries()) whole(`lots[${at}].quantity`, quantity, 0)
  for (const [at, { pieces }] of wishes.entries()) whole(`wishes[${at}].pieces`, pieces, 0)
  rules.forEach(({ fruit, replacedBy, piecesPerPiece, mostPerBox }, at) => {
    whole(`rules[${at}].mostPerBox`, mostPerBox, 0)
    if (!(piecesPerPiece > 0 && piecesPerPiece < Number.POSITIVE_INFINITY))
      throw new RangeError(`rules[${at}].piecesPerPiece must be finite and > 0; got ${piecesPerPiece}`)
    if (fruit === replacedBy)
      throw new RangeError(`rules[${at}].replacedBy must be another fruit than ${fruit}; got ${replacedBy}`)
  })
}
