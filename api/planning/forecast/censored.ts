import {
  type CountDistribution,
  countCumulative,
  logCountProbability,
} from '#planning/distribution/negative-binomial'
import { normalCumulative, normalDensity } from '#planning/distribution/normal'
import { simplexSearch } from '#planning/forecast/simplex-search'

/** Demand of which some entries are only known to be at least the quantity: sold out, or capped. */
export interface CensoredDemand {
  readonly quantity: ArrayLike<number>
  /** 1 where true demand is at least the quantity, else 0. */
  readonly isCensored: ArrayLike<number>
}

function requireDemand({ quantity, isCensored }: CensoredDemand): void {
  if (quantity.length === 0 || quantity.length !== isCensored.length)
    throw new RangeError(
      `quantity and isCensored must have the same length > 0; got ${quantity.length}, ${isCensored.length}`,
    )
}

/** P(X >= count). */
function atLeast(count: number, distribution: CountDistribution): number {
  return count <= 0 ? 1 : Math.max(1e-300, 1 - countCumulative(count - 1, distribution))
}

/** Mean demand when it is at least `count`. @example meanAtLeast(10, { mean: 8.95154908, size: Infinity }) // 11.854647 */
export function meanAtLeast(count: number, { mean, size }: CountDistribution): number {
  if (count <= 0 || mean === 0) return Math.max(count, mean)
  const tail = atLeast(count, { mean, size })
  if (tail < 1e-12) return count
  if (size > 1e12) return (mean * atLeast(count - 1, { mean, size })) / tail
  const biased = { mean: (mean * (size + 1)) / size, size: size + 1 }
  return (mean * atLeast(count - 1, biased)) / tail
}

/** Σ ln f over observed entries plus Σ ln P(D >= c) over censored ones. */
export function censoredLogLikelihood(demand: CensoredDemand, distribution: CountDistribution): number {
  let sum = 0
  for (let i = 0; i < demand.quantity.length; i += 1)
    sum += demand.isCensored[i]
      ? Math.log(atLeast(demand.quantity[i]!, distribution))
      : logCountProbability(demand.quantity[i]!, distribution)
  return sum
}

/**
 * Poisson mean of censored demand by expectation–maximisation.
 * @throws RangeError when the quantities are not whole
 * @example fitCensoredPoisson({ quantity: [7, 9, 10, 8, 10, 6], isCensored: [0, 0, 1, 0, 1, 0] }).mean // 8.951549…
 */
export function fitCensoredPoisson(demand: CensoredDemand): CountDistribution {
  requireDemand(demand)
  const size = Number.POSITIVE_INFINITY
  let mean = Math.max(1e-9, averageOf(demand.quantity))
  for (let iteration = 0; iteration < 2000; iteration += 1) {
    let sum = 0
    for (let i = 0; i < demand.quantity.length; i += 1)
      sum += demand.isCensored[i] ? meanAtLeast(demand.quantity[i]!, { mean, size }) : demand.quantity[i]!
    const next = sum / demand.quantity.length
    const isSettled = Math.abs(next - mean) <= 1e-13 * mean
    mean = next
    if (isSettled || mean > 1e12) break
  }
  return { mean, size }
}

/** Negative binomial of censored demand by maximum likelihood; falls to the Poisson where counts do not spread. */
export function fitCensoredNegativeBinomial(demand: CensoredDemand): CountDistribution {
  const poisson = fitCensoredPoisson(demand)
  const at = (point: ArrayLike<number>) => ({ mean: Math.exp(point[0]!), size: Math.exp(point[1]!) })
  const objective = (point: Float64Array) =>
    Math.abs(point[0]!) > 30 || Math.abs(point[1]!) > 15
      ? Number.POSITIVE_INFINITY
      : -censoredLogLikelihood(demand, at(point))
  const found = simplexSearch(objective, [Math.log(poisson.mean + 1e-9), 1], 0.5)
  return -found.value > censoredLogLikelihood(demand, poisson) + 1e-6 ? at(found.point) : poisson
}

/** Normal demand of censored entries, by expectation–maximisation. */
export interface CensoredNormal {
  readonly mean: number
  readonly deviation: number
  readonly logLikelihood: number
  /** Each entry, censored ones replaced by their expected demand. */
  readonly unconstrained: Float64Array
}

/**
 * @throws RangeError without entries, or when all are censored
 * Source: Salch 1997, unconstraining passenger demand by EM; Guo, Xiao & Li 2012 for the survey.
 * @example fitCensoredNormal({ quantity: [18, 22, 25, 20, 27, 24, 21, 26], isCensored: [0, 0, 0, 0, 0, 1, 1, 1] }).mean // 24.119926…
 */
export function fitCensoredNormal(demand: CensoredDemand): CensoredNormal {
  requireDemand(demand)
  const { quantity, isCensored } = demand
  const count = quantity.length
  const observed = Array.from({ length: count }, (_, i) => i).filter((i) => !isCensored[i])
  if (observed.length === 0) throw new RangeError('at least one entry must be observed; all are censored')
  let mean = averageOf(quantity)
  let deviation = Math.max(1e-9, Math.sqrt(averageOf(Array.from(quantity, (x) => (x - mean) ** 2))))
  const unconstrained = new Float64Array(count)
  for (let iteration = 0; iteration < 10_000; iteration += 1) {
    let sum = 0
    let squares = 0
    for (let i = 0; i < count; i += 1) {
      const q = quantity[i]!
      if (!isCensored[i]) {
        unconstrained[i] = q
        squares += q * q
      } else {
        const z = (q - mean) / deviation
        const hazard = normalDensity(z) / Math.max(1e-300, normalCumulative(-z))
        unconstrained[i] = mean + deviation * hazard
        squares += mean * mean + deviation * deviation + deviation * hazard * (q + mean)
      }
      sum += unconstrained[i]!
    }
    const nextMean = sum / count
    const nextDeviation = Math.sqrt(Math.max(1e-18, squares / count - nextMean * nextMean))
    const isSettled = Math.abs(nextMean - mean) + Math.abs(nextDeviation - deviation) < 1e-12 * deviation
    mean = nextMean
    deviation = nextDeviation
    if (isSettled) break
  }
  let logLikelihood = 0
  for (let i = 0; i < count; i += 1) {
    const z = (quantity[i]! - mean) / deviation
    logLikelihood += isCensored[i]
      ? Math.log(Math.max(1e-300, normalCumulative(-z)))
      : Math.log(normalDensity(z) / deviation)
  }
  return { mean, deviation, logLikelihood, unconstrained }
}

function averageOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i += 1) sum += values[i]!
  return sum / values.length
}
