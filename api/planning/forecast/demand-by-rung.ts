import { countsFromMoments } from '#planning/distribution/negative-binomial'
import type { Forecast, SummedDemand } from '#planning/forecast/forecast'
import {
  countOutcomes,
  outcomeQuantile,
  outcomesFromQuantiles,
  type PathDependence,
  samplePaths,
  summedOutcomes,
} from '#planning/forecast/sample-paths'
import { seedFor } from '#planning/random'

/** A stream of demand by its first two moments per step, units and units². */
export interface MomentStream {
  readonly mean: Float64Array
  readonly variance: Float64Array
}

/** Everything that is known or foreseen of one item, each unit in one stream only. Arrays hold one value per week. */
export interface DemandStreams {
  readonly seriesId: string
  readonly horizon: number
  /** Organic remainder: sales outside campaigns, orders and subscriptions. null: none is expected. */
  readonly organic: Pick<Forecast, 'mean' | 'quantileLevels' | 'quantiles' | 'sums'> | null
  /** Orders outside campaigns, with what is still to be booked; null: the item has none. */
  readonly booked: Pick<Forecast, 'mean' | 'quantileLevels' | 'quantiles'> | null
  /** The part of `booked` that stands on the book and stays, by rung. */
  readonly bookedPaid: Float64Array
  readonly bookedDeposit: Float64Array
  readonly bookedSubscription: Float64Array
  /** Paid campaign orders and prepaid boxes: certain. */
  readonly paid: Float64Array
  /** Open deposits before cancellation, and the units expected to be lost of them. */
  readonly grossDeposit: Float64Array
  readonly lostDeposit: MomentStream
  /** Of paid and deposits, units whose size or colour is still to be chosen: what comes to this item, and its variance. */
  readonly openChoice?: MomentStream | null
  readonly subscription: MomentStream
  /** Campaign orders still to be placed and new subscribers. */
  readonly stillToCome: MomentStream
  /** Owners' expectations in use and what is left of the organic remainder beside them. */
  readonly intent: Float64Array
  readonly organicBesideIntent: Float64Array
}

/** A forecast by rung; the five rungs add up to `mean`. */
export interface DemandByRung {
  readonly paid: Float64Array
  readonly deposit: Float64Array
  readonly grossDeposit: Float64Array
  readonly subscription: Float64Array
  readonly intent: Float64Array
  readonly model: Float64Array
  readonly mean: Float64Array
  readonly quantiles: readonly Float64Array[]
  readonly sums: readonly SummedDemand[]
}

const PATHS = 200
/** Weeks of one campaign rise and fall together; weeks of everyday sales less so. */
const CAMPAIGN_DEPENDENCE: PathDependence = { shared: 0.8, autocorrelation: 0.3 }
const ORGANIC_DEPENDENCE: PathDependence = { shared: 0.3, autocorrelation: 0.3 }

/**
 * Adds up the streams of one item: means by rung, quantiles and quantiles of sums from sample paths of all streams.
 * The total of no path falls below what is paid.
 *
 * @param sumSteps numbers of first weeks whose summed demand is wanted, e.g. the lead time
 */
export function demandByRung(
  streams: DemandStreams,
  levels: readonly number[],
  sumSteps: readonly number[],
  seed: number,
): DemandByRung {
  const { horizon, organic, booked } = streams
  const zeros = new Float64Array(horizon)
  const bookedMean = booked?.mean ?? zeros
  const paid = add(streams.paid, streams.bookedPaid)
  const deposit = add(
    streams.grossDeposit.map((units, step) => Math.max(0, units - streams.lostDeposit.mean[step]!)),
    streams.bookedDeposit,
  )
  const subscription = add(streams.subscription.mean, streams.bookedSubscription)
  const onBook = add(add(streams.bookedPaid, streams.bookedDeposit), streams.bookedSubscription)
  const pickUp = bookedMean.map((units, step) => Math.max(0, units - onBook[step]!))
  const intent = streams.intent
  const model = add(add(streams.organicBesideIntent, streams.stillToCome.mean), pickUp)
  const mean = add(add(add(paid, deposit), subscription), add(intent, model))
  const rungs = {
    paid,
    deposit,
    grossDeposit: add(streams.grossDeposit, streams.bookedDeposit),
    subscription,
    intent,
    model,
    mean,
  }
  if (organic && isOrganicOnly(streams)) return { ...rungs, quantiles: organic.quantiles, sums: organic.sums }
  const total = totalPaths(streams, seedFor(seed, streams.seriesId))
  const sorted = total.map((values) => values.slice().sort())
  return {
    ...rungs,
    quantiles: levels.map((level) => Float64Array.from(sorted, (values) => outcomeQuantile(values, level))),
    sums: sumSteps.map((steps) => {
      const sums = summedOutcomes(total, steps)
      let summedMean = 0
      for (let step = 0; step < Math.min(steps, horizon); step += 1) summedMean += mean[step]!
      return {
        steps,
        mean: summedMean,
        quantiles: Float64Array.from(levels, (level) => outcomeQuantile(sums, level)),
      }
    }),
  }
}

