import {
  type CampaignOutlook,
  campaignThreshold,
  type ThresholdOption,
} from '#planning/batches/campaign-threshold'

/** One step of a campaign's discount ladder. */
export interface LadderRung {
  /** Net bookings from which it holds. */
  readonly quantity: number
  readonly discountFraction: number
}

/** The discount that holds at a number of net bookings; 0 below the first rung. @example discountAt([{ quantity: 200, discountFraction: 0.1 }], 250) // 0.1 */
export function discountAt(ladder: readonly LadderRung[], netBookings: number): number {
  let discount = 0
  for (const rung of ladder) if (rung.quantity <= netBookings) discount = rung.discountFraction
  return discount
}

/** Waiting keeps every other choice open, so it comes first unless another is worth more by this share. */
const NEGLIGIBLE = 0.001

/** Money per unit and per order, on which a decision about the minimum batch rests. */
export interface DecisionTerms {
  readonly minimumUnits: number
  /** Full price, > 0; the ladder takes its discount off. */
  readonly referencePrice: number
  readonly discountFraction: number
  readonly unitCost: number
  /** What a unit nobody takes fetches, as a share of its cost, in [0, 1]. */
  readonly salvageFraction: number
  /** Share of deposits standing at the cut-off that will be paid, in [0, 1]. */
  readonly paidFraction: number
  readonly cancelCostPerOrder: number
  readonly merge?: { readonly with: CampaignOutlook; readonly lostOrdersShare: number }
}

/**
 * What to do about a minimum batch, best first. A standing deposit earns q(p(1−d) − c) − (1−q)(c − s): the share that is
 * not paid is left over. Forfeited deposits are not income. Waiting comes first when nothing is worth 0.1 % more.
 *
 * @throws RangeError naming the field, its range and the value seen
 * @example campaignDecision({ meanOrders: 200, varianceOrders: 300 }, terms)[0].action // 'wait' at a minimum of 100
 */
export function campaignDecision(outlook: CampaignOutlook, terms: DecisionTerms): ThresholdOption[] {
  const { referencePrice, discountFraction, unitCost, salvageFraction, paidFraction } = terms
  if (!(referencePrice > 0)) throw new RangeError(`referencePrice must be > 0; got ${referencePrice}`)
  if (!(unitCost >= 0)) throw new RangeError(`unitCost must be >= 0; got ${unitCost}`)
  for (const name of ['discountFraction', 'salvageFraction', 'paidFraction'] as const)
    if (!(terms[name] >= 0 && terms[name] <= 1))
      throw new RangeError(`${name} must be in [0, 1]; got ${terms[name]}`)
  const overagePerUnit = unitCost * (1 - salvageFraction)
  const marginPerUnit =
    paidFraction * (referencePrice * (1 - discountFraction) - unitCost) - (1 - paidFraction) * overagePerUnit
  const options = campaignThreshold(outlook, {
    minimumUnits: terms.minimumUnits,
    marginPerUnit,
    overagePerUnit,
    cancelCostPerOrder: terms.cancelCostPerOrder,
    ...(terms.merge ? { merge: terms.merge } : {}),
  })
  const wait = options.find((option) => option.action === 'wait')!
  const best = options[0]!
  const isAsGood = best.expectedWorth - wait.expectedWorth <= NEGLIGIBLE * Math.abs(best.expectedWorth)
  return isAsGood ? [wait, ...options.filter((option) => option !== wait)] : options
}
