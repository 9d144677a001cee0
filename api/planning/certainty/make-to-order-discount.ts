import { normalCumulative, normalQuantile } from '#planning/distribution/normal'
import { type DepositBase, requireConversion, requireDepositShare } from './equal-profit-discount.ts'
import { requireEconomics, type UnitEconomics } from './newsvendor.ts'

/** Make one unit per commitment; a cancelled unit is resold. Money per unit. */
export interface MakeToOrderTerms {
  readonly unit: UnitEconomics
  /** What a unit sold today earns after the loss on what is left over: see {@link earnedPerSold}. */
  readonly earnedToday: number
  /** Cost of a unit made to order; may lie below today's cost (off-season capacity). */
  readonly costToOrder: number
  /** What a cancelled unit fetches. */
  readonly resale: number
  readonly depositShare: number
  readonly depositBase: DepositBase
  readonly countsForfeits: boolean
}

/**
 * Earnings per unit sold when `leftover` units are left for each sold: p − c − r(c − s).
 * @param leftover units left over per unit sold, >= 0 (r)
 * @example earnedPerSold({ price: 100, cost: 25, salvage: 10 }, 3) // 30
 */
export function earnedPerSold(unit: UnitEconomics, leftover: number): number {
  requireEconomics(unit)
  if (!(leftover >= 0)) throw new RangeError(`leftover must be >= 0; got ${leftover}`)
  return unit.price - unit.cost - leftover * (unit.cost - unit.salvage)
}

/** One way units leave stock: share of units made and the money each brings. */
export interface SalesChannelShare {
  readonly share: number
  readonly price: number
  /** False for liquidation: it does not count as sold. */
  readonly isSale: boolean
}

/**
 * Earnings per unit sold of a season with markdowns and liquidation.
 * @param shares add up to 1
 * @example earnedPerSoldOfSeason([{ share: 0.6, price: 100, isSale: true }, …], 25) // { realised: 90, earned: 60.588… }
 */
export function earnedPerSoldOfSeason(shares: readonly SalesChannelShare[], cost: number) {
  const total = shares.reduce((sum, part) => sum + part.share, 0)
  if (Math.abs(total - 1) > 1e-9) throw new RangeError(`shares must add up to 1; got ${total}`)
  const sold = shares.reduce((sum, part) => sum + (part.isSale ? part.share : 0), 0)
  if (!(sold > 0)) throw new RangeError(`share sold must be > 0; got ${sold}`)
  const realised = shares.reduce((sum, part) => sum + part.share * part.price, 0) / sold
  return { realised, earned: realised - cost / sold }
}

/**
 * Largest discount at which making to order earns per sold unit what is earned today.
 * p(1−d) + (A + s′)(1−q)/q − c/q = earned today, A being the deposit kept from a cancellation: a·p(1−d), a·p, or 0.
 *
 * @param conversion in (0, 1] (q)
 * @returns fraction of the list price
 * @example makeToOrderDiscount({ ...story, earnedToday: 30 }, 0.9) // 0.439560… on the discounted price
 */
export function makeToOrderDiscount(terms: MakeToOrderTerms, conversion: number): number {
  requireTerms(terms)
  requireConversion(conversion)
  const { price } = terms.unit
  const lost = (1 - conversion) / conversion
  const needed = terms.earnedToday + terms.costToOrder / conversion - terms.resale * lost
  if (!terms.countsForfeits) return 1 - needed / price
  return terms.depositBase === 'discounted-price'
    ? 1 - needed / (price * (1 + terms.depositShare * lost))
    : 1 - (needed - terms.depositShare * price * lost) / price
}

/**
 * Money earned per sold unit at a given discount and conversion.
 * @example earnedToOrder(story, { discount: 0.3, conversion: 0.9 }) // 44.1111…
 */
export function earnedToOrder(
  terms: MakeToOrderTerms,
  { discount, conversion }: { discount: number; conversion: number },
): number {
  requireTerms(terms)
  requireConversion(conversion)
  const lost = (1 - conversion) / conversion
  const kept = keptDeposit(terms, discount)
  return terms.unit.price * (1 - discount) + (kept + terms.resale) * lost - terms.costToOrder / conversion
}

