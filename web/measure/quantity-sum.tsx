import type { MeasureKey } from '#planning/measures'
import { type MeasureOptions, useMeasureWords } from './measure.tsx'

export interface CountedQuantity {
  readonly quantity: number
  /** pieces unless given */
  readonly baseUnit?: string | undefined
}

/** Quantities of several items together in words: one figure per base unit, for grams and pieces have no sum. */
export function useQuantitySum(): (
  of: MeasureKey,
  parts: readonly CountedQuantity[],
  options?: MeasureOptions,
) => string {
  const words = useMeasureWords()
  return (of, parts, options) => {
    const sums = new Map<string, number>()
    for (const { baseUnit = 'piece', quantity } of parts)
      sums.set(baseUnit, (sums.get(baseUnit) ?? 0) + quantity)
    const some = [...sums].filter(([, sum]) => sum !== 0)
    return (some.length > 0 ? some : [['piece', 0] as const])
      .sort(([a], [b]) => Number(b === 'piece') - Number(a === 'piece') || a.localeCompare(b))
      .map(([unit, sum]) => words.text(of, sum, { ...options, unit }))
      .join(' · ')
  }
}

export function QuantitySum(props: { of: MeasureKey; parts: readonly CountedQuantity[]; signed?: boolean }) {
  const sum = useQuantitySum()
  const { of, parts, signed = false } = props
  return <span className="figure">{sum(of, parts, { signed })}</span>
}
