import { type DialTerms, dialFigures } from './certainty-dial.ts'
import { outcomesWith } from './next-rung.ts'

/** A campaign behind a batch whose discount may still be raised. */
export interface CertaintyOffer {
  /** deposits behind the batch that stand now, units, >= 0 */
  readonly deposits: number
  /** money that one unit costs before any discount, > 0 */
  readonly referencePrice: number
  /** discounts that could be given, ascending; the first is given now */
  readonly steps: readonly DiscountStep[]
}

export interface DiscountStep {
  /** share of the reference price, 0 to below 1 */
  readonly discount: number
  /** share of deposits that is completed at this discount, 0 to 1 */
  readonly conversion: number
}

export interface BoughtCertainty {
  readonly discount: number
  /** whole units that are sure beyond those expected at the present discount */
  readonly extraUnits: number
  /** money expected to be saved: units sold that would have been left over */
  readonly saved: number
  /** money given away beyond the present discount, to everybody who completes */
  readonly cost: number
}

/**
 * What raising the discount of a campaign buys for a batch of a given size. Of C deposits the share q(d) completes at
 * discount d: C·(q(d) − q(d₀)) units more are sure and every outcome is so much higher. Each unit less left over earns its
 * margin and spares its loss; the discount costs p·C·(d·q(d) − d₀·q(d₀)). Where conversion does not rise nothing is bought.
 *
 * @param of    50 equally likely outcomes of demand and what is paid for, whole units
 * @param make  whole units made, >= 0
 * @param step  index into the steps of the offer
 * @throws RangeError naming the argument out of range
 * Source: newsvendor losses over an empirical distribution, as for the dial; equal-profit discount of the certainty waterfall.
 * @example boughtCertainty({ outcomes: Array(50).fill(90), paid: 0 }, 100, { marginPerUnit: 10, costPerUnit: 20, salvageFraction: 0.5 },
 *   { deposits: 50, referencePrice: 30, steps: [{ discount: 0, conversion: 0.8 }, { discount: 0.1, conversion: 0.9 }] }, 1)
 *   // { discount: 0.1, extraUnits: 5, saved: 100, cost: 135 }
 */
export function boughtCertainty(
  of: { readonly outcomes: readonly number[]; readonly paid: number },
  make: number,
  terms: DialTerms,
  offer: CertaintyOffer,
  step: number,
): BoughtCertainty {
  requireOffer(offer)
  const at = offer.steps[step]
  if (!at) throw new RangeError(`step must be an integer from 0 to ${offer.steps.length - 1}; got ${step}`)
  const now = offer.steps[0]!
  const { deposits, referencePrice } = offer
  const extraUnits = Math.max(0, Math.round(deposits * (at.conversion - now.conversion)))
  const left = dialFigures(of, make, terms).expectedLeftOver
  const surer = { ...of, outcomes: outcomesWith(of.outcomes, extraUnits) }
  const spared = left - dialFigures(surer, make, terms).expectedLeftOver
  const earned = terms.marginPerUnit + terms.costPerUnit * (1 - terms.salvageFraction)
  const given = at.discount * at.conversion - now.discount * now.conversion
  return {
    discount: at.discount,
    extraUnits,
    saved: spared * earned,
    cost: Math.max(0, referencePrice * deposits * given),
  }
}

/**
 * The highest step at which what is saved still pays for what is given away; null when no step above the first does.
 *
 * @example breakEvenStep({ outcomes: Array(50).fill(90), paid: 0 }, 100, { marginPerUnit: 10, costPerUnit: 20, salvageFraction: 0.5 },
 *   { deposits: 50, referencePrice: 30, steps: [{ discount: 0, conversion: 0.8 }, { discount: 0.05, conversion: 0.9 }] }) // 1
 */
export function breakEvenStep(
  of: { readonly outcomes: readonly number[]; readonly paid: number },
  make: number,
  terms: DialTerms,
  offer: CertaintyOffer,
): number | null {
  for (let step = offer.steps.length - 1; step > 0; step -= 1) {
    const { saved, cost } = boughtCertainty(of, make, terms, offer, step)
    if (saved > 0 && saved >= cost) return step
  }
  return null
}

function requireOffer({ deposits, referencePrice, steps }: CertaintyOffer): void {
  if (!(deposits >= 0)) throw new RangeError(`deposits must be >= 0; got ${deposits}`)
  if (!(referencePrice > 0)) throw new RangeError(`referencePrice must be > 0; got ${referencePrice}`)
  steps.forEach(({ discount, conversion }, at) => {
    if (!(discount >= 0 && discount < 1))
      throw new RangeError(`steps[${at}].discount must be in [0, 1); got ${discount}`)
    if (!(conversion >= 0 && conversion <= 1))
      throw new RangeError(`steps[${at}].conversion must be in [0, 1]; got ${conversion}`)
  })
}