/**
 * Conversion below which the discount no longer pays: (c − A − s′)/(p(1−d) − A − s′ − earned today).
 * @returns 0 when a cancellation costs nothing; null when no conversion pays
 * @example breakEvenConversion(story, 0.3) // 0.347826… discounted price, 0.25 reference price, 0.5 without forfeits
 */
export function breakEvenConversion(terms: MakeToOrderTerms, discount: number): number | null {
  requireTerms(terms)
  requireDiscount(discount)
  const kept = keptDeposit(terms, discount)
  const lossPerCancellation = terms.costToOrder - kept - terms.resale
  const gain = terms.unit.price * (1 - discount) - kept - terms.resale - terms.earnedToday
  if (lossPerCancellation <= 0) return gain >= lossPerCancellation ? 0 : null
  return gain > 0 && lossPerCancellation <= gain ? lossPerCancellation / gain : null
}

/**
 * Deposit that makes a cancellation harmless, (c − s′), as a share of its base.
 * @example harmlessDepositShare(story, 0.3) // 0.2142… of the discounted price
 */
export function harmlessDepositShare(terms: MakeToOrderTerms, discount: number): number {
  requireTerms(terms)
  requireDiscount(discount)
  const base = terms.depositBase === 'discounted-price' ? terms.unit.price * (1 - discount) : terms.unit.price
  return Math.max(0, terms.costToOrder - terms.resale) / base
}

/** Units left over per unit sold today that fund exactly this discount. @example 2.0593… at d = .3, q = .9 */
export function leftoverThatFunds(
  terms: MakeToOrderTerms,
  given: { discount: number; conversion: number },
): number {
  const { unit } = terms
  return (unit.price - unit.cost - earnedToOrder(terms, given)) / (unit.cost - unit.salvage)
}

/**
 * Share each of n tiers must sell for the chain to leave `leftover` units per unit sold: (1 + r)^(−1/n).
 * @example sellThroughPerTier(3, 4) // 0.7071…
 */
export function sellThroughPerTier(leftover: number, tiers: number): number {
  if (!(leftover >= 0)) throw new RangeError(`leftover must be >= 0; got ${leftover}`)
  if (!Number.isInteger(tiers) || tiers < 1)
    throw new RangeError(`tiers must be >= 1 and whole; got ${tiers}`)
  return (1 + leftover) ** (-1 / tiers)
}

/**
 * Units left over per unit sold by one rational seller facing lognormal demand with this coefficient of variation.
 * @example leftoverOfOneSeller({ price: 100, cost: 25, salvage: 10 }, 1.31) // 1.12
 */
export function leftoverOfOneSeller(unit: UnitEconomics, coefficientOfVariation: number): number {
  requireEconomics(unit)
  if (!(coefficientOfVariation > 0))
    throw new RangeError(`coefficientOfVariation must be > 0; got ${coefficientOfVariation}`)
  const level = (unit.price - unit.cost) / (unit.price - unit.salvage)
  const spread = Math.sqrt(Math.log(1 + coefficientOfVariation ** 2))
  const z = normalQuantile(level)
  const stock = Math.exp(spread * z - spread ** 2 / 2)
  const sold = normalCumulative(z - spread) + stock * (1 - level)
  return (stock - sold) / sold
}

function keptDeposit(terms: MakeToOrderTerms, discount: number): number {
  if (!terms.countsForfeits) return 0
  const base = terms.depositBase === 'discounted-price' ? terms.unit.price * (1 - discount) : terms.unit.price
  return terms.depositShare * base
}

function requireTerms(terms: MakeToOrderTerms): void {
  requireEconomics(terms.unit)
  requireDepositShare(terms.depositShare)
  if (!(terms.costToOrder >= 0)) throw new RangeError(`costToOrder must be >= 0; got ${terms.costToOrder}`)
  if (!Number.isFinite(terms.earnedToday))
    throw new RangeError(`earnedToday must be finite; got ${terms.earnedToday}`)
  if (!Number.isFinite(terms.resale)) throw new RangeError(`resale must be finite; got ${terms.resale}`)
}

function requireDiscount(discount: number): void {
  if (!(discount >= 0 && discount < 1)) throw new RangeError(`discount must be in [0, 1); got ${discount}`)
}
