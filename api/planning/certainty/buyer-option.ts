/** What customers think an item is worth: evenly spread between two amounts of money. */
export interface Valuations {
  readonly lowest: number
  readonly highest: number
}

/**
 * The customer's side of a deposit: joining buys the option to pay the balance later. They cancel when the item turns
 * out worth less than the balance, and join when the option is worth at least waiting for the list price.
 *
 * @param listPrice        money, > 0
 * @param discountedPrice  money, in (0, listPrice]
 * @param deposit          money paid at once, in [0, discountedPrice]
 * @returns conversion q, surplus of joining and of waiting, and the seller's revenue per commitment
 * @example buyerChoice({ lowest: 40, highest: 120 }, { listPrice: 100, discountedPrice: 70, deposit: 7 }).conversion // 0.7125
 */
export function buyerChoice(
  valuations: Valuations,
  { listPrice, discountedPrice, deposit }: { listPrice: number; discountedPrice: number; deposit: number },
) {
  const { lowest, highest } = valuations
  if (!(highest > lowest && lowest >= 0))
    throw new RangeError(`valuations must have 0 <= lowest < highest; got ${lowest} to ${highest}`)
  if (!(listPrice > 0)) throw new RangeError(`listPrice must be > 0; got ${listPrice}`)
  if (!(discountedPrice > 0 && discountedPrice <= listPrice))
    throw new RangeError(`discountedPrice must be in (0, ${listPrice}]; got ${discountedPrice}`)
  if (!(deposit >= 0 && deposit <= discountedPrice))
    throw new RangeError(`deposit must be in [0, ${discountedPrice}]; got ${deposit}`)
  const balance = discountedPrice - deposit
  const conversion = Math.min(1, Math.max(0, (highest - balance) / (highest - lowest)))
  const surplus = meanExcess(valuations, balance) - deposit
  const surplusOfWaiting = meanExcess(valuations, listPrice)
  return {
    conversion,
    surplus,
    surplusOfWaiting,
    joins: surplus >= surplusOfWaiting,
    revenuePerCommitment: deposit + conversion * balance,
  }
}

/** E[(v − threshold)^+]. */
function meanExcess({ lowest, highest }: Valuations, threshold: number): number {
  if (threshold <= lowest) return (lowest + highest) / 2 - threshold
  if (threshold >= highest) return 0
  return (highest - threshold) ** 2 / (2 * (highest - lowest))
}

/**
 * Selling before customers know their valuation against selling after, two valuations.
 *
 * @param share of customers who will value it high, in (0, 1)
 * @returns profit per customer of either, and whether selling early wins; against a high spot price exactly when cost < low
 * Source: logic of Xie & Shugan 2001, Marketing Science 20(3).
 * @example advanceSelling({ high: 100, low: 40, share: 0.3, cost: 20 }) // { early: 38, spot: 24, sellsEarly: true }
 */
export function advanceSelling({
  high,
  low,
  share,
  cost,
}: {
  high: number
  low: number
  share: number
  cost: number
}) {
  if (!(high > low && low >= 0)) throw new RangeError(`high must be > low ${low}; got ${high}`)
  if (!(share > 0 && share < 1)) throw new RangeError(`share must be in (0, 1); got ${share}`)
  if (!(cost >= 0)) throw new RangeError(`cost must be >= 0; got ${cost}`)
  const early = share * high + (1 - share) * low - cost
  const spot = Math.max(share * (high - cost), low - cost)
  return { early, spot, sellsEarly: early > spot }
}
