/** What a shop owner (or a group of them) expected of an item and bucket, and what happened. */
export interface OwnerExpectation {
  readonly expected: number
  readonly actual: number
  /** True when the item was short or allocated while the expectation was given. */
  readonly underShortage: boolean
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
 * @throws RangeError on a quantity that is negative or not finite
 * Source: rationing game of Lee, Padmanabhan & Whang 1997; ratio estimator of Cochran 1977, section 6.3.
 * @example ownerBias([{ expected: 12, actual: 10, underShortage: false }]).usual?.bias // 0.2
 */
export function ownerBias(expectations: readonly OwnerExpectation[]): OwnerBias {
  for (const { expected, actual } of expectations) {
    if (!(expected >= 0 && Number.isFinite(expected)))
      throw new RangeError(`expected must be finite and >= 0; got ${expected}`)
    if (!(actual >= 0 && Number.isFinite(actual)))
      throw new RangeError(`actual must be finite and >= 0; got ${actual}`)
  }
  const usual = biasOf(expectations.filter((one) => !one.underShortage))
  const short = biasOf(expectations.filter((one) => one.underShortage))
  if (!usual || !short) return { usual, underShortage: short, gaming: null, verdict: 'too-few-observations' }
  const difference = short.bias - usual.bias
  const half = Math.hypot(usual.high - usual.bias, short.high - short.bias)
  const gaming = { difference, low: difference - half, high: difference + half }
  const isFew = Math.min(usual.count, short.count) < LEAST_OBSERVATIONS
  const shown = gaming.low > 0 ? 'gaming-shown' : 'no-gaming-shown'
  return { usual, underShortage: short, gaming, verdict: isFew ? 'too-few-observations' : shown }
}

function biasOf(observations: readonly OwnerExpectation[]): BiasMeasure | null {
  const count = observations.length
  const actual = observations.reduce((sum, one) => sum + one.actual, 0)
  if (!(actual > 0)) return null
  const ratio = observations.reduce((sum, one) => sum + one.expected, 0) / actual
  const squares = observations.reduce((sum, one) => sum + (one.expected - ratio * one.actual) ** 2, 0)
  const deviation = count > 1 ? Math.sqrt((squares * count) / (count - 1)) / actual : Number.POSITIVE_INFINITY
  const bias = ratio - 1
  return { count, bias, low: bias - NINETY_PERCENT * deviation, high: bias + NINETY_PERCENT * deviation }
}
