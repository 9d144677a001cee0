import type { CountDistribution } from '#planning/distribution/negative-binomial'

/** Gamma belief about the mean demand of one need bucket: mean shape / rate, coefficient of variation 1 / √shape. */
export interface DemandBelief {
  readonly shape: number
  readonly rate: number
}

/** A belief with this mean and coefficient of variation. @example demandBelief(100, 0.5) // shape 4, rate 0.04 */
export function demandBelief(mean: number, coefficientOfVariation: number): DemandBelief {
  if (!(mean > 0)) throw new RangeError(`mean must be > 0; got ${mean}`)
  if (!(coefficientOfVariation > 0))
    throw new RangeError(`coefficientOfVariation must be > 0; got ${coefficientOfVariation}`)
  const shape = 1 / (coefficientOfVariation * coefficientOfVariation)
  return { shape, rate: shape / mean }
}

/**
 * Belief after `booked` units, when a fraction `bookedFraction` of final demand is normally booked by now.
 *
 * @param bookedFraction 0 … 1 (F)
 * @param booked units on the book that will stay, >= 0 (x)
 * Source: gamma–Poisson conjugacy: demand λ ~ Γ(a, b), booked | λ ~ Poisson(λF) ⇒ λ | x ~ Γ(a + x, b + F).
 * @example updateBelief({ shape: 4, rate: 0.04 }, 0.3, 45) // shape 49, rate 0.34: mean 144.117647
 */
export function updateBelief(belief: DemandBelief, bookedFraction: number, booked: number): DemandBelief {
  if (!(bookedFraction >= 0 && bookedFraction <= 1))
    throw new RangeError(`bookedFraction must be in [0, 1]; got ${bookedFraction}`)
  if (!(booked >= 0)) throw new RangeError(`booked must be >= 0; got ${booked}`)
  return { shape: belief.shape + booked, rate: belief.rate + bookedFraction }
}

/**
 * Demand still to be booked, given what is booked: negative binomial.
 * @returns size a + x, mean (a + x)(1 − F) / (b + F)
 * @example demandStillToCome({ shape: 4, rate: 0.04 }, 0.3, 45) // mean 100.882353, size 49
 */
export function demandStillToCome(
  belief: DemandBelief,
  bookedFraction: number,
  booked: number,
): CountDistribution {
  const posterior = updateBelief(belief, bookedFraction, booked)
  return { mean: (posterior.shape * (1 - bookedFraction)) / posterior.rate, size: posterior.shape }
}

/**
 * Standard deviation of final demand that is left on average once a fraction is booked: what knowing early is worth.
 * @returns units: √((a/b)(1 − F)(b + 1) / (b + F))
 * @example expectedRemainingDeviation({ shape: 4, rate: 0.04 }, 0.1) // 25.8567
 */
export function expectedRemainingDeviation(belief: DemandBelief, bookedFraction: number): number {
  const { shape, rate } = belief
  return Math.sqrt(((shape / rate) * (1 - bookedFraction) * (rate + 1)) / (rate + bookedFraction))
}

/** Normal belief about demand and a signal seen before it. */
export interface NormalSignal {
  readonly demandMean: number
  readonly demandDeviation: number
  readonly signalMean: number
  readonly signalDeviation: number
  /** −1 … 1 */
  readonly correlation: number
}

/**
 * Demand given an early signal, both normal.
 * Source: Fisher & Raman 1996, Operations Research 44(1), accurate response.
 * @example updateNormal({ demandMean: 1000, demandDeviation: 300, signalMean: 200, signalDeviation: 80, correlation: 0.8 }, 260) // mean 1180, deviation 180
 */
export function updateNormal(prior: NormalSignal, signal: number): { mean: number; deviation: number } {
  const { demandMean, demandDeviation, signalMean, signalDeviation, correlation } = prior
  if (!(signalDeviation > 0)) throw new RangeError(`signalDeviation must be > 0; got ${signalDeviation}`)
  return {
    mean: demandMean + ((correlation * demandDeviation) / signalDeviation) * (signal - signalMean),
    deviation: demandDeviation * Math.sqrt(1 - correlation * correlation),
  }
}

/** Booked units by class and lead: what one past campaign or need day had on its book at each lead. */
export interface BookedByLead {
  /** Class of each past period, 0 … classes − 1 (campaign kind, weekday …). */
  readonly classOf: ArrayLike<number>
  /** Final demand of each past period. */
  readonly final: ArrayLike<number>
  /** `booked[period * leads + lead]`: surviving units booked `lead` buckets before the end; lead 0 is the end. */
  readonly booked: ArrayLike<number>
  readonly leads: number
}

/**
 * Completion curves F(lead) by class: the part of final demand normally booked `lead` buckets before, pooled to the
 * curve of all periods by `poolingUnits` pseudo-units, and never rising with the lead.
 *
 * @param poolingUnits units of final demand at which a class is believed as much as the pool, >= 0
 * @returns `curve[class * leads + lead]` in [0, 1]; a class without demand has the pooled curve
 */
export function completionCurves(past: BookedByLead, classes: number, poolingUnits: number): Float64Array {
  const { classOf, final, booked, leads } = past
  if (!(poolingUnits >= 0)) throw new RangeError(`poolingUnits must be >= 0; got ${poolingUnits}`)
  const sums = new Float64Array((classes + 1) * leads)
  const finals = new Float64Array(classes + 1)
  for (let period = 0; period < final.length; period += 1) {
    const ofClass = classOf[period]!
    finals[ofClass] += final[period]!
    finals[classes] += final[period]!
    for (let lead = 0; lead < leads; lead += 1) {
      sums[ofClass * leads + lead] += booked[period * leads + lead]!
      sums[classes * leads + lead] += booked[period * leads + lead]!
    }
  }
  const curve = new Float64Array(classes * leads)
  for (let ofClass = 0; ofClass < classes; ofClass += 1) {
    let previous = 1
    for (let lead = 0; lead < leads; lead += 1) {
      const pooled =
        finals[classes]! > 0 ? sums[classes * leads + lead]! / finals[classes]! : lead === 0 ? 1 : 0
      const weight = finals[ofClass]! + poolingUnits
      const own = weight > 0 ? (sums[ofClass * leads + lead]! + poolingUnits * pooled) / weight : pooled
      previous = Math.min(previous, Math.max(0, own))
      curve[ofClass * leads + lead] = previous
    }
  }
  return curve
}
