import type { SeasonKind } from './season.ts'

export interface Named {
  readonly code: string
  readonly zh: string
  readonly en: string
}

export interface Noun extends Named {
  readonly priceYuan: number
  readonly family: string
  /** Customer tag the product suits best. */
  readonly tag?: string
}

export interface Range {
  readonly category: Named
  /** Product codes start with it. */
  readonly prefix: string
  readonly supplier: string
  readonly series: readonly (readonly [zh: string, en: string])[]
  readonly nouns: readonly Noun[]
  readonly colours?: readonly (Named & { readonly family?: string })[]
  readonly sizes?: readonly string[]
  readonly season: SeasonKind
  readonly costFraction: number
  readonly returnFraction: number
  readonly leadTimeDays: number
  readonly transportDays: number
  readonly carton: number
  /** Further units the range is counted in, and pieces in each. */
  readonly packs?: readonly (readonly [unit: string, pieces: number])[]
  /** Production minutes per unit against the other items of its line. */
  readonly work: number
  /** Sold by weight: grams in one portion. Counts and prices of the range are then of portions, not of pieces. */
  readonly portionGrams?: number
  readonly shelfLifeDays?: number
  readonly ripeningDays?: number
  /** Its ripening table: Q10, °C of reference, transport, warehouse and home, and the lowest it bears. */
  readonly ripening?: {
    readonly daysAtReference: number
    readonly q10: number
    readonly celsius: readonly [reference: number, transport: number, warehouse: number, home: number]
    readonly lowestCelsius: number
  }
  /** Material code and units per piece. */
  readonly bill: readonly (readonly [material: string, quantity: number])[]
}
