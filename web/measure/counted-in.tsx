import { createContext, type ReactNode, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { type Locale, phraseIn } from '#api/wording/locale'
import { readableUnit } from '#api/wording/readable-unit'

const BaseUnitContext = createContext('piece')

/** Everything inside is counted in this base unit and read in the unit that goes with it: grams in kilograms. */
export function CountedIn(props: { unit: string; children: ReactNode }) {
  return <BaseUnitContext.Provider value={props.unit}>{props.children}</BaseUnitContext.Provider>
}

export function useBaseUnit(): string {
  return useContext(BaseUnitContext)
}

/** The word for what figures here are read in, and base units in one of it, for the axes of charts. */
export function useReadableUnit(): { word: string; baseUnits: number } {
  const { i18n } = useTranslation()
  const { baseUnits, word } = readableUnit(useBaseUnit())
  return { baseUnits, word: phraseIn(word, i18n.language as Locale) }
}
