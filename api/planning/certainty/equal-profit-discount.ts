import { requireEconomics, type UnitEconomics, uncertaintyCost } from './newsvendor.ts'

/** What share a deposit is of: the campaign's reference (list) price, or the discounted price. */
export type DepositBase = 'reference-price' | 'discounted-price'

/** How the deviation of spot demand shrinks as a share f of mean demand is pre-ordered. */
export type ResidualDemand =
  /** One market factor moves everybody: (1−f)σ. */
  | { readonly kind: 'market-factor' }
  /** Customers decide independently: √(1−f)·σ. */
  | { readonly kind: 'independent' }
  /** Pre-orders also foretell the rest with correlation r in [0, 1): (1−f)σ√(1−r²). */
  | { readonly kind: 'signal'; readonly correlation: number }

export interface PreOrderTerms {
  readonly unit: UnitEconomics
  /** Total demand of the season at the list price. */
  readonly mean: number
  readonly deviation: number
  /** Commitments C, units, > 0. */
  readonly commitments: number
  /** Share of commitments completed, in (0, 1] (q). */
  readonly conversion: number
  /** Share of completed pre-orders who would have paid the full price anyway, in [0, 1] (γ). */
  readonly wouldBuyAnyway: number
  readonly residual: ResidualDemand
  /** In [0, 1) (a). */
  readonly depositShare: number
  readonly depositBase: DepositBase
  /** Count forfeited deposits as income; off unless a person asks for it. */
  readonly countsForfeits: boolean
  /** Money saved per completed unit, >= 0. */
  readonly savings: {
    readonly offSeasonCapacity: number
    readonly channel: number
    readonly material: number
  }
}

/** Where the affordable discount comes from; every part is a fraction of the list price and they add up to it. */
export interface DiscountWaterfall {
  readonly certainty: number
  readonly offSeasonCapacity: number
  readonly channel: number
  readonly material: number
  readonly incrementalVolume: number
  readonly forfeits: number
  readonly discount: number
}

/**
 * The largest discount at which pre-orders earn what selling from stock earns, part by part.
 *
 * With C commitments of which qC complete, K the cost of uncertainty per unit of deviation and σ_T² the variance left
 * (spot demand plus Cq(1−q) of cancellations), profit is equal at
 * d = [(p−c)(1−γ)qC + K(σ−σ_T) + forfeits + savings·qC] / D. Forfeits are a·p(1−q)C or 0. D = p·C·q, except that
 * forfeits counted on the discounted price shrink with the discount: D = p·C·(q + a(1−q)).
 *
 * @returns fractions of the list price; negative when certainty costs more than it saves
 * @throws RangeError naming the field, its range and the value seen
 * Source: newsvendor profit (p−c)μ − Kσ set equal with and without pre-orders.
 * @example equalProfitDiscount({ ...terms, commitments: 1000, conversion: 1 }).discount // 0.1025…
 */
export function equalProfitDiscount(terms: PreOrderTerms): DiscountWaterfall {
  requireTerms(terms)
  const { unit, commitments, conversion: q, depositShare: a, savings } = terms
  const completed = q * commitments
  const shrinks = terms.countsForfeits && terms.depositBase === 'discounted-price'
  const base = unit.price * commitments * (shrinks ? q + a * (1 - q) : q)
  const certainty = (uncertaintyCost(unit) * (terms.deviation - remainingDeviation(terms))) / base
  const parts = {
    certainty,
    offSeasonCapacity: (savings.offSeasonCapacity * completed) / base,
    channel: (savings.channel * completed) / base,
    material: (savings.material * completed) / base,
    incrementalVolume: ((unit.price - unit.cost) * (1 - terms.wouldBuyAnyway) * completed) / base,
    forfeits: terms.countsForfeits ? (a * unit.price * (1 - q) * commitments) / base : 0,
  }
  const discount = Object.values(parts).reduce((sum, part) => sum + part, 0)
  return { ...parts, discount }
}

/** Deviation left after the pre-orders, cancellations included; cancelled units are pooled with spot stock. Units. */
export function remainingDeviation(terms: PreOrderTerms): number {
  const { commitments, conversion: q } = terms
  const share = Math.min(1, (q * commitments) / terms.mean)
  const spot = residualDeviation(terms.residual, share, terms.deviation)
  return Math.sqrt(spot ** 2 + commitments * q * (1 - q))
}

