import { type ArrivingLot, type ComingBox, type LotFruit, type LotsIntoBoxes, lotWindow } from './box-lots.ts'
import { type SwapRule, swapBoxes } from './box-swap.ts'

export type ProposedSwap = {
  readonly fruit: string
  readonly replacedBy: string
  /** pieces of the fruit replaced, and pieces given for them */
  readonly pieces: number
  readonly given: number
  /** boxes that are changed, at least */
  readonly boxes: number
  /** of the pieces given those that other buyers were to have */
  readonly fromOthers: number
}

export type BoxSwaps = {
  /** pieces that are missing, or unripe on the first day on which they are meant to be eaten */
  readonly wanted: readonly { readonly fruit: string; readonly missing: number; readonly late: number }[]
  readonly swaps: readonly ProposedSwap[]
  /** pieces of each fruit wanted that no rule replaces */
  readonly left: readonly { readonly fruit: string; readonly pieces: number }[]
}

/**
 * Swaps for boxes whose lots are short or late, box by box in order of packing: what no box holds stands in by the rules
 * of the box, in their order, if it is ripe on the day of packing. Pieces are given once.
 *
 * @param plan  the lots in the boxes, as of {@link lotsIntoBoxes} for the same lots and boxes
 * @param rules of each box
 * @throws RangeError when a fruit is not described or a rule is out of range
 */
export function proposeSwaps(
  fruits: readonly LotFruit[],
  lots: readonly ArrivingLot[],
  boxes: readonly ComingBox[],
  plan: LotsIntoBoxes,
  rules: readonly (readonly SwapRule[])[],
  firstDay: number,
): BoxSwaps[] {
  const described = new Map(fruits.map((each) => [each.fruit, each]))
  const unboxed = plan.lots.map(({ others, kept, wasted }) => others + kept + wasted)
  const unsold = plan.lots.map(({ kept, wasted }) => kept + wasted)
  const swapsOf: BoxSwaps[] = boxes.map(() => ({ wanted: [], swaps: [], left: [] }))
  const inOrder = [...boxes.keys()].sort((a, b) => boxes[a]!.packDay - boxes[b]!.packDay || a - b)
  for (const at of inOrder) {
    const { packDay, count } = boxes[at]!
    const wanted = wantedOf(boxes[at]!, plan.boxes[at]!, lots)
    let wishes = wanted.map(({ fruit, missing, late }) => ({ fruit, pieces: missing + late }))
    const windows = lots.map(({ fruit, arrivalDay }) => {
      const of = described.get(fruit)
      if (!of) throw new RangeError(`fruit of a lot must be described; got ${fruit}`)
      return {
        fruit,
        isThere: (arrivalDay ?? firstDay) <= packDay,
        ...lotWindow(of, arrivalDay, firstDay, packDay),
      }
    })
    const swaps: ProposedSwap[] = []
    for (const rule of rules[at] ?? []) {
      const standIns = windows.map(({ isThere, ...window }, lot) => ({
        ...window,
        quantity: isThere && window.fruit === rule.replacedBy ? unboxed[lot]! : 0,
      }))
      const wish = wishes.filter(({ fruit }) => fruit === rule.fruit)
      const { packed, swapped, missing } = swapBoxes(standIns, wish, [rule], {
        day: packDay,
        boxCount: count,
      })
      if (swapped[0] === undefined || swapped[0] === 0) continue
      let fromOthers = 0
      packed[0]!.forEach((pieces, lot) => {
        unboxed[lot]! -= pieces
        const free = Math.min(pieces, unsold[lot]!)
        unsold[lot]! -= free
        fromOthers += pieces - free
      })
      swaps.push({
        fruit: rule.fruit,
        replacedBy: rule.replacedBy,
        pieces: swapped[0],
        given: packed[0]!.reduce((sum, pieces) => sum + pieces, 0),
        boxes: Math.ceil(swapped[0] / rule.mostPerBox),
        fromOthers,
      })
      wishes = wishes.map((each) => (each.fruit === rule.fruit ? { ...each, pieces: missing[0]! } : each))
    }
    swapsOf[at] = { wanted, swaps, left: wishes.filter(({ pieces }) => pieces > 0) }
  }
  return swapsOf
}

function wantedOf(
  { contents }: ComingBox,
  { parts, missing }: LotsIntoBoxes['boxes'][number],
  lots: readonly ArrivingLot[],
): { fruit: string; missing: number; late: number }[] {
  return [...new Set(contents.map(({ fruit }) => fruit))].flatMap((fruit) => {
    const short = missing.find((each) => each.fruit === fruit)?.pieces ?? 0
    const late = parts.reduce(
      (sum, { lot, pieces, readyDay, slot }) =>
        sum + (lots[lot]!.fruit === fruit && readyDay > slot.firstDay ? pieces : 0),
      0,
    )
    return short + late > 0 ? [{ fruit, missing: short, late }] : []
  })
}
