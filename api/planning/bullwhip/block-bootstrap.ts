import { createRandom } from '#planning/random'

/** The 5 % and 95 % points of the replicated statistic. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/**
 * Interval of Var(numerator)/Var(denominator) by circular block bootstrap: blocks of ⌈n^⅓⌉ neighbouring buckets
 * are drawn in pairs, so that autocorrelation and the link between both series survive.
 *
 * @param replicates number of resamples, >= 20
 * @returns null when the denominator does not vary
 * Source: Politis & Romano 1992, circular block resampling.
 * @example varianceRatioInterval(orders, demand, { replicates: 400, seed: 1 }) // { low: 1.38, high: 1.60 }
 */
export function varianceRatioInterval(
  numerator: Float64Array,
  denominator: Float64Array,
  { replicates, seed }: { replicates: number; seed: number },
): Interval | null {
  const n = numerator.length
  if (n < 2) return null
  const length = Math.max(1, Math.ceil(Math.cbrt(n)))
  const above = blockSums(numerator, length)
  const below = blockSums(denominator, length)
  const blocks = Math.ceil(n / length)
  const count = blocks * length
  const random = createRandom(seed)
  const ratios: number[] = []
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    let a = 0
    let aa = 0
    let b = 0
    let bb = 0
    for (let block = 0; block < blocks; block += 1) {
      const start = Math.floor(random() * n)
      a += above.sums[start]
      aa += above.squares[start]
      b += below.sums[start]
      bb += below.squares[start]
    }
    const varianceBelow = bb / count - (b / count) ** 2
    if (varianceBelow > 1e-12 * (bb / count)) ratios.push((aa / count - (a / count) ** 2) / varianceBelow)
  }
  if (ratios.length < replicates / 2) return null
  ratios.sort((x, y) => x - y)
  return { low: Math.max(0, pointAt(ratios, 0.05)), high: Math.max(0, pointAt(ratios, 0.95)) }
}

function blockSums(series: Float64Array, length: number) {
  const n = series.length
  let mean = 0
  for (let t = 0; t < n; t += 1) mean += series[t] / n
  const sums = new Float64Array(n)
  const squares = new Float64Array(n)
  for (let start = 0; start < n; start += 1) {
    for (let step = 0; step < length; step += 1) {
      const value = series[(start + step) % n] - mean
      sums[start] += value
      squares[start] += value * value
    }
  }
  return { sums, squares }
}

function pointAt(sorted: readonly number[], probability: number): number {
  const position = probability * (sorted.length - 1)
  const below = Math.floor(position)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below] + (position - below) * (sorted[above] - sorted[below])
}
