import { type Contract, type ContractResult, contractProfit } from './contract.ts'

/** What a season's supply is agreed on; money per unit. */
export interface ContractTerms {
  readonly price: number
  /** What the supplier asks for goods ordered before the season. */
  readonly wholesale: number
  /** What making one costs the supplier, in (salvage, wholesale). */
  readonly supplierCost: number
  readonly salvage: number
  /** Share that is added to the wholesale price of goods ordered when they are wanted, >= 0. */
  readonly atOnceSurcharge: number
  /** Of the season's demand; mean > 0, deviation >= 0. */
  readonly mean: number
  readonly deviation: number
}

export type ContractOption = ContractResult & { readonly kind: Contract['kind'] }

/**
 * The three ways to agree on a season's supply side by side, each side stocking at best: all ordered early (push), all
 * when wanted (pull), or early at the wholesale price and more at once at a surcharge (advance-purchase discount).
 * Pull pays the surcharge too: the supplier carries the stock. The at-once price never exceeds the selling price.
 *
 * @returns push, pull, advance purchase; null when price, wholesale, supplier's cost and salvage do not fall in this order
 * Source: Cachon 2004, Management Science 50(2).
 * @example contractComparison({ price: 115, wholesale: 75, supplierCost: 35, salvage: 25, atOnceSurcharge: 40 / 75, mean: 250, deviation: 125 })?.[2]?.efficiency // 1
 */
export function contractComparison(terms: ContractTerms): ContractOption[] | null {
  const { price, wholesale, supplierCost, salvage, atOnceSurcharge, mean, deviation } = terms
  if (!(atOnceSurcharge >= 0)) throw new RangeError(`atOnceSurcharge must be >= 0; got ${atOnceSurcharge}`)
  if (!(price > wholesale && wholesale > supplierCost && supplierCost > salvage)) return null
  if (!(mean > 0 && deviation >= 0)) return null
  const market = { price, cost: supplierCost, salvage, mean, deviation }
  const atOnce = Math.min(price, wholesale * (1 + atOnceSurcharge))
  const contracts: Contract[] = [
    { kind: 'push', wholesale },
    { kind: 'pull', wholesale: atOnce },
    { kind: 'advance-purchase-discount', early: wholesale, atOnce },
  ]
  return contracts.map((contract) => ({ kind: contract.kind, ...contractProfit(contract, market) }))
}
