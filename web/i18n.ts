import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { LOCALES, type Locale } from '#api/wording/locale'
import { type ScreenTexts, screenTexts } from '#api/wording/screens'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app'
    resources: { app: ScreenTexts }
  }
}

const STORED = 'headwater-language'

export async function startTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: chosenLocale(),
    fallbackLng: false,
    defaultNS: 'app',
    ns: ['app'],
    resources: Object.fromEntries(LOCALES.map((locale) => [locale, { app: screenTexts(locale) }])),
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  document.documentElement.lang = i18next.language
}

export async function chooseLocale(locale: Locale): Promise<void> {
  localStorage.setItem(STORED, locale)
  await i18next.changeLanguage(locale)
  document.documentElement.lang = locale
}

/** The one chosen before, else what the browser asks for first among ours, else Chinese. */
function chosenLocale(): Locale {
  const stored = localStorage.getItem(STORED)
  if (stored === 'zh-CN' || stored === 'en') return stored
  for (const wanted of navigator.languages) {
    if (wanted.toLowerCase().startsWith('zh')) return 'zh-CN'
    if (wanted.toLowerCase().startsWith('en')) return 'en'
  }
  return LOCALES[0]
}
