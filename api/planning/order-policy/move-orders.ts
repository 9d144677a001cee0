import type { LotSizeRule } from '#planning/quantity'
import type { OrderPart } from './order-pegging.ts'
import type { PlannedOrder } from './order-plan.ts'

/** New orders of one item at one supplier that may be placed earlier or later; arrays run over buckets of ordering. */
export interface MovableOrders {
  readonly key: string
  /** Money per unit, >= 0. */
  readonly unitCost: number
  readonly lotSize: LotSizeRule
  readonly leadTimeBuckets: number
  /** An order may be placed at most so many buckets before its own. */
  readonly longestCoverBuckets: number
  /** Whole units. */
  readonly orderQuantity: Float64Array
  /** Net stock by bucket of arrival, as planned. */
  readonly projectedStock: Float64Array
  /** Units that are released for each bucket, ordered or committed before this plan. */
  readonly released: Float64Array
  /** Of them what stands for orders of later buckets: moved already. */
  readonly releasedEarly: Float64Array
  /** Most that may still be ordered in each bucket; null = no limit. */
  readonly orderLimit: Float64Array | null
  /** Least that must be ordered in each bucket; null = nothing must. */
  readonly orderFloor: Float64Array | null
}

export interface OrderMove {
  readonly key: string
  readonly fromBucket: number
  readonly toBucket: number
  /** Whole units, > 0. */
  readonly quantity: number
}

/**
 * The most of a wish that may go from one bucket's order to another's: both orders keep the lot-size rule, limit and floor.
 *
 * @param wish units, > 0; rounded up to whole multiples
 * @returns whole units, 0 when nothing may move
 * @example movableQuantity({ ...item, orderQuantity: Float64Array.of(100, 80), lotSize: { minimum: 50, multiple: 10, maximum: 200 } }, 1, 0, 15) // 20
 */
export function movableQuantity(orders: MovableOrders, from: number, to: number, wish: number): number {
  const { lotSize: rule, orderQuantity, orderLimit, orderFloor } = orders
  const all = orderQuantity[from]!
  if (!(wish > 0) || all <= 0) return 0
  const there = orderQuantity[to]!
  const room = Math.min(rule.maximum, orderLimit?.[to] ?? Number.POSITIVE_INFINITY) - there
  const floor = orderFloor?.[from] ?? 0
  const mayStay = (rest: number) => (rest === 0 ? floor <= 0 : rest >= Math.max(rule.minimum, floor))
  const isAllowed = (quantity: number) =>
    quantity <= room && there + quantity >= rule.minimum && mayStay(all - quantity)
  const some = Math.min(all, Math.ceil(wish / rule.multiple - 1e-9) * rule.multiple)
  if (isAllowed(some)) return some
  return isAllowed(all) ? all : 0
}

/** The same orders after one move; projected stock rises or falls between the two arrivals. */
export function withMove(orders: MovableOrders, move: OrderMove): MovableOrders {
  const orderQuantity = orders.orderQuantity.slice()
  orderQuantity[move.fromBucket]! -= move.quantity
  orderQuantity[move.toBucket]! += move.quantity
  const projectedStock = orders.projectedStock.slice()
  const first = Math.min(move.fromBucket, move.toBucket) + orders.leadTimeBuckets
  const end = Math.max(move.fromBucket, move.toBucket) + orders.leadTimeBuckets
  const sign = move.toBucket < move.fromBucket ? 1 : -1
  for (let t = first; t < Math.min(end, projectedStock.length); t += 1)
    projectedStock[t]! += sign * move.quantity
  return { ...orders, orderQuantity, projectedStock }
}

/**
 * Planned orders after moves, in the sequence of their buckets: what moves takes the parts for the earliest need with it,
 * so every unit keeps what it is for.
 *
 * @throws RangeError when a move takes more than is ordered there
 */
export function movedOrders(
  orders: readonly PlannedOrder[],
  moves: readonly OrderMove[],
  leadTimeBuckets: number,
): PlannedOrder[] {
  const parts = new Map(orders.map((order) => [order.orderBucket, [...order.parts]]))
  for (const { fromBucket, toBucket, quantity } of moves) {
    const from = parts.get(fromBucket) ?? []
    const taken: OrderPart[] = []
    let left = quantity
    while (left > 0) {
      const part = from.shift()
      if (!part) throw new RangeError(`quantity moved from bucket ${fromBucket} must be ordered there`)
      const units = Math.min(left, part.quantity)
      taken.push({ ...part, quantity: units })
      if (units < part.quantity) from.unshift({ ...part, quantity: part.quantity - units })
      left -= units
    }
    parts.set(fromBucket, from)
    parts.set(toBucket, [...(parts.get(toBucket) ?? []), ...taken])
  }
  return [...parts]
    .filter(([, of]) => of.length > 0)
    .sort(([a], [b]) => a - b)
    .map(([orderBucket, of]) => ({
      orderBucket,
      arrivalBucket: orderBucket + leadTimeBuckets,
      quantity: of.reduce((sum, part) => sum + part.quantity, 0),
      parts: of,
    }))
}
