import {
  measureOrderVariance,
  netStockAmplification,
  type OrderVariance,
} from '#planning/bullwhip/order-variance'
import { normalQuantile } from '#planning/distribution/normal'
import { chainSimulator, type StageTrace } from './chain-simulation.ts'
import { type ChainStage, PLAIN_STAGE } from './chain-stage.ts'
import { stockForFillRate } from './stage-measures.ts'
import type { SmoothingChoice } from './supplier-smoothing.ts'

/** Past demand of one item by need week, and what was known of it early. Arrays of all items are equally long. */
export interface DemandStream {
  readonly total: Float64Array
  /** On the book `noticePeriods` weeks before its need, each at most the total; null: nothing. */
  readonly known: Float64Array | null
  /** Whole, >= 0. */
  readonly noticePeriods: number
  /** Weeks between an order and its serving demand, whole, >= 1. */
  readonly leadTimePeriods: number
  /** The same where the supplier makes and where its material is made, whole, >= 1; null where nothing is known. */
  readonly upstreamLeadPeriods: readonly [supplier: number | null, materialSupplier: number | null]
  /** Money per unit, > 0: sums over items count in money. */
  readonly unitCost: number
  /** How its orders are smoothed by today's plan. */
  readonly smoothing: SmoothingChoice
}

/** How every tier of the chain orders. */
export interface ChainPolicy {
  /** Share of the gap between target and position that one order closes, in (0, 1]; null: each item's own. */
  readonly gapShare: number | null
  /** Weeks over which known orders are levelled, whole, >= 1; null: each item's own. */
  readonly levellingPeriods: number | null
  /** Share of demand to be there in its week, in (0, 1): every tier holds the stock that this takes. */
  readonly fillRate: number
  /** Whether tiers upstream see consumer demand and known orders; false: the orders of the tier below alone. */
  readonly isShared: boolean
}

const ESTIMATED_TIERS = ['platform', 'supplier', 'material-supplier'] as const
export type EstimatedTier = (typeof ESTIMATED_TIERS)[number]

/** One tier under one policy, over all items in money. */
export interface TierEstimate {
  readonly tier: EstimatedTier
  /** Orders of the tier against consumer demand. */
  readonly orderVariance: OrderVariance
  readonly netStockAmplification: number | null
  /** Mean stock that the fill rate takes, in weeks of mean consumer demand. */
  readonly stockPeriods: number
}

/** Weeks before measuring begins, at least: the chain must forget how it was started. */
export const WARM_UP_PERIODS = 13
/** The last weeks are measured, as many as of past orders: ratios are compared over one length. */
const MOST_MEASURED_PERIODS = 52

/** Periods at the end of a stream that are measured. @example measuredPeriods(104) // 52 */
export function measuredPeriods(periods: number): number {
  return Math.min(MOST_MEASURED_PERIODS, Math.max(0, periods - WARM_UP_PERIODS))
}

/** Weeks of a tier upstream of which nothing is known. */
const ASSUMED_LEAD_PERIODS = 2

/** Lead time one tier was simulated with, over all items. */
export interface TierLeadTime {
  readonly tier: EstimatedTier
  /** Weeks, weighted by demand in money. */
  readonly meanPeriods: number
  readonly lowestPeriods: number
  readonly highestPeriods: number
  /** Items of which nothing was known, so that 2 weeks stood for it. */
  readonly assumedCount: number
}

/**
 * Lead times an estimate uses, tier by tier.
 * @returns one per tier, weeks; empty without streams
 * @example tierLeadTimes([]) // []
 */
export function tierLeadTimes(streams: readonly DemandStream[]): TierLeadTime[] {
  if (streams.length === 0) return []
  return ESTIMATED_TIERS.map((tier, at) => {
    let weight = 0
    let weighted = 0
    let lowestPeriods = Number.POSITIVE_INFINITY
    let highestPeriods = 0
    let sum = 0
    let assumedCount = 0
    for (const stream of streams) {
      const periods = leadTimes(stream)[at]!
      const money = stream.total.reduce((units, each) => units + each, 0) * stream.unitCost
      weight += money
      weighted += money * periods
      sum += periods
      lowestPeriods = Math.min(lowestPeriods, periods)
      highestPeriods = Math.max(highestPeriods, periods)
      if (at > 0 && stream.upstreamLeadPeriods[at - 1] === null) assumedCount += 1
    }
    const meanPeriods = weight > 0 ? weighted / weight : sum / streams.length
    return { tier, meanPeriods, lowestPeriods, highestPeriods, assumedCount }
  })
}

