import { type CountSettings, weightedMean } from '#planning/forecast/count-demand'
import type { Bucket } from '#planning/time-bucket'

/** Memories tried, as half-lives in buckets. */
const HALF_LIVES: Readonly<Record<Bucket, readonly number[]>> = {
  day: [14, 28, 56, 112],
  week: [6, 12, 24, 48],
  month: [3, 5, 8, 14],
  quarter: [2, 3, 5, 8],
  year: [1, 2, 3, 5],
}

/** One slow mover's past forecasts per memory tried: scaled squared errors, forecast and actual sums, dispersion. */
export interface CountEvidence {
  readonly memories: readonly number[]
  readonly squaredErrors: Float64Array
  readonly forecast: Float64Array
  readonly actual: number
  /** (variance − mean) / mean² of the history, and its weight. */
  readonly excess: number
  readonly weight: number
}

/** Compares memories on the last `horizon` buckets (at most a third of the series); null for short series. */
export function countEvidence(y: Float64Array, horizon: number, bucket: Bucket): CountEvidence | null {
  const test = Math.min(horizon, Math.floor(y.length / 3))
  const end = y.length - test
  if (test < 1 || end < 6) return null
  const memories = HALF_LIVES[bucket].map((halfLife) => 0.5 ** (1 / halfLife))
  const past = y.subarray(0, end)
  let demand = 0
  let actual = 0
  let known = 0
  let squares = 0
  for (const value of past) if (!Number.isNaN(value)) squares += value * value
  for (let t = end; t < y.length; t += 1)
    if (!Number.isNaN(y[t]!)) {
      actual += y[t]!
      known += 1
    }
  for (const value of past) if (value > 0) demand += 1
  if (known === 0 || demand === 0) return null
  const scale = squares / past.length
  const squaredErrors = new Float64Array(memories.length)
  const forecast = new Float64Array(memories.length)
  memories.forEach((memory, k) => {
    const { mean } = weightedMean(past, memory)
    for (let t = end; t < y.length; t += 1)
      if (!Number.isNaN(y[t]!)) {
        squaredErrors[k] += (y[t]! - mean) ** 2 / scale / known
        forecast[k] += mean / Math.sqrt(scale)
      }
  })
  const { mean, variance } = weightedMean(past, 1)
  return {
    memories,
    squaredErrors,
    forecast,
    actual: actual / Math.sqrt(scale),
    excess: mean > 0 ? Math.max(0, (variance - mean) / (mean * mean)) : 0,
    weight: Math.min(1, demand / 10),
  }
}

/** Memory with the least squared error, how demand of such series fades, and their dispersion. */
export function learnCounts(evidence: readonly CountEvidence[], fallback: CountSettings): CountSettings {
  if (evidence.length < 10) return fallback
  const { memories } = evidence[0]!
  const squares = new Float64Array(memories.length)
  const forecast = new Float64Array(memories.length)
  let actual = 0
  let excess = 0
  let weight = 0
  for (const entry of evidence) {
    for (let k = 0; k < memories.length; k += 1) {
      squares[k] += Math.min(entry.squaredErrors[k]!, 100)
      forecast[k] += entry.forecast[k]!
    }
    actual += entry.actual
    excess += entry.weight * Math.min(entry.excess, 20)
    weight += entry.weight
  }
  let best = 0
  for (let k = 1; k < memories.length; k += 1) if (squares[k]! < squares[best]!) best = k
  const ratio = forecast[best]! > 0 ? actual / forecast[best]! : 1
  const trust = evidence.length / (evidence.length + 50)
  return {
    memory: memories[best]!,
    size: weight > 0 && excess > 0 ? Math.min(5, Math.max(0.1, weight / excess)) : fallback.size,
    levelFactor: Math.min(1.3, Math.max(0.7, 1 + trust * 0.5 * (ratio - 1))),
  }
}
