import { normalLoss, normalQuantile } from '#planning/distribution/normal'
import { newsvendor } from './newsvendor.ts'

/** Who stocks at which wholesale price. Money per unit. */
export type Contract =
  /** The retailer buys before the season and carries all stock. */
  | { readonly kind: 'push'; readonly wholesale: number }
  /** The supplier carries all stock and delivers at once. */
  | { readonly kind: 'pull'; readonly wholesale: number }
  /** Advance-purchase discount: early orders at the lower price, at-once orders at the higher. */
  | { readonly kind: 'advance-purchase-discount'; readonly early: number; readonly atOnce: number }

export interface ContractResult {
  /** Units the retailer orders before the season. */
  readonly prebooked: number
  /** Units made. */
  readonly quantity: number
  readonly retailerProfit: number
  readonly supplierProfit: number
  readonly totalProfit: number
  /** Share of the profit one owner of both would make. */
  readonly efficiency: number
}

/**
 * Profit of retailer and supplier under a contract, normal demand, each side choosing its stock at best.
 *
 * @param market price > cost > salvage, mean and deviation of the season's demand
 * @throws RangeError when a wholesale price is outside (cost, price]
 * Source: Cachon 2004, Management Science 50(2).
 * @example contractProfit({ kind: 'pull', wholesale: 75 }, market).efficiency // 0.9900…
 */
export function contractProfit(
  contract: Contract,
  market: { price: number; cost: number; salvage: number; mean: number; deviation: number },
): ContractResult {
  const { price, cost, salvage, mean, deviation } = market
  const best = newsvendor({ price, cost, salvage }, mean, deviation).profit
  const stock = (under: number, over: number) => mean + deviation * normalQuantile(under / (under + over))
  const unmet = (quantity: number) =>
    deviation > 0 ? deviation * normalLoss((quantity - mean) / deviation) : Math.max(0, mean - quantity)
  const sold = (quantity: number) => mean - unmet(quantity)
  const early = contract.kind === 'advance-purchase-discount' ? contract.early : contract.wholesale
  const atOnce = contract.kind === 'advance-purchase-discount' ? contract.atOnce : contract.wholesale
  for (const wholesale of [early, atOnce])
    if (!(wholesale > cost && wholesale <= price))
      throw new RangeError(`wholesale must be in (${cost}, ${price}]; got ${wholesale}`)
  if (atOnce < early) throw new RangeError(`atOnce must be >= early ${early}; got ${atOnce}`)
  let prebooked = 0
  let quantity = 0
  if (contract.kind === 'push') {
    prebooked = stock(price - early, early - salvage)
    quantity = prebooked
  } else {
    if (contract.kind === 'advance-purchase-discount' && atOnce > early)
      prebooked = stock(atOnce - early, early - salvage)
    quantity = Math.max(prebooked, stock(atOnce - cost, cost - salvage))
  }
  const laterSales = contract.kind === 'push' ? 0 : sold(quantity) - (prebooked > 0 ? sold(prebooked) : 0)
  const earlySales = prebooked > 0 ? sold(prebooked) : 0
  const retailerProfit =
    price * (earlySales + laterSales) -
    early * prebooked -
    atOnce * laterSales +
    salvage * (prebooked - earlySales)
  const supplierProfit =
    early * prebooked + atOnce * laterSales - cost * quantity + salvage * (quantity - prebooked - laterSales)
  const totalProfit = retailerProfit + supplierProfit
  return { prebooked, quantity, retailerProfit, supplierProfit, totalProfit, efficiency: totalProfit / best }
}
