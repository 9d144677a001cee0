import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Locale, phraseIn } from '#api/wording/locale'
import { MEASURE_WORDING } from '#api/wording/measure'
import { readableUnit } from '#api/wording/readable-unit'
import { type MeasureKey, type MeasureUnit, measure as measureDefinition } from '#planning/measures'
import { DASH, formatNumber, type NumberStyle } from '#web/ui/number.tsx'
import { useBaseUnit } from './counted-in.tsx'

const STYLE: Record<MeasureUnit, NumberStyle> = {
  'base-unit': 'plain',
  money: 'currency',
  fraction: 'percent',
  ratio: 'plain',
  weeks: 'plain',
  days: 'plain',
  celsius: 'plain',
  minutes: 'plain',
  count: 'plain',
}

export interface MeasureOptions {
  readonly signed?: boolean
  readonly currency?: string
  /** Base unit of a quantity, or of what a price is for; unless given, that of the part of the screen. */
  readonly unit?: string
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
  const { unit: baseUnit = 'piece', ...format } = options
  const read = readableUnit(baseUnit)
  const style = STYLE[unit]
  if (baseUnit !== 'piece' && unit === 'base-unit') {
    const text = formatNumber(value / read.baseUnits, { style, decimals: read.decimals, ...format }, language)
    return `${text}\u00A0${phraseIn(read.word, language as Locale)}`
  }
  if (baseUnit !== 'piece' && key === 'unit-price') {
    const text = formatNumber((value * read.baseUnits) / 100, { style, decimals, ...format }, language)
    return `${text}/${phraseIn(read.word, language as Locale)}`
  }
  return formatNumber(unit === 'money' ? value / 100 : value, { style, decimals, ...format }, language)
}

/** The only way a number reaches a screen: decimals, unit and definition come from the registry of measures. */
export function Measure(
  props: { of: MeasureKey; value: number | null | undefined; help?: boolean } & MeasureOptions,
) {
  const { of: key, value, help, ...options } = props
  const { i18n } = useTranslation()
  const unit = useBaseUnit()
  const text = measureText(key, value, i18n.language, { unit, ...options })
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
  const unit = useBaseUnit()
  return {
    label: (key) => phraseIn(MEASURE_WORDING[key].label, locale),
    definition: (key) => phraseIn(MEASURE_WORDING[key].definition, locale),
    text: (key, value, options) => measureText(key, value, locale, { unit, ...options }),
  }
}