function leadTimes({ leadTimePeriods, upstreamLeadPeriods }: DemandStream): number[] {
  return [leadTimePeriods, ...upstreamLeadPeriods.map((periods) => periods ?? ASSUMED_LEAD_PERIODS)]
}

/** Forecast of everyone: the mean of the last weeks, as a planner would take it by hand. */
const AVERAGE_PERIODS = 8

/**
 * What a policy would have done on past demand: the serial chain platform → supplier → material supplier is simulated
 * for every item; orders, and the stock that the fill rate takes at every tier, are added up in money. Policies are
 * thus compared at equal service.
 *
 * @returns one estimate per tier; empty when there is nothing to simulate
 * @throws RangeError when the fill rate is not in (0, 1), streams are not longer than the warm-up of 13 weeks or differ in length
 * Source: Dejonckheere, Disney, Lambrecht & Towill 2003 (proportional order-up-to, eq. 4); Lee, So & Tang 2000 (sharing).
 * @example estimatePolicy([], { gapShare: 1, levellingPeriods: 1, fillRate: 0.95, isShared: false }) // []
 */
export function estimatePolicy(streams: readonly DemandStream[], policy: ChainPolicy): TierEstimate[] {
  if (streams.length === 0) return []
  const periods = requireLength(streams)
  const from = periods - measuredPeriods(periods)
  const consumer = new Float64Array(periods)
  const sums = ESTIMATED_TIERS.map(() => ({
    orders: new Float64Array(periods),
    netStock: new Float64Array(periods),
    stock: 0,
  }))
  const simulators = new Map<string, ReturnType<typeof chainSimulator>>()
  for (const stream of streams) {
    const { total, known, noticePeriods, unitCost } = stream
    const leads = leadTimes(stream)
    const smoothing = smoothingUnder(policy, stream)
    const key = [...leads, smoothing.gapShare, smoothing.levellingPeriods].join()
    const simulate = simulators.get(key) ?? chainSimulator(chainStages(policy, smoothing, leads), periods)
    simulators.set(key, simulate)
    for (let t = 0; t < periods; t += 1) consumer[t] += total[t] * unitCost
    const traces = simulate({ total, known, noticePeriods, initialMean: null })
    traces.forEach((trace, tier) => {
      const sum = sums[tier]
      for (let t = 0; t < periods; t += 1) {
        sum.orders[t] += trace.ordered[t] * unitCost
        sum.netStock[t] += trace.netStock[t] * unitCost
      }
      sum.stock += meanStockFor(trace, policy.fillRate, from) * unitCost
    })
  }
  const demand = consumer.subarray(from)
  const meanDemand = demand.reduce((sum, money) => sum + money, 0) / demand.length
  return ESTIMATED_TIERS.map((tier, at) => ({
    tier,
    orderVariance: measureOrderVariance({
      orders: sums[at].orders.subarray(from),
      demand,
      bucket: 'week',
      aggregation: 'company',
    }),
    netStockAmplification: netStockAmplification(sums[at].netStock.subarray(from), demand),
    stockPeriods: meanDemand > 0 ? sums[at].stock / meanDemand : 0,
  }))
}

/** Mean units on hand after warming up, once every week has as much more as the fill rate takes. */
function meanStockFor(trace: StageTrace, fillRate: number, from: number): number {
  const { free, early, received } = afterWarmUp(trace, from)
  return meanOnHand(free, early, stockForFillRate(free, received, fillRate))
}

/**
 * Net stock without the goods made early for known orders: these are kept for them, as the order plan does, and so are
 * no safety stock.
 */
function afterWarmUp(trace: StageTrace, from: number) {
  const early = trace.earlyStock.subarray(from)
  const free = trace.netStock.subarray(from).map((units, t) => units - early[t])
  return { free, early, received: trace.received.subarray(from) }
}

function meanOnHand(free: Float64Array, early: Float64Array, more: number): number {
  let onHand = 0
  for (let t = 0; t < free.length; t += 1) onHand += Math.max(0, free[t] + more) + early[t]
  return onHand / free.length
}

/**
 * What a policy costs in service: the share of demand that would have been there in its week at the platform with no
 * more stock of any item, on average, than another policy holds for its fill rate.
 *
 * @returns fill rate over all items in money, in [0, 1]; null without demand
 * @throws RangeError as {@link estimatePolicy}
 * @example fillRateAtStockOf([], { gapShare: 0.2, … }, { gapShare: 1, … }) // null
 */
