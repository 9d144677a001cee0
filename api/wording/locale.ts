/** Languages of the product. The first is the one shown when a browser asks for neither. */
export const LOCALES = ['zh-CN', 'en'] as const
export type Locale = (typeof LOCALES)[number]

/** One message in both languages, side by side, so that neither can be missing. */
export type Phrase = readonly [zhCN: string, en: string]
export type Wording = Readonly<Record<string, Phrase>>

export function phraseIn(phrase: Phrase, locale: Locale): string {
  return phrase[locale === 'zh-CN' ? 0 : 1]
}

/** The texts of one language under the same keys. */
export function wordingIn<W extends Wording>(wording: W, locale: Locale): { [K in keyof W]: string } {
  return Object.fromEntries(
    Object.entries(wording).map(([key, phrase]) => [key, phraseIn(phrase, locale)]),
  ) as { [K in keyof W]: string }
}
