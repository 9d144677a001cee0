import { lotSize } from '#planning/quantity'
import type { ChainStage } from './chain-stage.ts'
import { type ForecastSeries, fillForecasts } from './forecast-rule.ts'

/** What one stage sees, and room to write what it orders; all arrays run over the same periods. */
export interface StageFlow {
  /** Demand that reaches the stage without notice. */
  readonly spot: Float64Array
  /** Demand that reaches it as known orders, by need period; null when there is none. */
  readonly known: Float64Array | null
  /** Periods of notice at this stage, >= 0. */
  readonly noticePeriods: number
  /** Unknown part of consumer demand, for stages that forecast from it. */
  readonly consumer: Float64Array
  /** Starting level of spot and of known demand, units per period. */
  readonly initialSpot: number
  readonly initialKnown: number
  /** Orders passed on without notice, and as known orders. */
  readonly spotOrders: Float64Array
  readonly knownOrders: Float64Array
}

/** Arrays reused from item to item. */
export interface StageScratch extends ForecastSeries {
  readonly booked: Float64Array
}

/** How fast the running forecast error forgets: its mean age is 20 periods. */
const ERROR_SMOOTHING = 0.05

/**
 * Orders of one stage over all periods, placed at the end of each.
 *
 * Spot demand: order = newest forecast + β·(target − newest forecast − position). Known orders with notice of at
 * least the lead time are passed on when they must be, levelled as far as the notice allows; with less notice they
 * face the lead time less their notice. Returns, capacity and lot size act on the sum; the difference stays in the
 * position and is made up later.
 * @returns units of net stock the stage starts with
 */
export function stageOrders(stage: ChainStage, flow: StageFlow, scratch: StageScratch): number {
  const { spot, known, spotOrders, knownOrders } = flow
  const length = spot.length
  knownOrders.fill(0)
  if (known) orderKnown(stage, known, flow, scratch)
  const protectionPeriods = stage.leadTimePeriods + stage.reviewPeriods - 1
  const signal = stage.forecastsFrom === 'consumer-demand' ? flow.consumer : spot
  fillForecasts(stage.forecast, signal, {
    initialMean: flow.initialSpot,
    protectionPeriods,
    newPeriods: stage.reviewPeriods,
    into: scratch,
  })
  const { summed, newest, next } = scratch
  const isPlain = stage.allowsReturns && stage.capacity === Number.POSITIVE_INFINITY && !stage.lotSize
  const factor =
    stage.safetyStock.kind === 'deviations' ? stage.safetyStock.factor * Math.sqrt(protectionPeriods) : 0
  let squaredError = 0
  let weight = 0
  let safety = stage.safetyStock.kind === 'units' ? stage.safetyStock.units : 0
  const startStock = stage.initialStock ?? safety + (stage.reviewPeriods - 1) * flow.initialSpot
  let position = startStock + stage.leadTimePeriods * flow.initialSpot
  const { gapShare, reviewPeriods } = stage
  for (let t = 0; t < length; t += 1) {
    position -= spot[t]
    if (factor !== 0) {
      const error = signal[t] - (t > 0 ? next[t - 1] : flow.initialSpot)
      weight += ERROR_SMOOTHING * (1 - weight)
      squaredError += ERROR_SMOOTHING * (error * error - squaredError)
      safety = factor * Math.sqrt(squaredError / weight)
    }
    let order = 0
    if (reviewPeriods === 1 || t % reviewPeriods === 0) {
      order = newest[t] + gapShare * (summed[t] + safety - newest[t] - position)
      if (!isPlain) order = allowed(stage, order + knownOrders[t]) - knownOrders[t]
    } else if (!isPlain) order = allowed(stage, knownOrders[t]) - knownOrders[t]
    spotOrders[t] = order
    position += order
  }
  return startStock
}

function allowed(stage: ChainStage, wanted: number): number {
  let order = stage.allowsReturns ? wanted : Math.max(0, wanted)
  if (stage.lotSize && order > 0) order = lotSize(order, stage.lotSize)
  return Math.min(order, stage.capacity)
}

/** Largest window the notice allows. */
export function levellingWindow(stage: ChainStage, noticePeriods: number): number {
  return Math.max(1, Math.min(stage.levellingPeriods, noticePeriods - stage.leadTimePeriods + 1))
}

function orderKnown(stage: ChainStage, known: Float64Array, flow: StageFlow, scratch: StageScratch): void {
  const { knownOrders, noticePeriods, initialKnown } = flow
  const length = known.length
  const { leadTimePeriods } = stage
  if (noticePeriods >= leadTimePeriods) {
    const window = levellingWindow(stage, noticePeriods)
    for (let t = 0; t < length; t += 1) {
      let sum = 0
      for (let step = 0; step < window; step += 1)
        sum += knownAt(known, t + leadTimePeriods + step, initialKnown)
      knownOrders[t] = sum / window
    }
    return
  }
  const { booked, summed, newest } = scratch
  for (let t = 0; t < length; t += 1) booked[t] = knownAt(known, t + noticePeriods, initialKnown)
  const left = leadTimePeriods - noticePeriods
  fillForecasts(stage.forecast, booked, {
    initialMean: initialKnown,
    protectionPeriods: left,
    newPeriods: 1,
    into: scratch,
  })
  let position = left * initialKnown
  for (let t = 0; t < length; t += 1) {
    position -= booked[t]
    let order = newest[t] + stage.gapShare * (summed[t] - newest[t] - position)
    if (!stage.allowsReturns) order = Math.max(0, order)
    knownOrders[t] = order
    position += order
  }
}

/** Known demand of a period; beyond the last one the starting level goes on. */
export function knownAt(known: Float64Array, period: number, beyond: number): number {
  return period < known.length ? known[period] : beyond
}
