import {
  type BatchItem,
  type BatchPlanningRequest,
  type PreviousLot,
  requireValidRequest,
} from '#planning/lot-sizing/batch-planning-request'
import type { MaterialLimit } from '#planning/lot-sizing/material-limit'

/** An item that its supplier will not make in one bucket, or only in part. */
export interface DeclinedWeek {
  /** index into items */
  readonly item: number
  readonly bucket: number
  /** units that the supplier still makes in the bucket, >= 0; 0 = declined. What is beyond the plan to keep counts for nothing. */
  readonly committedQuantity: number
  /** what the lots of the plan to keep in this bucket serve; units per bucket of need, at most the item's demand */
  readonly serves: BatchItem['demand']
}

/** A request that respects a declined week. Its indices go on after those of the request it was made from. */
export interface DeclinedRequest {
  readonly request: BatchPlanningRequest
  readonly limits: readonly MaterialLimit[]
  /** original index of each item; the committed parts and the declined part stand for the item itself */
  readonly itemOf: readonly number[]
  /** index of the declined part: the only item that has to be planned anew */
  readonly changedItem: number
  /** original index of each line */
  readonly lineOf: readonly number[]
}

const CLASSES = ['promisedPaid', 'promisedDeposit', 'other'] as const

/**
 * Says "not this item in this bucket" in the terms of batch planning: the lines of the item become two each, one for the
 * declined bucket and one for all others, and the item is routed on the latter alone; other items on both. Of the needs
 * that the lots of the bucket serve, what the supplier still commits takes over the most binding, the earliest first: of
 * each committed lot an item of its own, made in that bucket on the lot's line at most to its quantity. The rest is an
 * item of its own too, to be made in any other bucket by the rules of the item, so that the item's other lots can stay.
 *
 * @throws RangeError when the bucket or the item is outside the request, or the quantity is below 0
 * @example declineWeek(request, [], { item: 0, bucket: 2, committedQuantity: 0, serves }).lineOf // [0, 1, 0] if made on line 0
 */
export function declineWeek(
  request: BatchPlanningRequest,
  limits: readonly MaterialLimit[],
  { item, bucket, committedQuantity, serves }: DeclinedWeek,
): DeclinedRequest {
  requireValidRequest(request)
  const { items, lines, bucketCount } = request
  if (!(Number.isInteger(item) && item >= 0 && item < items.length))
    throw new RangeError(`item must be an integer from 0 to ${items.length - 1}; got ${item}`)
  if (!(Number.isInteger(bucket) && bucket >= 0 && bucket < bucketCount))
    throw new RangeError(`bucket must be an integer from 0 to ${bucketCount - 1}; got ${bucket}`)
  if (!(committedQuantity >= 0))
    throw new RangeError(`committedQuantity must be >= 0; got ${committedQuantity}`)
  const declined = items[item]
  const split = [...new Set(declined.routings.map(({ line }) => line))]
  const twin = new Map(split.map((line, at) => [line, lines.length + at]))
  const only = (minutes: ArrayLike<number>, isIn: (at: number) => boolean) =>
    Float64Array.from({ length: bucketCount }, (_, at) => (isIn(at) ? minutes[at] : 0))
  const open = (line: number, isIn: (at: number) => boolean) => ({
    ...lines[line],
    capacityMinutes: only(lines[line].capacityMinutes, isIn),
    overtimeMinutes: only(lines[line].overtimeMinutes, isIn),
  })
  const lots = committedLots(request.previousPlan, item, bucket, committedQuantity)
  const parts = Array.from({ length: lots.length + 1 }, (_, at) => items.length + at)
  const bare = {
    ...declined,
    openingStock: 0,
    openOrders: new Float64Array(bucketCount),
    safetyStock: 0,
  }
  let rest = serves
  // A maximum binds each lot, so a part that may be made on two lines could grow beyond what is committed.
  const committedParts = lots.map(({ line, quantity }) => {
    const demand = mostBinding(rest, quantity, bucketCount)
    rest = without(rest, demand, bucketCount)
    return {
      ...bare,
      demand,
      lotRule: { minimum: 0, multiple: 1, maximum: quantity },
      routings: declined.routings
        .filter((routing) => routing.line === line)
        .map((routing) => ({ ...routing, line: twin.get(line)! })),
    }
  })
  const others = items.map((each, index) => {
    if (index === item) return { ...each, demand: without(each.demand, serves, bucketCount) }
    const twins = each.routings.flatMap((routing) => {
      const line = twin.get(routing.line)
      return line === undefined ? [] : [{ ...routing, line }]
    })
    return { ...each, routings: [...each.routings, ...twins] }
  })
  return {
    itemOf: [...items.keys(), ...parts.map(() => item)],
    changedItem: items.length + lots.length,
    lineOf: [...lines.keys(), ...split],
    limits: limits.map((limit) => ({
      ...limit,
      uses: limit.uses.flatMap((use) =>
        use.item === item ? [use, ...parts.map((part) => ({ ...use, item: part }))] : [use],
      ),
    })),
    request: {
      ...request,
      lines: [
        ...lines.map((line, index) => (twin.has(index) ? open(index, (at) => at !== bucket) : line)),
        ...split.map((line) => open(line, (at) => at === bucket)),
      ],
      items: [...others, ...committedParts, { ...bare, demand: rest }],
      minimumGroups: request.minimumGroups.map((group) =>
        group.items.includes(item) ? { ...group, items: [...group.items, ...parts] } : group,
      ),
      previousPlan: [
        ...request.previousPlan.flatMap((lot) => {
          if (lot.bucket !== bucket) return [lot]
          return lot.item === item ? [] : [{ ...lot, line: twin.get(lot.line) ?? lot.line }]
        }),
        ...lots.map((lot, at) => ({ ...lot, item: parts[at]!, line: twin.get(lot.line) ?? lot.line })),
      ],
    },
  }
}

/** The lots of the item in the bucket, down to what is committed. */
function committedLots(
  previousPlan: readonly PreviousLot[],
  item: number,
  bucket: number,
  committedQuantity: number,
): PreviousLot[] {
  let left = committedQuantity
  return previousPlan.flatMap((lot) => {
    if (lot.item !== item || lot.bucket !== bucket || left <= 0) return []
    const quantity = Math.min(left, lot.quantity)
    left -= quantity
    return [{ ...lot, quantity }]
  })
}

function mostBinding(
  serves: BatchItem['demand'],
  quantity: number,
  bucketCount: number,
): Record<(typeof CLASSES)[number], Float64Array> {
  let left = quantity
  const takeFrom = (units: ArrayLike<number>) =>
    Float64Array.from({ length: bucketCount }, (_, at) => {
      const taken = Math.min(left, units[at])
      left -= taken
      return taken
    })
  return {
    promisedPaid: takeFrom(serves.promisedPaid),
    promisedDeposit: takeFrom(serves.promisedDeposit),
    other: takeFrom(serves.other),
  }
}

function without(
  demand: BatchItem['demand'],
  taken: BatchItem['demand'],
  bucketCount: number,
): BatchItem['demand'] {
  const less = (name: (typeof CLASSES)[number]) =>
    Float64Array.from({ length: bucketCount }, (_, at) => Math.max(0, demand[name][at] - taken[name][at]))
  return {
    promisedPaid: less('promisedPaid'),
    promisedDeposit: less('promisedDeposit'),
    other: less('other'),
  }
}
