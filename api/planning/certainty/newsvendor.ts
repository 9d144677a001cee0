import { normalDensity, normalLoss, normalQuantile } from '#planning/distribution/normal'

/** Money per unit; price > cost > salvage, goodwill >= 0. */
export interface UnitEconomics {
  readonly price: number
  readonly cost: number
  /** Worth of a left-over unit, net of holding and markdown. */
  readonly salvage: number
  /** Extra loss per unit of unmet demand (default 0). */
  readonly goodwill?: number
}

/** @throws RangeError naming the field, its range and the value seen */
export function requireEconomics({ price, cost, salvage, goodwill = 0 }: UnitEconomics): void {
  if (!(cost >= 0 && Number.isFinite(cost))) throw new RangeError(`cost must be >= 0; got ${cost}`)
  if (!(price > cost)) throw new RangeError(`price must be > cost ${cost}; got ${price}`)
  if (!(salvage < cost)) throw new RangeError(`salvage must be < cost ${cost}; got ${salvage}`)
  if (!(goodwill >= 0)) throw new RangeError(`goodwill must be >= 0; got ${goodwill}`)
}

/**
 * Cost of one unit of demand deviation when stock is chosen at best: K = (p − s + g)φ(z*), z* = Φ⁻¹((p−c+g)/(p−s+g)).
 * Expected profit is then (p − c)μ − Kσ.
 * @example uncertaintyCost({ price: 100, cost: 40, salvage: 15 }) // 29.287430…
 */
export function uncertaintyCost(unit: UnitEconomics): number {
  return (unit.price - unit.salvage + (unit.goodwill ?? 0)) * normalDensity(bestDeviate(unit))
}

/** z* of the best stock. @example bestDeviate({ price: 100, cost: 40, salvage: 15 }) // 0.541395… */
export function bestDeviate(unit: UnitEconomics): number {
  requireEconomics(unit)
  const { price, cost, salvage, goodwill = 0 } = unit
  return normalQuantile((price - cost + goodwill) / (price - salvage + goodwill))
}

/**
 * Best quantity for one season of normal demand.
 *
 * @param mean       units, >= 0
 * @param deviation  units, >= 0
 * @returns units and money per season
 * @example newsvendor({ price: 190, cost: 110, salvage: 90 }, 3192, 1181) // { quantity: 4185.95…, profit: 222296.49…, … }
 */
export function newsvendor(unit: UnitEconomics, mean: number, deviation: number) {
  if (!(mean >= 0)) throw new RangeError(`mean must be >= 0; got ${mean}`)
  if (!(deviation >= 0)) throw new RangeError(`deviation must be >= 0; got ${deviation}`)
  const z = bestDeviate(unit)
  const lost = deviation * normalLoss(z)
  return {
    quantity: mean + z * deviation,
    profit: (unit.price - unit.cost) * mean - uncertaintyCost(unit) * deviation,
    leftover: z * deviation + lost,
    lost,
  }
}
