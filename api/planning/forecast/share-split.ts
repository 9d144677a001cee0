import type { JointPaths } from '#planning/forecast/joint-demand'
import { hierarchyOf, reconcile } from '#planning/forecast/reconcile'
import { outcomeQuantile } from '#planning/forecast/sample-paths'
import { createRandom, drawGamma, type Random, seedFor } from '#planning/random'

/** A part of a whole that is forecast by itself: a region, say. Units per step. */
export interface ForecastPart {
  readonly mean: ArrayLike<number>
  /** Of the forecast error, units², >= 0. */
  readonly variance: ArrayLike<number>
  /** What of the part is ordered, in any measure that compares parts; >= 0. */
  readonly bookWeight: ArrayLike<number>
}

/** Units per step of one part; the parts add up to the whole, and `onBook` to what of it is on the book. */
export interface FittedPart {
  readonly mean: Float64Array
  readonly onBook: Float64Array
}

const BUCKETS_FOR_SHARE = 8
const LAG = 3
const LOOSEST = 1
const TIGHTEST = 1e6
/** Part of the variance of a share that lasts, as `joint-demand.ts` takes it of items. */
const LASTING_PART = 0.3
/** The whole is told by its items: beside it no part's own forecast counts for its size. */
const CERTAIN = 1e-9

/**
 * Fits forecasts of the parts to a whole that is known better: what is on the book goes to who ordered it, the rest of
 * each part's own forecast is reconciled to the rest of the whole by minimum trace, never below zero.
 *
 * @param whole, onBook units per step, onBook <= whole
 * @throws RangeError when there is no part
 * Source: Wickramasuriya, Athanasopoulos & Hyndman 2019, with the error of the top node going to zero.
 * @example fitParts([10], [4], [{ mean: [9], variance: [1], bookWeight: [1] }])[0]!.mean // [10]
 */
export function fitParts(
  whole: ArrayLike<number>,
  onBook: ArrayLike<number>,
  parts: readonly ForecastPart[],
): FittedPart[] {
  if (parts.length === 0) throw new RangeError('parts must hold at least one; got 0')
  const fitted = parts.map(() => ({
    mean: new Float64Array(whole.length),
    onBook: new Float64Array(whole.length),
  }))
  const hierarchy = hierarchyOf(parts.length, [])
  for (let step = 0; step < whole.length; step += 1) {
    const booked = Math.min(onBook[step]!, whole[step]!)
    const book = sharesOf(
      parts.map((part) => part.bookWeight[step]!),
      parts.map((part) => part.mean[step]!),
    )
    const free = parts.map((part, i) => Math.max(0, part.mean[step]! - book[i]! * booked))
    const sum = free.reduce((total, units) => total + units, 0)
    const variance = parts.map((part) => Math.max(CERTAIN * (1 + whole[step]!), part.variance[step]!))
    const rest = whole[step]! - booked
    const reconciled =
      sum > 0
        ? reconcile(
            hierarchy,
            [rest, ...free],
            { kind: 'variance', variance: [CERTAIN * Math.min(...variance), ...variance] },
            true,
          )
        : Float64Array.from([rest, ...book.map((share) => share * rest)])
    const total = reconciled.subarray(1).reduce((units, each) => units + each, 0)
    fitted.forEach((part, i) => {
      part.onBook[step] = book[i]! * booked
      const share = total > 0 ? reconciled[1 + i]! / total : 1 / parts.length
      part.mean[step] = part.onBook[step]! + share * rest
    })
  }
  return fitted
}

/** Weights as shares; those of `otherwise` where all are zero, even ones where these are too. */
export function sharesOf(weights: readonly number[], otherwise: readonly number[] = weights): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  if (sum > 0) return weights.map((weight) => weight / sum)
  return otherwise === weights ? weights.map(() => 1 / weights.length) : sharesOf(otherwise)
}

/**
 * How firm shares of a whole are: the larger, the less they stray. Of a Dirichlet distribution of the shares, moments of
 * what a moving share said some buckets ahead against what came.
 *
 * @param past units per bucket of each part, all of one length
 * @returns concentration in [1, 1e6]; 1e6 where nothing strayed
 * Source: Mosimann 1962, Biometrika 49: variance of a share is s(1 − s) / (concentration + 1).
 */
export function shareConcentration(past: readonly ArrayLike<number>[]): number {
  const length = past[0]?.length ?? 0
  const whole = Float64Array.from({ length }, (_, t) => past.reduce((sum, part) => sum + part[t]!, 0))
  let possible = 0
  let strayed = 0
  for (let t = LAG + BUCKETS_FOR_SHARE; t < length; t += 1) {
    const end = t - LAG
    const before = sumBetween(whole, end - BUCKETS_FOR_SHARE, end)
    if (!(whole[t]! > 0) || !(before > 0)) continue
    for (const part of past) {
      const said = sumBetween(part, end - BUCKETS_FOR_SHARE, end) / before
      possible += said * (1 - said)
      strayed += (part[t]! / whole[t]! - said) ** 2
    }
  }
  if (!(strayed > 0)) return TIGHTEST
  return Math.min(TIGHTEST, Math.max(LOOSEST, possible / strayed - 1))
}