export function fillRateAtStockOf(
  streams: readonly DemandStream[],
  policy: ChainPolicy,
  held: ChainPolicy,
): number | null {
  const periods = requireLength(streams)
  const from = periods - measuredPeriods(periods)
  const simulators = new Map<string, ReturnType<typeof chainSimulator>[]>()
  let asked = 0
  let short = 0
  for (const stream of streams) {
    const { total, known, noticePeriods, leadTimePeriods, unitCost } = stream
    const key = [leadTimePeriods, stream.smoothing.gapShare, stream.smoothing.levellingPeriods].join()
    const [simulateHeld, simulate] =
      simulators.get(key) ??
      [held, policy].map((each) =>
        chainSimulator(chainStages(each, smoothingUnder(each, stream), [leadTimePeriods]), periods),
      )
    simulators.set(key, [simulateHeld!, simulate!])
    const demand = { total, known, noticePeriods, initialMean: null }
    const stock = meanStockFor(simulateHeld!(demand)[0], held.fillRate, from)
    const { free, early, received } = afterWarmUp(simulate!(demand)[0], from)
    const more = stockLevelFor(free, early, stock)
    for (let t = 0; t < free.length; t += 1) {
      const units = Math.max(0, received[t])
      asked += units * unitCost
      short += Math.min(units, Math.max(0, -free[t] - more)) * unitCost
    }
  }
  return asked > 0 ? 1 - short / asked : null
}

/**
 * Share of the measured weeks' demand, in money, that was known early: all that levelling can reach.
 * @returns in [0, 1]; null without demand
 * @example knownEarlyShare([]) // null
 */
export function knownEarlyShare(streams: readonly DemandStream[]): number | null {
  let all = 0
  let early = 0
  for (const { total, known, unitCost } of streams)
    for (let t = total.length - measuredPeriods(total.length); t < total.length; t += 1) {
      all += total[t] * unitCost
      early += (known?.[t] ?? 0) * unitCost
    }
  return all > 0 ? early / all : null
}

/** Units to add every week so that the mean on hand comes to a given stock; as few as leave none where early goods exceed it. */
function stockLevelFor(free: Float64Array, early: Float64Array, stock: number): number {
  let low = -free.reduce((highest, units) => Math.max(highest, units), Number.NEGATIVE_INFINITY)
  let high = low
  for (let step = 1; meanOnHand(free, early, high) < stock; step *= 2) high += step
  for (let step = 0; step < 60 && high - low > 1e-9 * (1 + Math.abs(high)); step += 1) {
    const middle = (low + high) / 2
    if (meanOnHand(free, early, middle) < stock) low = middle
    else high = middle
  }
  return high
}

function requireLength(streams: readonly DemandStream[]): number {
  const periods = streams[0]?.total.length ?? WARM_UP_PERIODS + 1
  if (!(periods > WARM_UP_PERIODS))
    throw new RangeError(`streams must be longer than ${WARM_UP_PERIODS} periods; got ${periods}`)
  return periods
}

function smoothingUnder(policy: ChainPolicy, { smoothing }: DemandStream): SmoothingChoice {
  return {
    gapShare: policy.gapShare ?? smoothing.gapShare,
    levellingPeriods: policy.levellingPeriods ?? smoothing.levellingPeriods,
  }
}

/**
 * What each item's own smoothing comes to: means weighted by demand in money, the window rounded to whole weeks.
 * @returns null without demand
 * @example meanSmoothing([]) // null
 */
export function meanSmoothing(streams: readonly DemandStream[]): SmoothingChoice | null {
  let money = 0
  let share = 0
  let window = 0
  for (const { total, unitCost, smoothing } of streams) {
    const weight = total.reduce((sum, units) => sum + units, 0) * unitCost
    money += weight
    share += weight * smoothing.gapShare
    window += weight * smoothing.levellingPeriods
  }
  return money > 0 ? { gapShare: share / money, levellingPeriods: Math.round(window / money) } : null
}

function chainStages(
  policy: ChainPolicy,
  { gapShare, levellingPeriods }: SmoothingChoice,
  leadTimes: readonly number[],
): ChainStage[] {
  return leadTimes.map((leadTimePeriods, at) => ({
    ...PLAIN_STAGE,
    name: ESTIMATED_TIERS[at]!,
    leadTimePeriods,
    forecast: { kind: 'moving-average', periods: AVERAGE_PERIODS },
    gapShare,
    safetyStock: { kind: 'deviations', factor: normalQuantile(policy.fillRate) },
    forecastsFrom: policy.isShared ? 'consumer-demand' : 'received-orders',
    seesKnownOrders: policy.isShared,
    levellingPeriods,
  }))
}
