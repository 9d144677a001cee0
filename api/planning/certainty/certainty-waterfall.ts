import { equalProfitDiscount, type ResidualDemand } from './equal-profit-discount.ts'

/** What a campaign's certainty is worth, under conditions that a person can read and change. Money per unit. */
export interface WaterfallTerms {
  /** Full price of one unit, > 0: the campaign's reference price. */
  readonly listPrice: number
  /** Share of the list price a unit fetches on average when sold from stock, markdowns included, in (0, 1]. */
  readonly realisedFraction: number
  readonly unitCost: number
  /** What a left-over unit fetches, as a share of its cost, in [0, 1). */
  readonly salvageFraction: number
  /** Demand that would be met from stock instead: mean > 0 and deviation >= 0, units. */
  readonly mean: number
  readonly deviation: number
  /** Deposits expected to stand at the cut-off, > 0, units. */
  readonly commitments: number
  /** Share of them that will be paid, in (0, 1]. */
  readonly conversion: number
  /** Share of payers who would have bought at the realised price anyway, in [0, 1]. */
  readonly wouldBuyAnyway: number
  readonly residual: ResidualDemand
  /** Deposit as a share of the list price, in [0, 1). */
  readonly depositFraction: number
  readonly countsForfeits: boolean
  /** Money saved per paid unit, >= 0. */
  readonly offSeasonSaving: number
  readonly channelSaving: number
}

/** Parts of the discount that keeps profit equal, as fractions of the list price; they add up to `discount`. */
export interface CertaintyWaterfall {
  readonly certainty: number
  readonly markdownsAvoided: number
  readonly offSeasonCapacity: number
  readonly channel: number
  readonly incrementalVolume: number
  /** 0 unless asked for. */
  readonly forfeits: number
  readonly discount: number
}

/**
 * The discount a campaign affords at equal profit, part by part. From stock a unit earns the realised price p̄ (list
 * price p less markdowns) and profit is (p̄ − c)μ − Kσ; ordered ahead it earns p(1 − d). Equal profit gives
 * d = [K(σ − σ_T)/qC + (p − p̄) + savings + (p̄ − c)(1 − γ) + a·p(1 − q)/q] / p.
 * K is taken at p̄, so that no loss is counted both as uncertainty and as markdown.
 *
 * @returns fractions of the list price; `certainty` is negative when cancellations cost more than knowing early saves
 * @throws RangeError naming the field, its range and the value seen
 * Source: equalProfitDiscount, with the realised price in place of the list price.
 * @example certaintyWaterfall(terms).discount // p 100, p̄ 100, c 40, s 15, N(2000, 700²), C 1000, q 1: 0.10251
 */
export function certaintyWaterfall(terms: WaterfallTerms): CertaintyWaterfall {
  const { listPrice, realisedFraction, unitCost, salvageFraction, conversion, depositFraction } = terms
  if (!(listPrice > 0)) throw new RangeError(`listPrice must be > 0; got ${listPrice}`)
  if (!(realisedFraction > 0 && realisedFraction <= 1))
    throw new RangeError(`realisedFraction must be in (0, 1]; got ${realisedFraction}`)
  if (!(salvageFraction >= 0 && salvageFraction < 1))
    throw new RangeError(`salvageFraction must be in [0, 1); got ${salvageFraction}`)
  const fromStock = equalProfitDiscount({
    unit: { price: listPrice * realisedFraction, cost: unitCost, salvage: unitCost * salvageFraction },
    mean: terms.mean,
    deviation: terms.deviation,
    commitments: terms.commitments,
    conversion,
    wouldBuyAnyway: terms.wouldBuyAnyway,
    residual: terms.residual,
    depositShare: depositFraction,
    depositBase: 'reference-price',
    countsForfeits: false,
    savings: { offSeasonCapacity: terms.offSeasonSaving, channel: terms.channelSaving, material: 0 },
  })
  const parts = {
    certainty: fromStock.certainty * realisedFraction,
    markdownsAvoided: 1 - realisedFraction,
    offSeasonCapacity: fromStock.offSeasonCapacity * realisedFraction,
    channel: fromStock.channel * realisedFraction,
    incrementalVolume: fromStock.incrementalVolume * realisedFraction,
    forfeits: terms.countsForfeits ? (depositFraction * (1 - conversion)) / conversion : 0,
  }
  return { ...parts, discount: Object.values(parts).reduce((sum, part) => sum + part, 0) }
}
