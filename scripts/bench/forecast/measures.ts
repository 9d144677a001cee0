import { LEVELS, type Outcome } from '#scripts/bench/forecast/panel'

export interface Measures {
  readonly smape: number
  readonly mase: number
  readonly rmsse: number
  readonly wape: number
  readonly bias: number
  readonly quantileLoss: number
  readonly coverage80: number
  readonly coverage95: number
  /** By number of steps summed: bias and pinball loss at .9, both relative to demand. */
  readonly sums: ReadonlyMap<number, { bias: number; pinball: number }>
}

const at = (level: number) => (LEVELS as readonly number[]).indexOf(level)
const DECILES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((level) => ({ level, k: at(level) }))

/** Accuracy of outcomes: sMAPE, MASE and RMSSE are means over series (lag = season), the rest over all demand. */
export function measure(outcomes: readonly Outcome[], season: number, sumSteps: readonly number[]): Measures {
  let smape = 0
  let mase = 0
  let rmsse = 0
  let scaledSeries = 0
  let squaredSeries = 0
  let absolute = 0
  let signed = 0
  let demand = 0
  let loss = 0
  let points = 0
  let within80 = 0
  let within95 = 0
  const sums = new Map(sumSteps.map((steps) => [steps, { bias: 0, pinball: 0 }]))
  for (const outcome of outcomes) {
    const { actual, mean, quantiles, history } = outcome
    let own = 0
    let ownPercent = 0
    let ownSquares = 0
    let count = 0
    for (let h = 0; h < actual.length; h += 1) {
      const y = actual[h]!
      if (Number.isNaN(y)) continue
      const error = mean[h]! - y
      own += Math.abs(error)
      ownSquares += error * error
      const size = Math.abs(y) + Math.abs(mean[h]!)
      ownPercent += size > 0 ? (200 * Math.abs(error)) / size : 0
      count += 1
      absolute += Math.abs(error)
      signed += error
      demand += Math.abs(y)
      points += 1
      for (const { level, k } of DECILES) {
        const gap = y - quantiles[k]![h]!
        loss += (2 / DECILES.length) * (gap > 0 ? level * gap : (level - 1) * gap)
      }
      if (y >= quantiles[at(0.1)]![h]! && y <= quantiles[at(0.9)]![h]!) within80 += 1
      if (y >= quantiles[at(0.025)]![h]! && y <= quantiles[at(0.975)]![h]!) within95 += 1
    }
    if (count === 0) continue
    smape += ownPercent / count
    const { absolute: scale } = naiveErrors(history, season)
    const { squared } = naiveErrors(history, 1)
    if (scale > 0) {
      mase += own / count / scale
      scaledSeries += 1
    }
    if (squared > 0) {
      rmsse += Math.sqrt(ownSquares / count / squared)
      squaredSeries += 1
    }
    addSums(outcome, sums)
  }
  for (const sum of sums.values()) {
    sum.bias /= demand
    sum.pinball /= demand
  }
  return {
    smape: smape / outcomes.length,
    mase: mase / scaledSeries,
    rmsse: rmsse / squaredSeries,
    wape: absolute / demand,
    bias: signed / demand,
    quantileLoss: loss / demand,
    coverage80: within80 / points,
    coverage95: within95 / points,
    sums,
  }
}

function addSums(outcome: Outcome, sums: Map<number, { bias: number; pinball: number }>): void {
  for (const [steps, sum] of sums) {
    const quantiles = outcome.sums.get(steps)
    if (!quantiles) continue
    let actual = 0
    let mean = 0
    for (let h = 0; h < steps; h += 1) {
      actual += outcome.actual[h]!
      mean += outcome.mean[h]!
    }
    const gap = actual - quantiles[at(0.9)]!
    sum.bias += mean - actual
    sum.pinball += gap > 0 ? 0.9 * gap : -0.1 * gap
  }
}

function naiveErrors(history: Float64Array, lag: number): { absolute: number; squared: number } {
  let absolute = 0
  let squared = 0
  let count = 0
  for (let t = lag; t < history.length; t += 1) {
    const change = history[t]! - history[t - lag]!
    if (Number.isNaN(change)) continue
    absolute += Math.abs(change)
    squared += change * change
    count += 1
  }
  return count === 0 ? { absolute: 0, squared: 0 } : { absolute: absolute / count, squared: squared / count }
}
