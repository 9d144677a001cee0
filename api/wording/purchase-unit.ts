import type { Phrase } from './locale.ts'

interface PurchaseUnit {
  /** Base units in one unit of purchase. */
  readonly baseUnits: number
  readonly word: Phrase
}

/** Units in which material is bought, by the base unit it is counted in. */
const PURCHASE_UNITS: Readonly<Record<string, PurchaseUnit>> = {
  gram: { baseUnits: 1000, word: ['千克', 'kg'] },
  millilitre: { baseUnits: 1000, word: ['升', 'litres'] },
  millimetre: { baseUnits: 1000, word: ['米', 'metres'] },
  piece: { baseUnits: 1, word: ['件', 'pieces'] },
}

/** A unit without a larger one of its own is bought as it is counted. */
export function purchaseUnit(baseUnit: string): PurchaseUnit {
  return PURCHASE_UNITS[baseUnit] ?? { baseUnits: 1, word: [baseUnit, baseUnit] }
}
