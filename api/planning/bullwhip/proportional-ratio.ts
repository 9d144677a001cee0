import { requirePeriods } from './order-up-to-ratio.ts'

/** Share of the gap that minimises order variance ratio + net stock amplification: (√5 − 1)/2 for every lead time. */
export const GOLDEN_GAP_SHARE = (Math.sqrt(5) - 1) / 2

/**
 * Order variance ratio of the proportional order-up-to policy, β/(2−β), for independent demand and a constant
 * forecast. Below 1 for every β < 1.
 *
 * @param gapShare share β of the gap between target and position closed by one order, in (0, 2)
 * Source: Disney, Farasyn, Lambrecht, Towill & Van de Velde 2007, EJIE 1(3).
 * @example proportionalRatio(0.5) // 0.3333…
 */
export function proportionalRatio(gapShare: number): number {
  requireGapShare(gapShare)
  return gapShare / (2 - gapShare)
}

/**
 * Net stock amplification of the same policy, τ + (1−β)²/(β(2−β)).
 *
 * @param leadTimePeriods demand periods between placing an order and its serving demand, whole, >= 1 (τ)
 * @example proportionalNetStock(0.5, 1) // 1.3333…
 */
export function proportionalNetStock(gapShare: number, leadTimePeriods: number): number {
  requireGapShare(gapShare)
  requirePeriods('leadTimePeriods', leadTimePeriods)
  return leadTimePeriods + (1 - gapShare) ** 2 / (gapShare * (2 - gapShare))
}

/**
 * Cumulative ratios of a chain of such stages, each forecasting a constant mean.
 * The response of k stages is β^k·C(j+k−1, j)·(1−β)^j at lag j; its squares are summed until they vanish.
 * @example proportionalChainRatios(0.5, 4) // [0.333333…, 0.185185…, 0.135802…, 0.112026…]
 */
export function proportionalChainRatios(gapShare: number, stages: number): number[] {
  requireGapShare(gapShare)
  requirePeriods('stages', stages)
  const ratios: number[] = []
  for (let stage = 1; stage <= stages; stage += 1) {
    let weight = gapShare ** stage
    let sum = 0
    for (let lag = 0; lag < 100_000; lag += 1) {
      sum += weight * weight
      weight *= ((lag + stage) / (lag + 1)) * (1 - gapShare)
      if (weight * weight < 1e-18 * sum && lag > stage / Math.min(gapShare, 2 - gapShare)) break
    }
    ratios.push(sum)
  }
  return ratios
}

function requireGapShare(gapShare: number): void {
  if (!(gapShare > 0 && gapShare < 2)) throw new RangeError(`gapShare must be in (0, 2); got ${gapShare}`)
}
