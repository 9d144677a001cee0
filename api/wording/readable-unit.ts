import { BASE_UNITS, type BaseUnit, READABLE_UNITS } from '#planning/measures'
import type { Phrase } from './locale.ts'

export interface ReadableUnit {
  /** Base units in one of it. */
  readonly baseUnits: number
  readonly decimals: number
  readonly word: Phrase
}

const WORDS: Readonly<Record<BaseUnit, Phrase>> = {
  piece: ['件', 'pieces'],
  gram: ['千克', 'kg'],
  millilitre: ['升', 'litres'],
  millimetre: ['米', 'metres'],
}

/** The unit in which a quantity is read and bought, by the base unit it is counted in. */
export function readableUnit(baseUnit: string): ReadableUnit {
  const known = BASE_UNITS.find((unit) => unit === baseUnit)
  return known === undefined
    ? { baseUnits: 1, decimals: 0, word: [baseUnit, baseUnit] }
    : { ...READABLE_UNITS[known], word: WORDS[known] }
}

/** Smallest difference that is told of quantities in this base unit, base units: 100 g where kilograms have one decimal. */
export function toldStep(baseUnit: string): number {
  const { baseUnits, decimals } = readableUnit(baseUnit)
  return baseUnits / 10 ** decimals
}
