import { useTranslation } from 'react-i18next'
import { type CauseRow, causeText } from '#api/wording/exception-cause'
import type { Locale } from '#api/wording/locale'

/** The cause of an exception in the language of the screen. */
export function useCauseWords(): (row: CauseRow) => string {
  const { i18n } = useTranslation()
  return (row) => causeText(row, i18n.language as Locale)
}
