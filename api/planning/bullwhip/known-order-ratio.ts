import { proportionalNetStock, proportionalRatio } from './proportional-ratio.ts'

/** What is known early: a share of the demand variance, so many periods before it is needed. */
export interface KnownOrders {
  /** Share θ of the demand variance, in [0, 1]; the rest is independent of it. */
  readonly share: number
  /** Periods of notice, whole, >= 0 (H). */
  readonly noticePeriods: number
}

/**
 * Order-up-to when a share of demand is known early: known orders face the lead time less their notice.
 *
 * @param leadTimePeriods demand periods between placing an order and its serving demand, whole, >= 1 (τ)
 * @param averagePeriods  moving average of the forecast; `null`: the mean is known
 * @returns order variance ratio θ·B(max(τ−H,0)) + (1−θ)·B(τ) with B(x) = 1 + 2x/p + 2x²/p², and net stock
 *   amplification θ·g(τ−H) + (1−θ)·g(τ) with g(x) = x + x²/p, both with x/p = 0 when the mean is known
 * Source: derived from Hariharan & Zipkin 1995 and Chen et al. 2000.
 * @example orderUpToWithKnownOrders({ share: 0.5, noticePeriods: 4 }, 4, 5).orderVarianceRatio // 2.44
 */
export function orderUpToWithKnownOrders(
  known: KnownOrders,
  leadTimePeriods: number,
  averagePeriods: number | null,
): { orderVarianceRatio: number; netStockAmplification: number } {
  requireKnownOrders(known)
  const perPeriod = averagePeriods === null ? 0 : 1 / averagePeriods
  const ratio = (periods: number) => 1 + 2 * periods * perPeriod + 2 * (periods * perPeriod) ** 2
  const spread = (periods: number) => periods + periods ** 2 * perPeriod
  const left = Math.max(0, leadTimePeriods - known.noticePeriods)
  return {
    orderVarianceRatio: known.share * ratio(left) + (1 - known.share) * ratio(leadTimePeriods),
    netStockAmplification: known.share * spread(left) + (1 - known.share) * spread(leadTimePeriods),
  }
}

/**
 * Known orders levelled over W periods: ratio 1/W, never a shortage, at the price of early stock.
 *
 * @param levellingPeriods W, whole, >= 1, at most notice − lead time + 1
 * @returns early stock in periods of mean known demand, its variance in units of the known demand's variance
 * @example levelledKnownOrders(4) // { orderVarianceRatio: 0.25, earlyStockPeriods: 1.5, earlyStockVariance: 0.875 }
 */
export function levelledKnownOrders(levellingPeriods: number) {
  if (!Number.isInteger(levellingPeriods) || levellingPeriods < 1)
    throw new RangeError(`levellingPeriods must be >= 1 and whole; got ${levellingPeriods}`)
  let earlyStockVariance = 0
  for (let step = 1; step < levellingPeriods; step += 1)
    earlyStockVariance += ((levellingPeriods - step) / levellingPeriods) ** 2
  return {
    orderVarianceRatio: 1 / levellingPeriods,
    earlyStockPeriods: (levellingPeriods - 1) / 2,
    earlyStockVariance,
  }
}

/**
 * The combined rule: known orders levelled over W periods plus proportional order-up-to on the unknown remainder.
 * Known orders must have at least the lead time plus W − 1 periods of notice.
 *
 * @returns ratio θ/W + (1−θ)β/(2−β); amplification (1−θ)[τ + (1−β)²/(β(2−β))] of the uncertain stock, and of all
 *   stock, which adds θΣ((W−s)/W)² for goods made early; their mean in periods of mean demand
 * @example combinedRule({ share: 0.5, levellingPeriods: 1, gapShare: 0.5, leadTimePeriods: 4 }).orderVarianceRatio // 0.6666…
 */
export function combinedRule({
  share,
  levellingPeriods,
  gapShare,
  leadTimePeriods,
}: {
  share: number
  levellingPeriods: number
  gapShare: number
  leadTimePeriods: number
}): {
  orderVarianceRatio: number
  netStockAmplification: number
  pooledStockAmplification: number
  earlyStockPeriods: number
} {
  requireKnownOrders({ share, noticePeriods: 0 })
  const levelled = levelledKnownOrders(levellingPeriods)
  const netStockAmplification = (1 - share) * proportionalNetStock(gapShare, leadTimePeriods)
  return {
    orderVarianceRatio: share * levelled.orderVarianceRatio + (1 - share) * proportionalRatio(gapShare),
    netStockAmplification,
    pooledStockAmplification: netStockAmplification + share * levelled.earlyStockVariance,
    earlyStockPeriods: share * levelled.earlyStockPeriods,
  }
}

function requireKnownOrders({ share, noticePeriods }: KnownOrders): void {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`share must be in [0, 1]; got ${share}`)
  if (!(noticePeriods >= 0)) throw new RangeError(`noticePeriods must be >= 0; got ${noticePeriods}`)
}
