import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Locale, phraseIn } from '#api/wording/locale'
import { MEASURE_WORDING } from '#api/wording/measure'
import { type MeasureKey, type MeasureUnit, measure as measureDefinition } from '#planning/measures'
import { DASH, formatNumber, type NumberStyle } from '#web/ui/number.tsx'

const STYLE: Record<MeasureUnit, NumberStyle> = {
  'base-unit': 'plain',
  money: 'currency',
  fraction: 'percent',
  ratio: 'plain',
  weeks: 'plain',
  days: 'plain',
  minutes: 'plain',
  count: 'plain',
}

export interface MeasureOptions {
  readonly compact?: boolean
  readonly signed?: boolean
  readonly currency?: string
}

/** A value of a measure as text; an unknown value is a dash, never 0. */
export function measureText(
  key: MeasureKey,
  value: number | null | undefined,
  language: string,
  options: MeasureOptions = {},
): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return DASH
  const { unit, decimals } = measureDefinition(key)
  const shown = unit === 'money' ? value / 100 : value
  return formatNumber(shown, { style: STYLE[unit], decimals, ...options }, language)
}

/** The only way a number reaches a screen: decimals, unit and definition come from the registry of measures. */
export function Measure(
  props: { of: MeasureKey; value: number | null | undefined; help?: boolean } & MeasureOptions,
) {
  const { of: key, value, help, ...options } = props
  const { i18n } = useTranslation()
  const text = measureText(key, value, i18n.language, options)
  const figure = <span className="figure">{text}</span>
  if (help !== true) return figure
  return (
    <Tooltip label={phraseIn(MEASURE_WORDING[key].definition, i18n.language as Locale)}>{figure}</Tooltip>
  )
}

export interface MeasureWords {
  readonly label: (key: MeasureKey) => string
  readonly definition: (key: MeasureKey) => string
  readonly text: (key: MeasureKey, value: number | null | undefined, options?: MeasureOptions) => string
}

export function useMeasureWords(): MeasureWords {
  const { i18n } = useTranslation()
  const locale = i18n.language as Locale
  return {
    label: (key) => phraseIn(MEASURE_WORDING[key].label, locale),
    definition: (key) => phraseIn(MEASURE_WORDING[key].definition, locale),
    text: (key, value, options) => measureText(key, value, locale, options),
  }
}
