import { mean, variance } from './order-variance.ts'

export const CAUSES = [
  'demand',
  'forecast-updating',
  'lead-time',
  'promotions',
  'shortage-gaming',
  'batching',
  'unexplained',
] as const
export type BullwhipCause = (typeof CAUSES)[number]

export interface CauseShare {
  readonly cause: BullwhipCause
  /** Part of the order variance ratio; the parts add up to it exactly. Negative = it smooths. */
  readonly ratio: number
}

/** Orders of one tier for one item and the demand behind them, same buckets. */
export interface OrdersToExplain {
  /** placed by the tier */
  readonly orders: Float64Array
  /** received by it */
  readonly demand: Float64Array
  /** demand buckets an order has to cover, whole, >= 1 */
  readonly leadTimeBuckets: number
  /** moving average its forecast is taken to use, whole, >= 1 */
  readonly averageBuckets: number
  /** units of demand due to promotions, by bucket; null = none known */
  readonly uplift: Float64Array | null
  /** 1 where its supplier was short or allocated; null = never */
  readonly underShortage: Uint8Array | null
}

/**
 * Splits the order variance ratio of one tier into causes. Each order is the sum of the demand it passes on and of
 * what each cause adds. Each item's orders are split, parts and orders are added up over the items by weight, and a
 * cause's part is Cov(its sum, sum of orders)/Var(sum of demand), so the parts add up exactly. Lots and order days are
 * thus seen where they are decided, item by item.
 *
 * What a tier ordering up to a moving average would do is worked out first: passing demand on (promotion uplift
 * apart), updating a forecast once, and the same update repeated over the rest of the lead time. Of the difference to
 * the real orders, buckets under shortage count as gaming, as does making up for them in as many buckets after;
 * differences that a later bucket takes back (ordering in lots or on order days) count as batching; the rest is
 * unexplained.
 *
 * @param items at least one, equally long; `weight` > 0, e.g. money per unit
 * @returns null when the sum of demand does not vary
 * @throws RangeError naming the field out of range, also when there is no item or lengths differ
 * Source: the four causes of Lee, Padmanabhan & Whang 1997; covariance decomposition of the sum.
 * @example varianceByCauseOfItems([{ orders, demand, leadTimeBuckets: 2, averageBuckets: 5, uplift: null, underShortage: null, weight: 3 }])
 */
export function varianceByCauseOfItems(
  items: readonly (OrdersToExplain & { readonly weight: number })[],
): readonly CauseShare[] | null {
  const n = items[0]?.demand.length
  if (n === undefined) throw new RangeError('items must hold at least one; got none')
  const demand = new Float64Array(n)
  const orders = new Float64Array(n)
  const parts = CAUSES.map(() => new Float64Array(n))
  for (const item of items) {
    if (item.demand.length !== n)
      throw new RangeError(`demand must have ${n} buckets; got ${item.demand.length}`)
    if (!(item.weight > 0)) throw new RangeError(`weight must be > 0; got ${item.weight}`)
    const ofItem = ordersByCause(item)
    for (let t = 0; t < n; t += 1) {
      demand[t] += item.demand[t] * item.weight
      orders[t] += item.orders[t] * item.weight
    }
    CAUSES.forEach((cause, index) => {
      for (let t = 0; t < n; t += 1) parts[index][t] += ofItem[cause][t] * item.weight
    })
  }
  const below = variance(demand)
  if (!(below > 0)) return null
  return CAUSES.map((cause, index) => ({ cause, ratio: covariance(parts[index], orders) / below }))
}

function ordersByCause(input: OrdersToExplain): Record<BullwhipCause, Float64Array> {
  const { orders, demand, leadTimeBuckets, averageBuckets, uplift, underShortage } = input
  requireInput(input)
  const n = demand.length
  const parts = Object.fromEntries(CAUSES.map((cause) => [cause, new Float64Array(n)])) as Record<
    BullwhipCause,
    Float64Array
  >
  const left = new Float64Array(n)
  let owed = 0
  for (let t = 0; t < n; t += 1) {
    const change = (demand[t] - demand[Math.max(0, t - averageBuckets)]) / averageBuckets
    parts.promotions[t] = uplift?.[t] ?? 0
    parts.demand[t] = demand[t] - parts.promotions[t]
    parts['forecast-updating'][t] = change
    parts['lead-time'][t] = (leadTimeBuckets - 1) * change
    left[t] = orders[t] - demand[t] - leadTimeBuckets * change
    if (underShortage?.[t]) owed = leadTimeBuckets
    else owed = Math.max(0, owed - 1)
    if (underShortage?.[t] || owed > 0) {
      parts['shortage-gaming'][t] = left[t]
      left[t] = 0
    }
  }
  splitBatching(left, orders, parts.batching, parts.unexplained)
  return parts
}

/**
 * An order of zero or a multiple of the common lot moves demand between buckets: what it holds back or takes ahead
 * is batching as far as the running balance returns, the drift of that balance is not.
 */
function splitBatching(
  left: Float64Array,
  orders: Float64Array,
  batching: Float64Array,
  unexplained: Float64Array,
): void {
  const n = left.length
  let zeros = 0
  for (let t = 0; t < n; t += 1) if (orders[t] === 0) zeros += 1
  const lot = commonLot(orders)
  const isBatched = zeros > 0.1 * n || lot > 0.25 * Math.abs(mean(orders))
  const drift = mean(left)
  for (let t = 0; t < n; t += 1) {
    if (isBatched) batching[t] = left[t] - drift
    unexplained[t] = left[t] - batching[t]
  }
}

/** Largest whole number that divides every order; 0 when orders are not whole. */
function commonLot(orders: Float64Array): number {
  let lot = 0
  for (let t = 0; t < orders.length; t += 1) {
    if (!Number.isInteger(orders[t])) return 0
    let [a, b] = [lot, Math.abs(orders[t])]
    while (b > 0) [a, b] = [b, a % b]
    lot = a
  }
  return lot
}

function covariance(a: Float64Array, b: Float64Array): number {
  const meanA = mean(a)
  const meanB = mean(b)
  let sum = 0
  for (let t = 0; t < a.length; t += 1) sum += (a[t] - meanA) * (b[t] - meanB)
  return sum / a.length
}

function requireInput(input: OrdersToExplain): void {
  const n = input.demand.length
  const lengths = {
    orders: input.orders.length,
    uplift: input.uplift?.length,
    underShortage: input.underShortage?.length,
  }
  for (const [name, length] of Object.entries(lengths))
    if (length !== undefined && length !== n)
      throw new RangeError(`${name} must have the ${n} buckets of demand; got ${length}`)
  for (const name of ['leadTimeBuckets', 'averageBuckets'] as const)
    if (!Number.isInteger(input[name]) || input[name] < 1)
      throw new RangeError(`${name} must be >= 1 and whole; got ${input[name]}`)
}
