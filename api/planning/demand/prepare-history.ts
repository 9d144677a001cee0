import { closedPhases } from '#planning/demand/closed-phases'
import { CENSORED, type DemandHistory, NO_DATA } from '#planning/demand/demand-history'
import { demandPattern } from '#planning/demand/demand-pattern'
import { demandUnit } from '#planning/demand/demand-unit'
import { interruptions } from '#planning/demand/interruptions'
import { seasonalDifferences } from '#planning/demand/seasonal-differences'
import { unconstrainCounts, unconstrainSmooth } from '#planning/demand/unconstrain'

/** A history made ready for forecasting. Index 0 of the arrays is bucket `offset` of the history. */
export interface PreparedHistory {
  readonly offset: number
  /** Demand, NaN where it is not known; censored buckets raised to the demand expected of them. */
  readonly observed: Float64Array
  /** The same without gaps: seasonal interpolation between known buckets. */
  readonly filled: Float64Array
  readonly hasGaps: boolean
  readonly hasNegative: boolean
  readonly observations: number
  /** 1 where a bucket was sold out and stands at its expected demand. */
  readonly isRaised: Uint8Array
  /** 1 for each phase of the season in which nothing is ever sold, counted from index 0; its buckets are not known. */
  readonly isClosedPhase: Uint8Array | null
}

export type HistoryFault = {
  readonly fault: 'no-observations' | 'not-a-number' | 'too-large'
  readonly detail: string
}

/** How fast other buckets stop telling what a sold-out one would have sold, by demand pattern. */
const SMOOTH_MEMORY = 0.7
const RARE_MEMORY = 0.9
/** Values beyond this lose their squares in double precision. */
const LARGEST = 1e100

/**
 * Checks a history, drops the buckets before the first demand, keeps the latest `longest`, fills gaps by season and
 * raises censored buckets to the demand expected of them given that it was at least what was sold.
 *
 * @param period buckets in a season, 1 for none
 * @param mayClose whether phases in which nothing is ever sold are left out, as closed
 * @param mayBreak whether spells without demand in demand that is never rare are left out, as interruptions
 * @returns the prepared history, or what is wrong with it
 */
export function prepareHistory(
  history: DemandHistory,
  period: number,
  longest: number,
  mayClose = false,
  mayBreak = false,
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
  const isCensored = new Uint8Array(observed.length)
  for (let t = 0; t < observed.length; t += 1) {
    observed[t] = status[begin + t] === NO_DATA ? Number.NaN : quantity[begin + t]!
    isCensored[t] = status[begin + t] === CENSORED ? 1 : 0
  }
  raiseCensored(observed, isCensored, period, hasNegative)
  let observations = 0
  for (const value of observed) if (!Number.isNaN(value)) observations += 1
  if (observations === 0) {
    observed[0] = 0
    observations = 1
  }
  const isClosedPhase = mayClose && !hasNegative ? closedPhases(observed, period) : null
  if (isClosedPhase)
    for (let t = 0; t < observed.length; t += 1) if (isClosedPhase[t % period]) observed[t] = Number.NaN
  const isInterrupted = mayBreak && !hasNegative ? interruptions(observed, history.bucket) : null
  if (isInterrupted)
    for (let t = 0; t < observed.length; t += 1)
      if (isInterrupted[t]) {
        observed[t] = Number.NaN
        observations -= 1
      }
  const hasGaps = observations < observed.length || isClosedPhase !== null
  return {
    offset: begin,
    observed,
    filled: hasGaps ? fillGaps(observed, period) : observed,
    hasGaps,
    hasNegative,
    observations,
    isRaised: isCensored,
    isClosedPhase,
  }
}

/**
 * Replaces sold-out buckets by what demand is expected to have been, by the demand pattern of the rest. A history sold
 * out throughout stays as it is: nothing tells how much more was wanted.
 */
function raiseCensored(
  observed: Float64Array,
  isCensored: Uint8Array,
  period: number,
  hasNegative: boolean,
): void {
  if (!isCensored.includes(1)) return
  const isTelling = (value: number, t: number) => !Number.isNaN(value) && !isCensored[t]
  if (!observed.some(isTelling)) return
  const stocked = observed.map((value, t) => (isCensored[t] && value === 0 ? Number.NaN : value))
  const isRare = !hasNegative && demandPattern(stocked).demandInterval > 1.32
  const demand = { quantity: observed, isCensored }
  const expected = isRare
    ? inPieces(observed, unconstrainCounts(demand, RARE_MEMORY))
    : unconstrainSmooth(demand, { memory: SMOOTH_MEMORY, period }).expected
  observed.set(expected)
}

/** Demand in whole pieces stays so: what rounding takes from one bucket it gives to the next. */
function inPieces(observed: Float64Array, expected: Float64Array): Float64Array {
  if (demandUnit(observed) !== 1) return expected
  let carried = 0
  return expected.map((value, t) => {
    if (value === observed[t]! || Number.isNaN(value)) return value
    const whole = Math.max(observed[t]!, Math.round(value + carried))
    carried += value - whole
    return whole
  })
}

/** Seasonal means added to a straight line between the neighbouring seasonally adjusted values, not below zero nor below what was seen. */
function fillGaps(observed: Float64Array, period: number): Float64Array {
  const n = observed.length
  let total = 0
  let known = 0
  let least = 0
  for (const value of observed) {
    if (Number.isNaN(value)) continue
    least = Math.min(least, value)
    total += value
    known += 1
  }
  const mean = total / known
  const differences = seasonalDifferences(observed, period)
  const season = (t: number) => differences[t % period]!
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
