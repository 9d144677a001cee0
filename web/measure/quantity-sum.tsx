import type { MeasureKey } from '#planning/measures'
import { useMeasureWords } from './measure.tsx'

export interface CountedQuantity {
  readonly quantity: number
  /** pieces unless given */
  readonly baseUnit?: string | undefined
}

/** Quantities of several items together in words: one figure per base unit, for grams and pieces have no sum. */
export function useQuantitySum(): (of: MeasureKey, parts: readonly CountedQuantity[]) => string {
  const words = useMeasureWords()
  return (of, parts) => {
    const sums = new Map<string, number>()
    for (const { baseUnit = 'piece', quantity } of parts)
      sums.set(baseUnit, (sums.get(baseUnit) ?? 0) + quantity)
    if (sums.size === 0) sums.set('piece', 0)
    return [...sums]
      .sort(([a], [b]) => Number(b === 'piece') - Number(a === 'piece') || a.localeCompare(b))
      .map(([unit, sum]) => words.text(of, sum, { unit }))
      .join(' · ')
  }
}

export function QuantitySum(props: { of: MeasureKey; parts: readonly CountedQuantity[] }) {
  const sum = useQuantitySum()
  return <span className="figure">{sum(props.of, props.parts)}</span>
}
