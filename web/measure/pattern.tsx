import { useTranslation } from 'react-i18next'
import { patternName } from '#api/wording/forecast-method'
import type { Locale } from '#api/wording/locale'

/** Words of a demand pattern. */
export function usePatternWords(): (pattern: string) => string {
  const { i18n } = useTranslation()
  return (pattern) => patternName(pattern, i18n.language as Locale)
}
