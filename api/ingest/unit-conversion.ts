import { UNIT_WORDS } from '#api/wording/unit-name'
import type { ItemUnits } from '#db/item-units'
import { LARGEST_QUANTITY } from './number-text.ts'
import { Rejected } from './rejected.ts'

/** Units that hold the same for every item counted in the base unit, in base units. */
const MEASURES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  piece: { piece: 1 },
  gram: { gram: 1, jin: 500, kilogram: 1000, tonne: 1_000_000 },
  millilitre: { millilitre: 1, litre: 1000 },
  millimetre: { millimetre: 1, centimetre: 10, metre: 1000 },
}

const CODES = new Map(
  Object.entries(UNIT_WORDS).flatMap(([code, words]) => words.map((word) => [word, code] as const)),
)

/** The code of a unit as it is kept: `箱`, `Cartons` and `carton` are one; other words stay, in lower case. */
export function unitCode(text: string): string {
  const word = text.normalize('NFKC').trim().toLowerCase()
  return CODES.get(word) ?? word
}

/**
 * Base units of an item in one unit.
 *
 * @returns base units, whole, >= 1; or `unknown-unit` with the units the item has
 * @example baseUnitsPer('公斤', { baseUnit: 'gram', packs: new Map() }) // 1000
 */
export function baseUnitsPer(text: string, item: ItemUnits): number | Rejected {
  const code = unitCode(text)
  const measures = MEASURES[item.baseUnit] ?? {}
  const found = item.packs.get(code) ?? measures[code]
  if (found !== undefined) return found
  return new Rejected('unknown-unit', { units: [...Object.keys(measures), ...item.packs.keys()].join(', ') })
}

/**
 * A quantity written in some unit as whole base units.
 *
 * @param quantity    as written, may have decimals
 * @param perUnit     base units in one unit, >= 1
 * @returns whole base units; `not-whole` or `not-whole-in-base` where none result, `number-too-large` above 10⁹
 * @example baseQuantity(2.5, 1000) // 2500
 */
export function baseQuantity(quantity: number, perUnit: number): number | Rejected {
  const exact = quantity * perUnit
  if (Math.abs(exact) > LARGEST_QUANTITY)
    return new Rejected('number-too-large', { limit: LARGEST_QUANTITY / perUnit })
  const whole = Math.round(exact)
  // A double of at most 10⁹ is off by less than 10⁻⁶ after one product.
  if (Math.abs(exact - whole) <= 1e-6) return whole
  return perUnit === 1
    ? new Rejected('not-whole')
    : new Rejected('not-whole-in-base', { found: Number(exact.toFixed(6)), perUnit })
}
