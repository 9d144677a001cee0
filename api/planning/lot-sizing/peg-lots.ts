import { DEMAND_CLASSES } from './batch-planning-request.ts'
import { pegPerishable } from './peg-perishable.ts'

export type Lot = { readonly routing: number; readonly bucket: number; readonly quantity: number }

export type PeggingTerms = {
  readonly bucketCount: number
  readonly holdingCost: number
  readonly shelfLifeBuckets: number
  /** by class, money per unit and bucket late */
  readonly latePrice: Float64Array
  /** by class, money per unit never served */
  readonly shortPrice: Float64Array
}

export type LotPeg = {
  readonly lot: number
  readonly demandClass: number
  readonly needBucket: number
  readonly quantity: number
}

export type PeggedLots = {
  /** holding, lateness and shortage of the rows */
  readonly cost: number
  readonly pegs: LotPeg[]
  /** units of each lot that no row needs */
  readonly excess: Float64Array
  /** units of each row that nothing serves */
  readonly short: Float64Array
}

/**
 * Gives the units of planned lots to demand rows: promised paid first, then deposits, other, safety stock.
 * In a class each need takes the latest lot that is in time (so that earlier ones stay free for earlier
 * needs), then the earliest lot that is late if lateness is cheaper than going without. Where a shelf life would
 * let old units perish that way, lots are given out oldest first instead, without taking from a class before.
 * Excess is charged as held to the end of the horizon or of its shelf life.
 */
export function pegLots(
  rows: Float64Array,
  lots: readonly Lot[],
  terms: PeggingTerms,
  keep = true,
): PeggedLots {
  const pegged = pegLatestFirst(rows, lots, terms, keep)
  if (terms.shelfLifeBuckets >= terms.bucketCount - 1 || pegged.isInTime) return pegged
  const fresher = pegPerishable(rows, lots, terms, keep)
  return fresher.cost < pegged.cost ? fresher : pegged
}

function pegLatestFirst(
  rows: Float64Array,
  lots: readonly Lot[],
  terms: PeggingTerms,
  keep: boolean,
): PeggedLots & { readonly isInTime: boolean } {
  const { bucketCount, holdingCost, shelfLifeBuckets, latePrice, shortPrice } = terms
  const order = lots.map((_, lot) => lot).sort((a, b) => lots[a].bucket - lots[b].bucket || a - b)
  const excess = Float64Array.from(lots, (lot) => lot.quantity)
  const short = Float64Array.from(rows)
  const pegs: LotPeg[] = []
  let cost = 0
  let isInTime = true
  const give = (lot: number, row: number, demandClass: number, needBucket: number, unitCost: number) => {
    const quantity = Math.min(excess[lot], short[row])
    if (quantity <= 0) return
    excess[lot] -= quantity
    short[row] -= quantity
    cost += quantity * unitCost
    if (keep) pegs.push({ lot, demandClass, needBucket, quantity })
  }
  for (let demandClass = 0; demandClass < DEMAND_CLASSES.length; demandClass += 1) {
    const offset = demandClass * bucketCount
    let late = false
    for (let need = 0; need < bucketCount; need += 1) {
      if (short[offset + need] <= 0) continue
      for (let position = order.length - 1; position >= 0 && short[offset + need] > 0; position -= 1) {
        const lot = order[position]
        const age = need - lots[lot].bucket
        if (age >= 0 && age <= shelfLifeBuckets && excess[lot] > 0)
          give(lot, offset + need, demandClass, need, holdingCost * age)
      }
      if (short[offset + need] > 0) late = true
    }
    if (!late) continue
    isInTime = false
    for (let need = 0; need < bucketCount; need += 1) {
      if (short[offset + need] <= 0) continue
      for (const lot of order) {
        const delay = lots[lot].bucket - need
        if (delay <= 0 || excess[lot] <= 0) continue
        if (latePrice[demandClass] * delay >= shortPrice[demandClass]) break
        give(lot, offset + need, demandClass, need, latePrice[demandClass] * delay)
        if (short[offset + need] <= 0) break
      }
      cost += short[offset + need] * shortPrice[demandClass]
    }
  }
  for (let lot = 0; lot < lots.length; lot += 1)
    if (excess[lot] > 0)
      cost += excess[lot] * holdingCost * Math.min(shelfLifeBuckets, bucketCount - lots[lot].bucket)
  return { cost, pegs, excess, short, isInTime }
}