function isOrganicOnly(streams: DemandStreams): boolean {
  return (
    streams.booked === null &&
    [
      streams.paid,
      streams.grossDeposit,
      streams.subscription.mean,
      streams.stillToCome.mean,
      streams.intent,
    ].every(isZero)
  )
}

function totalPaths(streams: DemandStreams, seed: number): Float64Array[] {
  const { horizon } = streams
  const total = Array.from({ length: horizon }, (_, step) =>
    new Float64Array(PATHS).fill(streams.paid[step]! + streams.grossDeposit[step]!),
  )
  const gain = (paths: readonly Float64Array[]) =>
    paths.forEach((values, step) => {
      const sum = total[step]!
      for (let p = 0; p < PATHS; p += 1) sum[p] += values[p]!
    })
  if (!isZero(streams.lostDeposit.mean)) {
    const lost = momentPaths(streams.lostDeposit, CAMPAIGN_DEPENDENCE, seed + 1)
    lost.forEach((values, step) => {
      const sum = total[step]!
      const gross = streams.grossDeposit[step]!
      for (let p = 0; p < PATHS; p += 1) sum[p] -= Math.min(gross, values[p]!)
    })
  }
  if (streams.openChoice && !isZero(streams.openChoice.mean)) {
    const { mean } = streams.openChoice
    const chosen = momentPaths(streams.openChoice, CAMPAIGN_DEPENDENCE, seed + 6)
    gain(chosen.map((values, step) => values.map((units) => units - mean[step]!)))
  }
  if (!isZero(streams.subscription.mean))
    gain(momentPaths(streams.subscription, CAMPAIGN_DEPENDENCE, seed + 2))
  if (!isZero(streams.stillToCome.mean)) gain(momentPaths(streams.stillToCome, CAMPAIGN_DEPENDENCE, seed + 3))
  if (streams.booked) gain(quantilePaths(streams.booked, null, horizon, seed + 4))
  const remainder = add(streams.organicBesideIntent, streams.intent)
  if (streams.organic) gain(quantilePaths(streams.organic, remainder, horizon, seed + 5))
  else if (!isZero(remainder))
    gain(
      momentPaths(
        { mean: remainder, variance: remainder.map((units) => units + units * units) },
        ORGANIC_DEPENDENCE,
        seed + 5,
      ),
    )
  return total
}

function momentPaths(stream: MomentStream, dependence: PathDependence, seed: number): Float64Array[] {
  const marginals = Array.from(stream.mean, (mean, step) =>
    mean > 0
      ? countOutcomes(countsFromMoments(mean, stream.variance[step]!), PATHS)
      : new Float64Array(PATHS),
  )
  return samplePaths(marginals, dependence, seed)
}

/** Paths of a forecast by quantiles; with `level` its steps are shifted to that mean. */
function quantilePaths(
  forecast: Pick<Forecast, 'mean' | 'quantileLevels' | 'quantiles'>,
  level: Float64Array | null,
  horizon: number,
  seed: number,
): Float64Array[] {
  const marginals = Array.from({ length: horizon }, (_, step) => {
    const outcomes = outcomesFromQuantiles(
      forecast.quantileLevels,
      forecast.quantiles.map((values) => values[step]!),
      PATHS,
    )
    const shift = level === null ? 0 : level[step]! - forecast.mean[step]!
    return shift === 0 ? outcomes : outcomes.map((value) => Math.max(0, value + shift))
  })
  return samplePaths(marginals, ORGANIC_DEPENDENCE, seed)
}

function add(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, step) => value + b[step]!)
}

function isZero(values: Float64Array): boolean {
  return values.every((value) => value === 0)
}
