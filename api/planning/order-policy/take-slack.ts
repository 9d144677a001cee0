import { type MovableOrders, movableQuantity, type OrderMove, withMove } from './move-orders.ts'

/** Spare minutes of a line in one bucket, offered at a lower price. */
export interface SlackOffer {
  readonly slackKey: string
  /** Minutes, > 0. */
  readonly minutes: number
  /** Share taken off the unit cost, in (0, 1). */
  readonly priceBreakFraction: number
  /** What can be made in them. */
  readonly items: readonly {
    readonly key: string
    /** Bucket whose orders are made in the offered minutes. */
    readonly orderBucket: number
    readonly minutesPerUnit: number
  }[]
}

export interface SlackMove extends OrderMove {
  readonly slackKey: string
  /** Money the move saves: the lower price less holding the units until they were to arrive. */
  readonly saving: number
}

/**
 * Orders of later buckets that are better made in minutes offered at a lower price: worth it while the price break is
 * more than holding the units, dearest minute first, as far as minutes and cover reach. Minutes that released units
 * already fill, because they stand for later buckets, are not offered again.
 *
 * @param holdingFractionPerBucket share of a unit's cost that holding it for one bucket costs, >= 0
 * @returns moves in the sequence in which they are made; each offer in turn
 * @example takeSlack([offer], [{ ...item, unitCost: 10, orderQuantity: Float64Array.of(0, 50) }], 0.005)[0].saving // 50 × (10 × .1 − 9 × .005)
 */
export function takeSlack(
  offers: readonly SlackOffer[],
  items: readonly MovableOrders[],
  holdingFractionPerBucket: number,
): SlackMove[] {
  if (!(holdingFractionPerBucket >= 0))
    throw new RangeError(`holdingFractionPerBucket must be >= 0; got ${holdingFractionPerBucket}`)
  const now = new Map(items.map((item) => [item.key, item]))
  const made: SlackMove[] = []
  for (const offer of offers) {
    let minutes = offer.minutes
    for (const { key, orderBucket, minutesPerUnit } of offer.items)
      minutes -= (now.get(key)?.releasedEarly[orderBucket] ?? 0) * minutesPerUnit
    for (const { key, minutesPerUnit, fromBucket, toBucket, savingPerUnit } of candidates(
      offer,
      now,
      holdingFractionPerBucket,
    )) {
      const item = now.get(key)!
      const most = Math.floor(minutes / minutesPerUnit / item.lotSize.multiple + 1e-9) * item.lotSize.multiple
      if (most <= 0) continue
      const quantity = movableQuantity(
        item,
        fromBucket,
        toBucket,
        Math.min(most, item.orderQuantity[fromBucket]!),
      )
      if (quantity === 0 || quantity > most) continue
      const move = { key, fromBucket, toBucket, quantity }
      now.set(key, withMove(item, move))
      minutes -= quantity * minutesPerUnit
      made.push({ ...move, slackKey: offer.slackKey, saving: quantity * savingPerUnit })
    }
  }
  return made
}

function candidates(
  offer: SlackOffer,
  items: ReadonlyMap<string, MovableOrders>,
  holdingFractionPerBucket: number,
) {
  return offer.items
    .flatMap(({ key, orderBucket: toBucket, minutesPerUnit }) => {
      const item = items.get(key)
      if (!item || toBucket < 0 || !(minutesPerUnit > 0)) return []
      const found = []
      const end = Math.min(item.orderQuantity.length, toBucket + 1 + Math.floor(item.longestCoverBuckets))
      for (let fromBucket = toBucket + 1; fromBucket < end; fromBucket += 1) {
        const price = item.unitCost * (1 - offer.priceBreakFraction)
        const savingPerUnit =
          item.unitCost - price - price * holdingFractionPerBucket * (fromBucket - toBucket)
        if (item.orderQuantity[fromBucket]! > 0 && savingPerUnit > 0)
          found.push({ key, minutesPerUnit, fromBucket, toBucket, savingPerUnit })
      }
      return found
    })
    .sort(
      (a, b) =>
        b.savingPerUnit / b.minutesPerUnit - a.savingPerUnit / a.minutesPerUnit ||
        a.fromBucket - b.fromBucket ||
        (a.key < b.key ? -1 : 1),
    )
}
