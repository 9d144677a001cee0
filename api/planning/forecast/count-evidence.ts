import {
  type CountSettings,
  type DemandRate,
  demandRate,
  pooledMean,
  weightedMean,
} from '#planning/forecast/count-demand'
import type { Bucket } from '#planning/time-bucket'

/** Memories tried, as half-lives in buckets. */
const HALF_LIVES: Readonly<Record<Bucket, readonly number[]>> = {
  day: [14, 28, 56, 112],
  week: [6, 12, 24, 48],
  month: [3, 5, 8, 14],
  quarter: [2, 3, 5, 8],
  year: [1, 2, 3, 5],
}

/** Weights of a bucket relative to the next that are tried. */
export function memoriesTried(bucket: Bucket): number[] {
  return HALF_LIVES[bucket].map((halfLife) => 0.5 ** (1 / halfLife))
}

/** Doubts tried: demands that a series' own mean size must outweigh. */
const SIZE_DOUBTS = [0, 3, 10] as const
/** Demands from which a series tells how its mean size compares with its typical size. */
const LEAST_DEMANDS = 4

/** One slow mover's past: its rate and sizes per memory tried, and what demand then was. */
export interface CountEvidence {
  readonly memories: readonly number[]
  readonly rates: readonly DemandRate[]
  /** Sum and sum of squares of the test buckets in units of `scale`, and their number. */
  readonly actual: number
  readonly actualSquares: number
  readonly buckets: number
  /** Typical size of a demand. */
  readonly scale: number
  /** ln(mean / geometric mean) of demand sizes, and the demands it rests on. */
  readonly sizeSpread: number
  readonly demands: number
  /** (variance − mean) / mean² of the history, and its weight. */
  readonly excess: number
  readonly weight: number
}

/** Compares memories on the last `horizon` buckets (at most a third of the series); null for short series. */
export function countEvidence(y: Float64Array, horizon: number, bucket: Bucket): CountEvidence | null {
  const test = Math.min(horizon, Math.floor(y.length / 3))
  const end = y.length - test
  if (test < 1 || end < 6) return null
  const memories = memoriesTried(bucket)
  const past = y.subarray(0, end)
  const whole = demandRate(past, 1)
  const scale = whole.typicalSize
  if (!(scale > 0)) return null
  let actual = 0
  let actualSquares = 0
  let buckets = 0
  for (let t = end; t < y.length; t += 1)
    if (!Number.isNaN(y[t]!)) {
      actual += y[t]! / scale
      actualSquares += (y[t]! / scale) ** 2
      buckets += 1
    }
  if (buckets === 0) return null
  const { mean, variance } = weightedMean(past, 1)
  return {
    memories,
    rates: memories.map((memory) => demandRate(past, memory)),
    actual,
    actualSquares,
    buckets,
    scale,
    sizeSpread: Math.log(whole.size / whole.typicalSize),
    demands: whole.demands,
    excess: mean > 0 ? Math.max(0, (variance - mean) / (mean * mean)) : 0,
    weight: Math.min(1, whole.demands / 10),
  }
}

/** Memory and doubt with the least squared error, how demand of such series fades, and their dispersion. */
export function learnCounts(evidence: readonly CountEvidence[], fallback: CountSettings): CountSettings {
  if (evidence.length < 10) return fallback
  const sizeRatio = pooledSizeRatio(evidence)
  let best = { squares: Number.POSITIVE_INFINITY, memory: fallback.memory, sizeDoubt: 0, ratio: 1 }
  evidence[0]!.memories.forEach((memory, k) => {
    for (const sizeDoubt of SIZE_DOUBTS) {
      let squares = 0
      let forecast = 0
      let actual = 0
      for (const entry of evidence) {
        const mean = pooledMean(entry.rates[k]!, { sizeDoubt, sizeRatio }) / entry.scale
        const error = entry.actualSquares - 2 * mean * entry.actual + entry.buckets * mean * mean
        squares += Math.min(error / entry.buckets, 100)
        forecast += mean * entry.buckets
        actual += entry.actual
      }
      const ratio = forecast > 0 ? actual / forecast : 1
      if (squares < best.squares) best = { squares, memory, sizeDoubt, ratio }
    }
  })
  let excess = 0
  let weight = 0
  for (const entry of evidence) {
    excess += entry.weight * Math.min(entry.excess, 20)
    weight += entry.weight
  }
  const trust = evidence.length / (evidence.length + 50)
  return {
    memory: best.memory,
    size: weight > 0 && excess > 0 ? Math.min(5, Math.max(0.1, weight / excess)) : fallback.size,
    levelFactor: Math.min(1.3, Math.max(0.7, 1 + trust * 0.5 * (best.ratio - 1))),
    sizeDoubt: best.sizeDoubt,
    sizeRatio,
  }
}

function pooledSizeRatio(evidence: readonly CountEvidence[]): number {
  let sum = 0
  let weight = 0
  for (const { sizeSpread, demands } of evidence) {
    if (demands < LEAST_DEMANDS) continue
    sum += demands * sizeSpread
    weight += demands
  }
  return weight > 0 ? Math.exp(sum / weight) : 1
}