/** Worth of one completed pre-order to whoever carries the risk, money: K(σ−σ_T)/(qC). */
export function certaintyPerUnit(terms: PreOrderTerms): number {
  requireTerms(terms)
  const gained = uncertaintyCost(terms.unit) * (terms.deviation - remainingDeviation(terms))
  return gained / (terms.conversion * terms.commitments)
}

/** Deviation of spot demand once `share` in [0, 1] is pre-ordered. */
function residualDeviation(residual: ResidualDemand, share: number, deviation: number): number {
  if (residual.kind === 'independent') return Math.sqrt(1 - share) * deviation
  if (residual.kind === 'market-factor') return (1 - share) * deviation
  const { correlation } = residual
  if (!(correlation >= 0 && correlation < 1))
    throw new RangeError(`correlation must be in [0, 1); got ${correlation}`)
  return (1 - share) * deviation * Math.sqrt(1 - correlation ** 2)
}

/**
 * Deviation of demand seen `leadTime` ahead, from the one known at `knownAt`: σ0·(L/L0)^η.
 * @param growth η, 0.5 unless fitted from past forecasts, >= 0
 * @example deviationAtLeadTime(700, { knownAt: 12, leadTime: 26 }) // 1030.37…
 */
function deviationAtLeadTime(
  deviation: number,
  { knownAt, leadTime, growth = 0.5 }: { knownAt: number; leadTime: number; growth?: number },
): number {
  if (!(knownAt > 0)) throw new RangeError(`knownAt must be > 0; got ${knownAt}`)
  if (!(leadTime >= 0)) throw new RangeError(`leadTime must be >= 0; got ${leadTime}`)
  if (!(growth >= 0)) throw new RangeError(`growth must be >= 0; got ${growth}`)
  return deviation * (leadTime / knownAt) ** growth
}

export interface LadderStep {
  readonly shareAhead: number
  readonly leadTime: number
  readonly conversion: number
  readonly discount: number
}

/**
 * Discount ladder: what can be afforded by share of mean demand pre-ordered (completed), lead time and conversion.
 * Steps with a negative result stay negative: no discount is due there.
 */
export function discountLadder(
  terms: Omit<PreOrderTerms, 'commitments' | 'conversion'>,
  axes: {
    readonly sharesAhead: readonly number[]
    readonly leadTimes: readonly number[]
    readonly conversions: readonly number[]
    /** Lead time at which `terms.deviation` holds. */
    readonly knownAt: number
    readonly growth?: number
  },
): LadderStep[] {
  const steps: LadderStep[] = []
  for (const leadTime of axes.leadTimes)
    for (const shareAhead of axes.sharesAhead)
      for (const conversion of axes.conversions) {
        if (!(shareAhead > 0 && shareAhead <= 1))
          throw new RangeError(`sharesAhead must be in (0, 1]; got ${shareAhead}`)
        const { knownAt, growth } = axes
        const deviation = deviationAtLeadTime(
          terms.deviation,
          growth === undefined ? { knownAt, leadTime } : { knownAt, leadTime, growth },
        )
        const commitments = (shareAhead * terms.mean) / conversion
        const { discount } = equalProfitDiscount({ ...terms, deviation, commitments, conversion })
        steps.push({ shareAhead, leadTime, conversion, discount })
      }
  return steps
}

function requireTerms(terms: PreOrderTerms): void {
  requireEconomics(terms.unit)
  if (!(terms.mean > 0)) throw new RangeError(`mean must be > 0; got ${terms.mean}`)
  if (!(terms.deviation >= 0)) throw new RangeError(`deviation must be >= 0; got ${terms.deviation}`)
  if (!(terms.commitments > 0)) throw new RangeError(`commitments must be > 0; got ${terms.commitments}`)
  requireConversion(terms.conversion)
  if (!(terms.wouldBuyAnyway >= 0 && terms.wouldBuyAnyway <= 1))
    throw new RangeError(`wouldBuyAnyway must be in [0, 1]; got ${terms.wouldBuyAnyway}`)
  requireDepositShare(terms.depositShare)
  for (const [name, saving] of Object.entries(terms.savings))
    if (!(saving >= 0)) throw new RangeError(`savings.${name} must be >= 0; got ${saving}`)
}

export function requireConversion(conversion: number): void {
  if (!(conversion > 0 && conversion <= 1))
    throw new RangeError(`conversion must be in (0, 1]; got ${conversion}`)
}

export function requireDepositShare(share: number): void {
  if (!(share >= 0 && share < 1)) throw new RangeError(`depositShare must be in [0, 1); got ${share}`)
}
