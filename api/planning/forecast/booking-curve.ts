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
