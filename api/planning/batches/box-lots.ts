import type { SolverDialogue } from '#planning/lot-sizing/solver-request'
import type { BoxFruit } from './box-calendar.ts'
import { type BoxLot, type BoxNeed, type EatSlot, eatSlots, planBoxes } from './box-plan.ts'
import { daysUntilReady } from './ripening.ts'

/** How a fruit ripens and keeps. */
export type LotFruit = Pick<BoxFruit, 'transportDays' | 'ripeningDays' | 'ripensBy' | 'shelfLifeDays'> & {
  readonly fruit: string
  /** what a wasted piece loses, > 0 */
  readonly unitCost: number
}

/** Whole pieces that arrive on one day; `null`: on hand, ripe and fresh on the first day. */
export type ArrivingLot = {
  readonly fruit: string
  readonly quantity: number
  readonly arrivalDay: number | null
}

/** Boxes of one plan packed on one day, each to last `days`. */
export type ComingBox = {
  readonly packDay: number
  /** whole, > 0 */
  readonly count: number
  readonly days: number
  readonly contents: readonly { readonly fruit: string; readonly quantity: number }[]
}

/** Whole pieces that buyers without a box take on a day. */
export type OtherDemand = { readonly fruit: string; readonly day: number; readonly quantity: number }

export type PackedPart = {
  readonly lot: number
  readonly pieces: number
  /** days on which these pieces are meant to be eaten */
  readonly slot: EatSlot
  /** days on which they are good to eat, ripening at home counted */
  readonly readyDay: number
  readonly lastDay: number
}

export type LotsIntoBoxes = {
  readonly lots: readonly {
    readonly readyDay: number
    readonly lastDay: number
    /** Of the lot's pieces: in boxes, with other buyers, good beyond the last day, spoiled before. */
    readonly boxed: number
    readonly others: number
    readonly kept: number
    readonly wasted: number
  }[]
  readonly boxes: readonly {
    readonly parts: readonly PackedPart[]
    readonly missing: readonly { readonly fruit: string; readonly pieces: number }[]
    /** Days of the box on which that many boxes have nothing ripe. */
    readonly emptyDays: readonly { readonly day: number; readonly boxes: number }[]
  }[]
}

/** Prices in worths of the dearest piece: an unripe day comes before waste, a subscriber before other buyers. */
const PRICES = { missing: 1e4, missingToOthers: 1e3, unripeDay: 10, firstExpired: 1e-4 }

/**
 * Days on which a lot is good to eat: it ripens in the warehouse until it is packed and at home from then on.
 *
 * @param firstDay on which what is on hand counts as fresh
 * @param packDay  Infinity: it stays in the warehouse
 * @example lotWindow({ fruit: 'kiwi', transportDays: 3, ripeningDays: 6, shelfLifeDays: 20, unitCost: 2 }, 100, 100, 101)
 *   // { readyDay: 106, lastDay: 125 }
 */
export function lotWindow(
  { transportDays, ripeningDays, ripensBy, shelfLifeDays }: LotFruit,
  arrivalDay: number | null,
  firstDay: number,
  packDay: number,
): { readonly readyDay: number; readonly lastDay: number } {
  let readyDay = firstDay
  if (arrivalDay !== null && ripensBy) {
    const path = [{ days: transportDays, celsius: ripensBy.transportCelsius }]
    const stay = { days: Math.max(0, packDay - arrivalDay), celsius: ripensBy.warehouseCelsius }
    const days =
      packDay === Number.POSITIVE_INFINITY
        ? daysUntilReady(ripensBy.profile, path, ripensBy.warehouseCelsius)
        : daysUntilReady(ripensBy.profile, [...path, stay], ripensBy.homeCelsius)
    readyDay = arrivalDay - transportDays + Math.ceil(days - 1e-9)
  } else if (arrivalDay !== null) readyDay = arrivalDay + ripeningDays
  return { readyDay, lastDay: readyDay + shelfLifeDays - 1 }
}

/**
 * Which arriving lots go into which coming boxes, so that every box is full, something in it is ripe on every day until
 * the next, what spoils first goes first, and as little as can be is wasted; other buyers take what boxes leave.
 *
 * @param span days looked at; what is good beyond them is kept, not wasted
 * @throws RangeError when a fruit is not described or a count is out of range
 * @example drive(lotsIntoBoxes([kiwi], [{ fruit: 'kiwi', quantity: 12, arrivalDay: null }], [{ packDay: 101, count: 10, days: 7,
 *   contents: [{ fruit: 'kiwi', quantity: 1 }] }], [], { firstDay: 100, lastDay: 127 }), solver) // lots [{ boxed: 10, wasted: 2, … }]
 */
