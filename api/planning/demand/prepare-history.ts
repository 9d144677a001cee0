import { CENSORED, type DemandHistory, NO_DATA } from '#planning/demand/demand-history'

/** A history made ready for forecasting. Index 0 of the arrays is bucket `offset` of the history. */
export interface PreparedHistory {
  readonly offset: number
  /** Demand, NaN where it is not known; censored buckets raised to what their neighbours suggest. */
  readonly observed: Float64Array
  /** The same without gaps: seasonal interpolation between known buckets. */
  readonly filled: Float64Array
  readonly hasGaps: boolean
  readonly hasNegative: boolean
  readonly observations: number
}

export type HistoryFault = {
  readonly fault: 'no-observations' | 'not-a-number' | 'too-large'
  readonly detail: string
}

/** Values beyond this lose their squares in double precision. */
const LARGEST = 1e100

/**
 * Checks a history, drops the buckets before the first demand, keeps the latest `longest`, fills gaps by season and
 * raises censored buckets that lie below what their season and neighbours suggest.
 *
 * @param period buckets in a season, 1 for none
 * @returns the prepared history, or what is wrong with it
 */
export function prepareHistory(
  history: DemandHistory,
  period: number,
  longest: number,
): PreparedHistory | HistoryFault {
  const { quantity, status } = history
  let first = -1
  let hasNegative = false
  let lastDemand = -1
  for (let t = 0; t < quantity.length; t += 1) {
    if (status[t] === NO_DATA) continue
    const value = quantity[t]!
    if (!Number.isFinite(value))
      return { fault: 'not-a-number', detail: `bucket ${t + 1} of ${quantity.length} holds ${value}` }
    if (Math.abs(value) > LARGEST)
      return {
        fault: 'too-large',
        detail: `bucket ${t + 1} holds ${value}; at most ${LARGEST} can be forecast`,
      }
    if (value < 0) hasNegative = true
    if (first < 0) first = t
    if (value !== 0 && lastDemand < 0) lastDemand = t
  }
  if (first < 0) return { fault: 'no-observations', detail: 'no bucket holds an observation' }
  const begin = Math.max(lastDemand < 0 ? first : lastDemand, quantity.length - longest)
  const observed = new Float64Array(quantity.length - begin)
  let observations = 0
  for (let t = 0; t < observed.length; t += 1) {
    const isKnown = status[begin + t] !== NO_DATA
    observed[t] = isKnown ? quantity[begin + t]! : Number.NaN
    if (isKnown) observations += 1
  }
  if (observations === 0) {
    observed[0] = 0
    observations = 1
  }
  raiseCensored(observed, status, begin, period)
  const hasGaps = observations < observed.length
  return {
    offset: begin,
    observed,
    filled: hasGaps ? fillGaps(observed, period) : observed,
    hasGaps,
    hasNegative,
    observations,
  }
}

function raiseCensored(observed: Float64Array, status: Uint8Array, begin: number, period: number): void {
  let isAny = false
  const masked = observed.slice()
  for (let t = 0; t < masked.length; t += 1)
    if (status[begin + t] === CENSORED) {
      masked[t] = Number.NaN
      isAny = true
    }
  if (!isAny || masked.every((value) => Number.isNaN(value))) return
  const suggested = fillGaps(masked, period)
  for (let t = 0; t < observed.length; t += 1)
    if (status[begin + t] === CENSORED) observed[t] = Math.max(observed[t]!, suggested[t]!)
}

/** Seasonal means added to a straight line between the neighbouring seasonally adjusted values, not below zero nor below what was seen. */
function fillGaps(observed: Float64Array, period: number): Float64Array {
  const n = observed.length
  const sums = new Float64Array(period)
  const counts = new Float64Array(period)
  let total = 0
  let known = 0
  let least = 0
  for (let t = 0; t < n; t += 1) {
    if (Number.isNaN(observed[t]!)) continue
    least = Math.min(least, observed[t]!)
    sums[t % period] += observed[t]!
    counts[t % period] += 1
    total += observed[t]!
    known += 1
  }
  const mean = total / known
  const usesSeason = period > 1 && known >= 2 * period
  const season = (t: number) => {
    const count = counts[t % period]!
    return usesSeason && count > 0 ? (sums[t % period]! / count - mean) * (count / (count + 1)) : 0
  }
  const filled = observed.slice()
  let before = -1
  for (let t = 0; t <= n; t += 1) {
    if (t < n && Number.isNaN(observed[t]!)) continue
    for (let gap = before + 1; gap < t; gap += 1) {
      const left = before < 0 ? null : observed[before]! - season(before)
      const right = t >= n ? null : observed[t]! - season(t)
      const level =
        left === null || right === null
          ? (left ?? right ?? mean)
          : left + ((right - left) * (gap - before)) / (t - before)
      filled[gap] = Math.max(level + season(gap), least)
    }
    before = t
  }
  return filled
}
