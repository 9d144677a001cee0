import type { Members } from '#planning/forecast/combination-weights'
import type { ForecastReason } from '#planning/forecast/forecast'

/** A forecast before its distribution is calibrated: errors around `mean` with growing spread. */
export interface Predictive {
  readonly mean: Float64Array
  /** Standard deviation of the error per step; of the logarithm where `isLogarithmic`. */
  readonly deviation: Float64Array
  readonly isLogarithmic: boolean
  /** Whether the demand may be negative. */
  readonly mayBeNegative: boolean
  /** Weight of an innovation on the forecast j steps later; the first is 1. */
  readonly carry: Float64Array
  /** One-step errors over the history in units of their own deviation; NaN where there is none. */
  readonly innovations: Float64Array
  readonly method: string
  readonly reasons: readonly ForecastReason[]
  readonly effects?: Readonly<Record<string, Float64Array>>
  /** What `mean` is combined of; absent where it is one model's. */
  readonly members?: Members
}

/**
 * Standard deviation of demand summed over the first `steps` steps, from the innovations it shares.
 * Var Σ = Σ_i (Σ_{j ≤ i} c_j)² in units of one innovation, scaled to the steps' own deviations.
 */
export function summedDeviation(
  { carry, deviation, mean, isLogarithmic }: Predictive,
  steps: number,
): number {
  let cumulative = 0
  let sumVariance = 0
  let stepVariance = 0
  let stepSum = 0
  let deviationSum = 0
  for (let j = 0; j < steps; j += 1) {
    cumulative += carry[j]!
    sumVariance += cumulative * cumulative
    stepVariance += carry[j]! * carry[j]!
    stepSum += Math.sqrt(stepVariance)
    deviationSum += isLogarithmic ? deviation[j]! * Math.abs(mean[j]!) : deviation[j]!
  }
  return (deviationSum * Math.sqrt(sumVariance)) / stepSum
}
