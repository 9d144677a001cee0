const LEAST_WEEKS = 26

export type RatioReading = { readonly kind: 'too-few' | 'amplifies' | 'dampens' | 'neutral' | 'unclear' }

/** No verdict under 26 weeks, nor when the interval leaves both open. */
export function ratioReading(row: {
  ratio: number | null
  ratioLow: number | null
  ratioHigh: number | null
  bucketCount: number
}): RatioReading {
  if (row.bucketCount < LEAST_WEEKS || row.ratio === null) return { kind: 'too-few' }
  const low = row.ratioLow ?? row.ratio
  const high = row.ratioHigh ?? row.ratio
  if (low > 1) return { kind: 'amplifies' }
  if (high < 1) return { kind: 'dampens' }
  return low === 1 && high === 1 ? { kind: 'neutral' } : { kind: 'unclear' }
}
