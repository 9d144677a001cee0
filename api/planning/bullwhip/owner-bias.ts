/**
 * Sums over what shop owners expected of items and buckets and over what happened, so that millions need not be read
 * one by one. All finite, >= 0.
 */
export interface ExpectationSums {
  /** Whole. */
  readonly count: number
  readonly expected: number
  readonly actual: number
  readonly expectedSquared: number
  readonly expectedTimesActual: number
  readonly actualSquared: number
}

export interface BiasMeasure {
  readonly count: number
  /** Σ(expected − actual)/Σactual; + = expected too much. */
  readonly bias: number
  /** 90 % interval of a ratio estimate (delta method). */
  readonly low: number
  readonly high: number
}

export interface OwnerBias {
  /** Null without actual demand to compare with. */
  readonly usual: BiasMeasure | null
  readonly underShortage: BiasMeasure | null
  /** Bias under shortage less usual bias, with its 90 % interval; null when either side is missing. */
  readonly gaming: { readonly difference: number; readonly low: number; readonly high: number } | null
  readonly verdict: 'gaming-shown' | 'no-gaming-shown' | 'too-few-observations'
}

/** Fewer observations than this on either side give figures but no verdict. */
const LEAST_OBSERVATIONS = 10
const NINETY_PERCENT = 1.6448536269514722

/**
 * Expectation against what happened: bias of owners, and whether they ask for more when goods are short.
 * @param sums those given while the item was short or allocated apart from the usual ones; null = nothing observed
 * @throws RangeError on a sum that is negative or not finite
 * Source: rationing game of Lee, Padmanabhan & Whang 1997; ratio estimator of Cochran 1977, section 6.3.
 * @example ownerBiasOfSums({ usual: { count: 1, expected: 12, actual: 10, expectedSquared: 144, expectedTimesActual: 120, actualSquared: 100 }, underShortage: null }).usual?.bias // 0.2
 */
export function ownerBiasOfSums(sums: {
  readonly usual: ExpectationSums | null
  readonly underShortage: ExpectationSums | null
}): OwnerBias {
  const usual = sums.usual && biasOf(sums.usual)
  const short = sums.underShortage && biasOf(sums.underShortage)
  if (!usual || !short) return { usual, underShortage: short, gaming: null, verdict: 'too-few-observations' }
  const difference = short.bias - usual.bias
  const half = Math.hypot(usual.high - usual.bias, short.high - short.bias)
  const gaming = { difference, low: difference - half, high: difference + half }
  const isFew = Math.min(usual.count, short.count) < LEAST_OBSERVATIONS
  const shown = gaming.low > 0 ? 'gaming-shown' : 'no-gaming-shown'
  return { usual, underShortage: short, gaming, verdict: isFew ? 'too-few-observations' : shown }
}

function biasOf(sums: ExpectationSums): BiasMeasure | null {
  for (const [name, value] of Object.entries(sums))
    if (!(value >= 0 && Number.isFinite(value)))
      throw new RangeError(`${name} must be finite and >= 0; got ${value}`)
  const { count, expected, actual } = sums
  if (!(actual > 0)) return null
  const ratio = expected / actual
  // Σ(e − ra)² in sums; cancellation may leave a trace below zero.
  const squares = Math.max(
    0,
    sums.expectedSquared - 2 * ratio * sums.expectedTimesActual + ratio ** 2 * sums.actualSquared,
  )
  const deviation = count > 1 ? Math.sqrt((squares * count) / (count - 1)) / actual : Number.POSITIVE_INFINITY
  const bias = ratio - 1
  return { count, bias, low: bias - NINETY_PERCENT * deviation, high: bias + NINETY_PERCENT * deviation }
}