export function* lotsIntoBoxes(
  fruits: readonly LotFruit[],
  lots: readonly ArrivingLot[],
  boxes: readonly ComingBox[],
  others: readonly OtherDemand[],
  span: { readonly firstDay: number; readonly lastDay: number },
): SolverDialogue<LotsIntoBoxes> {
  const described = new Map(fruits.map((each) => [each.fruit, each]))
  const dearest = Math.max(1, ...fruits.map(({ unitCost }) => unitCost))
  const fruitOf = (lot: ArrivingLot): LotFruit => {
    const found = described.get(lot.fruit)
    if (!found) throw new RangeError(`fruit of a lot must be described; got ${lot.fruit}`)
    return found
  }
  const windowIn = (lot: ArrivingLot, packDay: number) => {
    if ((lot.arrivalDay ?? span.firstDay) > packDay) return null
    return lotWindow(fruitOf(lot), lot.arrivalDay, span.firstDay, packDay)
  }
  const priced = lots.map((lot, at): PricedLot => {
    const window = lotWindow(fruitOf(lot), lot.arrivalDay, span.firstDay, Number.POSITIVE_INFINITY)
    const spoils = window.lastDay <= span.lastDay
    return {
      key: String(at),
      fruit: lot.fruit,
      quantity: lot.quantity,
      ...window,
      costPerPiece: 0,
      utilityPerPiece: spoils ? fruitOf(lot).unitCost / dearest : 0,
      lot,
    }
  })
  const needs = [...boxes.map(boxNeed), ...others.filter(({ quantity }) => quantity > 0).map(otherNeed)]
  const plan = yield* planBoxes(priced, needs, {
    windowOf: ({ lot }, need) => windowIn(lot, (need as DatedNeed).packDay),
    unripeDayPrice: PRICES.unripeDay,
    firstExpiredPrice: PRICES.firstExpired,
  })
  const packed = (lot: number, from: number, to: number) =>
    plan.pieces[lot]!.slice(from, to)
      .flat()
      .reduce((sum, pieces) => sum + pieces, 0)
  return {
    lots: priced.map(({ readyDay, lastDay }, lot) => {
      const left = plan.leftOver[lot]!
      const spoils = lastDay <= span.lastDay
      return {
        readyDay,
        lastDay,
        boxed: packed(lot, 0, boxes.length),
        others: packed(lot, boxes.length, needs.length),
        kept: spoils ? 0 : left,
        wasted: spoils ? left : 0,
      }
    }),
    boxes: boxes.map((box, at) => {
      const parts = needs[at]!.slots.flatMap((slot, s) =>
        lots.flatMap((lot, index): PackedPart[] => {
          const pieces = plan.pieces[index]![at]![s]!
          return pieces === 0 ? [] : [{ lot: index, pieces, slot, ...windowIn(lot, box.packDay)! }]
        }),
      )
      return { parts, missing: missingOf(box, parts, lots), emptyDays: emptyDaysOf(box, parts) }
    }),
  }
}

type PricedLot = BoxLot & { readonly lot: ArrivingLot }
type DatedNeed = BoxNeed & { readonly packDay: number }

function boxNeed({ packDay, count, days, contents }: ComingBox, at: number): DatedNeed {
  const pieces = contents.reduce((sum, { quantity }) => sum + quantity, 0)
  return {
    key: `box ${at}`,
    packDay,
    count,
    slots: eatSlots(packDay, days, pieces),
    mostPerBox: (fruit) => contents.reduce((sum, of) => sum + (of.fruit === fruit ? of.quantity : 0), 0),
    missingPrice: PRICES.missing,
  }
}

/** One piece for each buyer, who may let it ripen. */
function otherNeed({ fruit, day, quantity }: OtherDemand): DatedNeed {
  return {
    key: `others of ${fruit} on ${day}`,
    packDay: day,
    count: quantity,
    slots: [{ firstDay: day, lastDay: day + RIPENS_WITH_BUYER_DAYS, piecesPerBox: 1 }],
    mostPerBox: (of) => (of === fruit ? 1 : 0),
    missingPrice: PRICES.missingToOthers,
  }
}

const RIPENS_WITH_BUYER_DAYS = 6

function missingOf(
  { count, contents }: ComingBox,
  parts: readonly PackedPart[],
  lots: readonly ArrivingLot[],
): { fruit: string; pieces: number }[] {
  return contents.flatMap(({ fruit, quantity }) => {
    const packed = parts.reduce((sum, part) => sum + (lots[part.lot]!.fruit === fruit ? part.pieces : 0), 0)
    return packed < count * quantity ? [{ fruit, pieces: count * quantity - packed }] : []
  })
}

function emptyDaysOf({ packDay, count, days }: ComingBox, parts: readonly PackedPart[]) {
  return Array.from({ length: days }, (_, day) => packDay + day).flatMap((day) => {
    const ripe = parts.reduce(
      (sum, { readyDay, lastDay, pieces }) => sum + (readyDay <= day && day <= lastDay ? pieces : 0),
      0,
    )
    return ripe < count ? [{ day, boxes: count - ripe }] : []
  })
}
