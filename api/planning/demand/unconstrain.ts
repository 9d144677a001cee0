import { demandUnit } from '#planning/demand/demand-unit'
import { seasonalDifferences } from '#planning/demand/seasonal-differences'
import { meanAtLeast, normalHazard } from '#planning/distribution/truncation'

/** Demand of which some buckets say only "at least": sold out, or capped. */
export interface CensoredDemand {
  /** Demand per bucket, NaN where nothing is known. */
  readonly quantity: Float64Array
  /** 1 where true demand is at least the quantity, else 0. */
  readonly isCensored: ArrayLike<number>
}

/** How far demand of other buckets tells what one bucket's would have been. */
export interface UnconstrainSettings {
  /** Weight of a bucket relative to the one nearer to the bucket in question, 0 … 1; 1: all alike. */
  readonly memory: number
  /** Buckets in a season, 1 for none. */
  readonly period: number
}

/** Rounds of expectation and maximisation: a spell sold out throughout rises a little in each. */
const ROUNDS = 60
const TOLERANCE = 1e-11
/** Buckets at which the excess over the Poisson variance counts half: it is measured about means that err themselves. */
const EXCESS_DOUBT = 40

/** Demand freed of stock-outs and caps, and the deviation about its local mean. */
export interface Unconstrained {
  /** Censored buckets at their expected demand, never below the quantity; NaN where nothing is known. */
  readonly expected: Float64Array
  readonly deviation: number
}

/**
 * Expected demand of sold-out buckets where demand is rarely zero: normal about season and local mean, by
 * expectation–maximisation. Without season and with memory 1 it is the censored normal's maximum likelihood.
 *
 * Source: Salch 1997, unconstraining passenger demand by EM; Guo, Xiao & Li 2012 for the survey.
 * @example unconstrainSmooth({ quantity: Float64Array.of(18, 22, 25, 20, 27, 24, 21, 26),
 *   isCensored: [0, 0, 0, 0, 0, 1, 1, 1] }, { memory: 1, period: 1 }).deviation // 3.782182
 */
export function unconstrainSmooth(demand: CensoredDemand, settings: UnconstrainSettings): Unconstrained {
  const { quantity, isCensored } = demand
  const { memory, period } = settings
  const expected = quantity.map((value, t) => (isTelling(demand, t) ? value : Number.NaN))
  let deviation = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const season = seasonalDifferences(expected, period)
    const level = localMean(
      expected.map((value, t) => value - season[t % period]!),
      memory,
    )
    const mean = level.map((value, t) => value + season[t % period]!)
    const next = deviationAbout(mean, demand, deviation)
    let change = Math.abs(next - deviation)
    deviation = next
    for (let t = 0; t < quantity.length; t += 1) {
      if (!isCensored[t]) continue
      const z = deviation > 0 ? (quantity[t]! - mean[t]!) / deviation : 0
      const hazard = isTelling(demand, t) ? deviation * normalHazard(z) : 0
      const value = Math.max(quantity[t]!, mean[t]! + hazard)
      change = Math.max(change, Math.abs(value - (expected[t] || 0)))
      expected[t] = value
    }
    if (change <= TOLERANCE * deviation) break
  }
  return { expected, deviation }
}

/** Root mean square about the means, of censored buckets its expectation under the deviation so far. */
function deviationAbout(mean: Float64Array, demand: CensoredDemand, deviation: number): number {
  const { quantity, isCensored } = demand
  let squares = 0
  let known = 0
  for (let t = 0; t < mean.length; t += 1) {
    if (Number.isNaN(quantity[t]!) || !isTelling(demand, t)) continue
    const above = quantity[t]! - mean[t]!
    const z = isCensored[t] && deviation > 0 ? above / deviation : 0
    squares += isCensored[t] ? deviation * deviation * (1 + z * normalHazard(z)) : above * above
    known += 1
  }
  return Math.sqrt(squares / Math.max(1, known))
}

/**
 * Expected demand of sold-out buckets where demand is rare: negative binomial about the local mean, by
 * expectation–maximisation. With memory 1 and counts that spread no more than a Poisson it is the censored Poisson's
 * maximum likelihood. A bucket with nothing in stock says nothing and becomes NaN.
 *
 * @example unconstrainCounts({ quantity: Float64Array.of(7, 9, 10, 8, 10, 6), isCensored: [0, 0, 1, 0, 1, 0] }, 1)[2] // 11.854647
 */
export function unconstrainCounts(demand: CensoredDemand, memory: number): Float64Array {
  const { quantity, isCensored } = demand
  const unit = demandUnit(quantity)
  const expected = quantity.map((value, t) => (isTelling(demand, t) ? value : Number.NaN))
  for (let round = 0; round < ROUNDS; round += 1) {
    const mean = localMean(expected, memory)
    const size = sizeAbout(expected, mean, unit)
    let change = 0
    for (let t = 0; t < quantity.length; t += 1) {
      if (!isCensored[t] || Number.isNaN(expected[t]!)) continue
      const counts = Math.round(quantity[t]! / unit)
      const value = Math.max(quantity[t]!, unit * meanAtLeast(counts, { mean: mean[t]! / unit, size }))
      change = Math.max(change, Math.abs(value - expected[t]!))
      expected[t] = value
    }
    if (change <= TOLERANCE * unit) break
  }
  return expected
}

/** Whether a bucket says anything of demand: "at least nothing" does not. */
function isTelling({ quantity, isCensored }: CensoredDemand, t: number): boolean {
  return !isCensored[t] || quantity[t]! > 0
}

/** Size of the negative binomial from the squared distances to the local means; Infinity without excess. */
function sizeAbout(y: Float64Array, mean: Float64Array, unit: number): number {
  let excess = 0
  let squares = 0
  let known = 0
  for (let t = 0; t < y.length; t += 1) {
    if (Number.isNaN(y[t]!)) continue
    known += 1
    excess += (y[t]! - mean[t]!) ** 2 - mean[t]! * unit
    squares += mean[t]! * mean[t]!
  }
  return excess > 0 ? ((known + EXCESS_DOUBT) / known) * (squares / excess) : Number.POSITIVE_INFINITY
}

/** Mean of the buckets before and after, each `memory` times less than the one nearer; NaN is skipped. */
function localMean(y: Float64Array, memory: number): Float64Array {
  const sums = new Float64Array(y.length)
  const weights = new Float64Array(y.length)
  let sum = 0
  let weight = 0
  const pass = (t: number) => {
    sums[t] += sum
    weights[t] += weight
  }
  const take = (t: number) => {
    if (Number.isNaN(y[t]!)) return
    sum += y[t]!
    weight += 1
  }
  const fade = () => {
    sum *= memory
    weight *= memory
  }
  for (let t = 0; t < y.length; t += 1) {
    fade()
    take(t)
    pass(t)
  }
  sum = 0
  weight = 0
  for (let t = y.length - 1; t >= 0; t -= 1) {
    fade()
    pass(t)
    take(t)
  }
  return sums.map((value, t) => (weights[t]! > 0 ? value / weights[t]! : 0))
}