function sumBetween(values: ArrayLike<number>, from: number, end: number): number {
  let sum = 0
  for (let t = Math.max(0, from); t < end; t += 1) sum += values[t]!
  return sum
}

/**
 * Splits paths of a whole into paths of its parts, which add up to it path by path: shares are drawn around their means.
 * A part of the straying lasts over all steps of a path, as of items, the rest comes anew at each step.
 *
 * @param whole paths of the whole
 * @param means units per step of each part
 * @param names one per part: its chance depends on this and the seed alone
 */
export function splitPaths(
  whole: JointPaths,
  means: readonly ArrayLike<number>[],
  names: readonly string[],
  concentration: number,
  seed: number,
): JointPaths[] {
  const { horizon, paths } = whole
  const parts = means.map((mean) => ({
    ...whole,
    mean: Float64Array.from(mean),
    values: new Float64Array(horizon * paths),
    itemCount: 0,
  }))
  const randoms = names.map((name) => createRandom(seedFor(seed, name)))
  const lasting = lastingFactors(parts, randoms, concentration / LASTING_PART, paths)
  const drawn = new Float64Array(parts.length)
  for (let step = 0; step < horizon; step += 1) {
    const shares = sharesOf(parts.map((part) => part.mean[step]!))
    for (let path = 0; path < paths; path += 1) {
      const at = step * paths + path
      let sum = 0
      for (let i = 0; i < parts.length; i += 1) {
        const shape = (concentration / (1 - LASTING_PART)) * shares[i]!
        drawn[i] = shape > 0 ? drawGamma(randoms[i]!, shape, 1) * lasting[i]![path]! : 0
        sum += drawn[i]!
      }
      for (let i = 0; i < parts.length; i += 1)
        parts[i]!.values[at] = whole.values[at]! * (sum > 0 ? drawn[i]! / sum : shares[i]!)
    }
  }
  return parts
}

/** What each path makes of a part for good, 1 on average. */
function lastingFactors(
  parts: readonly JointPaths[],
  randoms: readonly Random[],
  concentration: number,
  paths: number,
): Float64Array[] {
  const shares = sharesOf(parts.map(({ mean }) => mean.reduce((sum, units) => sum + units, 0)))
  return shares.map((share, i) => {
    const shape = concentration * share
    return Float64Array.from({ length: paths }, () =>
      shape > 0 ? drawGamma(randoms[i]!, shape, 1 / shape) : 1,
    )
  })
}

/**
 * Quantiles of each part of a summed whole, parts adding up to it in every outcome; made for very many parts, whose
 * outcomes are not kept.
 *
 * @param outcomes of the whole
 * @param shares of the parts, summing to 1
 * @returns level by level: level k of part i stands at k × parts + i
 */
export function splitQuantiles(
  outcomes: Float64Array,
  shares: ArrayLike<number>,
  names: readonly string[],
  concentration: number,
  levels: readonly number[],
  seed: number,
): Float64Array {
  const parts = names.length
  const sum = new Float64Array(outcomes.length)
  const drawEach = (i: number, use: (drawn: number, at: number) => void) => {
    const random = createRandom(seedFor(seed, names[i]!))
    const shape = concentration * shares[i]!
    for (let at = 0; at < outcomes.length; at += 1) use(shape > 0 ? drawGamma(random, shape, 1) : 0, at)
  }
  for (let i = 0; i < parts; i += 1)
    drawEach(i, (drawn, at) => {
      sum[at]! += drawn
    })
  const quantiles = new Float64Array(levels.length * parts)
  const own = new Float64Array(outcomes.length)
  for (let i = 0; i < parts; i += 1) {
    drawEach(i, (drawn, at) => {
      own[at] = outcomes[at]! * (sum[at]! > 0 ? drawn / sum[at]! : shares[i]!)
    })
    own.sort()
    levels.forEach((level, k) => {
      quantiles[k * parts + i] = outcomeQuantile(own, level)
    })
  }
  return quantiles
}

/**
 * Shares to expect of very many small parts: what each had, drawn to the even share as far as shares did not last from
 * one half of the past to the next.
 *
 * @param before, recent units of the two halves, one value per part
 * @returns shares summing to 1
 * Source: empirical Bayes, Efron & Morris 1975, JASA 70.
 * @example lastingShares([1, 3], [1, 3]) // [0.25, 0.75]
 */
export function lastingShares(before: ArrayLike<number>, recent: ArrayLike<number>): Float64Array {
  const parts = recent.length
  const first = sharesOf(Array.from(before, (units) => Math.max(0, units)))
  const second = sharesOf(Array.from(recent, (units) => Math.max(0, units)))
  let together = 0
  let spread = 0
  for (let i = 0; i < parts; i += 1) {
    const deviation = first[i]! - 1 / parts
    together += deviation * (second[i]! - 1 / parts)
    spread += deviation * deviation
  }
  const lasting = spread > 0 ? Math.min(1, Math.max(0, together / spread)) : 0
  return Float64Array.from(second, (share) => lasting * share + (1 - lasting) / parts)
}
