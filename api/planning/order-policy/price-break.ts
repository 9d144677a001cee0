/** All-units price break: an order of `quantity` units or more costs `unitCost` for each of its units. */
export interface PriceBreak {
  readonly quantity: number
  readonly unitCost: number
}

/** What ordering more at once would cost and save. */
export interface PurchaseTerms {
  /** Money per unit below the first break, >= 0. */
  readonly unitCost: number
  readonly priceBreaks: readonly PriceBreak[]
  /** Share of a unit's cost that holding it for one bucket costs, >= 0. */
  readonly holdingFractionPerBucket: number
  /** Units ordered for the price alone must be used up within so many buckets, >= 0. */
  readonly longestCoverBuckets: number
}

/**
 * The quantity to order under all-units price breaks: what is required, or the break that saves most, net of holding the
 * extra units until demand uses them up.
 *
 * Ordering Q instead of R gains Q (c(R) − c(Q)) and costs c(Q) h (Q − R)² / (2 d): the extra units would else have been
 * bought later at c(R), and wait (Q − R) / (2 d) buckets on average. A break whose extra units last longer than
 * `longestCoverBuckets` is left out: buying ahead for the price alone amplifies demand (Lee, Padmanabhan & Whang 1997).
 *
 * @param required  units R the plan asks for, > 0
 * @param demandPerBucket  mean units d used per bucket, >= 0
 * @returns `required` or the quantity of a break; the lower one on a tie
 * @throws RangeError naming the argument, its range and the value seen
 * Source: all-units discount of Snyder & Shen 2019, §3.4, for one order instead of a steady cycle.
 * @example priceBreakQuantity(80, 50, { unitCost: 10, priceBreaks: [{ quantity: 100, unitCost: 9.5 }], holdingFractionPerBucket: 0.005, longestCoverBuckets: 4 }) // 100
 */
export function priceBreakQuantity(required: number, demandPerBucket: number, terms: PurchaseTerms): number {
  if (!(required > 0)) throw new RangeError(`required must be > 0; got ${required}`)
  if (!(demandPerBucket >= 0)) throw new RangeError(`demandPerBucket must be >= 0; got ${demandPerBucket}`)
  const { holdingFractionPerBucket, longestCoverBuckets } = terms
  if (!(holdingFractionPerBucket >= 0))
    throw new RangeError(`holdingFractionPerBucket must be >= 0; got ${holdingFractionPerBucket}`)
  const costNow = unitCostAt(required, terms)
  let best = required
  let bestGain = 0
  for (const { quantity, unitCost } of terms.priceBreaks) {
    const extra = quantity - required
    if (extra <= 0 || extra > longestCoverBuckets * demandPerBucket) continue
    const holding = (unitCost * holdingFractionPerBucket * extra ** 2) / (2 * demandPerBucket)
    const gain = quantity * (costNow - unitCost) - holding
    if (gain > bestGain + 1e-9) {
      best = quantity
      bestGain = gain
    }
  }
  return best
}

/**
 * Cost of one unit in an order of so many units.
 * @example unitCostAt(100, { unitCost: 10, priceBreaks: [{ quantity: 100, unitCost: 9.5 }] }) // 9.5
 */
export function unitCostAt(quantity: number, terms: Pick<PurchaseTerms, 'unitCost' | 'priceBreaks'>): number {
  let cost = terms.unitCost
  for (const step of terms.priceBreaks) if (quantity >= step.quantity) cost = Math.min(cost, step.unitCost)
  return cost
}
