import { type MovableOrders, movableQuantity, type OrderMove, withMove } from './move-orders.ts'

export interface ValuedOrders extends MovableOrders {
  /** Least value of one order to the supplier, all items together, that this item asks for, money. */
  readonly minimumOrderValue: number
}

/**
 * Moves that lift orders to one supplier to the value it takes orders from. A bucket whose orders, all items together
 * and what is released for it included, are worth less takes orders of the next buckets, earliest first, as far as they
 * may be placed early. Where that does not reach, the whole order waits for the next bucket if no item runs short of
 * its mean demand by it. Otherwise the bucket stays as it is and is left to the caller to tell.
 *
 * @param items      orders of one supplier; the largest minimum of the items ordered in a bucket counts
 * @param endBucket  buckets before this one are looked at
 * @returns moves in the sequence in which they are made
 * @example reachOrderValue([{ ...item, unitCost: 10, minimumOrderValue: 1000, orderQuantity: Float64Array.of(60, 60) }], 2) // 40 from 1 to 0
 */
export function reachOrderValue(items: readonly ValuedOrders[], endBucket: number): OrderMove[] {
  const now = [...items]
  const made: OrderMove[] = []
  const make = (at: number, move: OrderMove) => {
    now[at] = { ...withMove(now[at]!, move), minimumOrderValue: now[at]!.minimumOrderValue }
    made.push(move)
  }
  for (let bucket = 0; bucket < endBucket; bucket += 1) {
    const short = shortOfMinimum(now, bucket)
    if (short <= 0) continue
    const early = earlyMoves(now, bucket, short)
    const moves = early ?? lateMoves(now, bucket)
    for (const [at, move] of moves ?? []) make(at, move)
  }
  return made
}

/** Money by which the new orders of a bucket miss what the supplier takes; 0 without new orders. */
function shortOfMinimum(items: readonly ValuedOrders[], bucket: number): number {
  let value = 0
  let minimum = 0
  for (const item of items) {
    value += (item.orderQuantity[bucket]! + item.released[bucket]!) * item.unitCost
    if (item.orderQuantity[bucket]! > 0) minimum = Math.max(minimum, item.minimumOrderValue)
  }
  return minimum - value
}

type Numbered = readonly [at: number, move: OrderMove]

function earlyMoves(items: readonly ValuedOrders[], toBucket: number, short: number): Numbered[] | null {
  const moves: Numbered[] = []
  const now = [...items]
  let left = short
  const horizon = items[0]!.orderQuantity.length
  for (let fromBucket = toBucket + 1; fromBucket < horizon && left > 1e-9; fromBucket += 1)
    now.forEach((item, at) => {
      if (left <= 1e-9 || item.unitCost <= 0 || fromBucket - toBucket > item.longestCoverBuckets) return
      const quantity = movableQuantity(item, fromBucket, toBucket, left / item.unitCost)
      if (quantity === 0) return
      const move = { key: item.key, fromBucket, toBucket, quantity }
      now[at] = { ...item, ...withMove(item, move) }
      moves.push([at, move])
      left -= quantity * item.unitCost
    })
  return left > 1e-9 ? null : moves
}

function lateMoves(items: readonly ValuedOrders[], fromBucket: number): Numbered[] | null {
  const toBucket = fromBucket + 1
  const moves: Numbered[] = []
  for (const [at, item] of items.entries()) {
    const quantity = item.orderQuantity[fromBucket]!
    if (quantity === 0) continue
    const arrival = fromBucket + item.leadTimeBuckets
    const isKept =
      toBucket < item.orderQuantity.length &&
      arrival < item.projectedStock.length &&
      item.projectedStock[arrival]! - quantity >= 0 &&
      movableQuantity(item, fromBucket, toBucket, quantity) === quantity
    if (!isKept) return null
    moves.push([at, { key: item.key, fromBucket, toBucket, quantity }])
  }
  return moves
}
