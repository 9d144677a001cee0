import { useTranslation } from 'react-i18next'
import { EXCEPTION_CAUSES } from '#api/wording/exception-cause'
import { type Locale, phraseIn } from '#api/wording/locale'

/** The cause of an exception in words; a key without words is shown as it is. */
export function useCauseWords(): (cause: string, parameters: unknown) => string {
  const { i18n } = useTranslation()
  return (cause, parameters) => {
    const phrase = EXCEPTION_CAUSES[cause]
    if (!phrase) return cause
    const values = (parameters ?? {}) as Record<string, unknown>
    return phraseIn(phrase, i18n.language as Locale).replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) =>
      values[name] === undefined ? whole : String(values[name]),
    )
  }
}
