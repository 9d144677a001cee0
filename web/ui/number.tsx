import { useTranslation } from 'react-i18next'

export type NumberStyle = 'plain' | 'percent' | 'currency'

export interface NumberFormat {
  readonly style: NumberStyle
  readonly decimals: number
  /** As many decimals as the number needs, no more than two. */
  readonly isAxis?: boolean
  readonly signed?: boolean
  readonly currency?: string
}

const formatters = new Map<string, Intl.NumberFormat>()

/** A number as text in one language. `currency` takes major units. */
export function formatNumber(value: number, format: NumberFormat, language: string): string {
  const key = `${language}|${format.style}|${format.decimals}|${format.isAxis ?? false}|${format.signed ?? false}|${format.currency ?? ''}`
  let formatter = formatters.get(key)
  if (!formatter) {
    const decimals = format.isAxis ? { maximumFractionDigits: 2 } : fixed(format.decimals)
    formatter = new Intl.NumberFormat(language, {
      ...decimals,
      ...(format.style === 'percent' ? { style: 'percent' } : {}),
      ...(format.style === 'currency'
        ? { style: 'currency', currency: format.currency ?? 'CNY', currencyDisplay: 'narrowSymbol' }
        : {}),
      ...(format.isAxis && format.style !== 'percent' ? { notation: 'compact' } : {}),
      ...(format.signed ? { signDisplay: 'exceptZero' } : {}),
    })
    formatters.set(key, formatter)
  }
  return formatter.format(value === 0 ? 0 : value)
}

function fixed(decimals: number) {
  return { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
}

/** Short numbers for axes: 1.2万 in Chinese, 12K in English. */
export function useAxisNumber(style: NumberStyle = 'plain'): (value: number) => string {
  const { i18n } = useTranslation()
  return (value) => formatNumber(value, { style, decimals: 0, isAxis: true }, i18n.language)
}

export const DASH = '–'
