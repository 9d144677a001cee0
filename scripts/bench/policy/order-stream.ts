import { capacityCost } from '#planning/order-policy/choose-smoothing'
import type { SmoothingCosts } from '#planning/order-policy/smoothing-cost'
import { stageService, stockForFillRate } from '#planning/order-policy/stage-measures'

/** Orders and net stock of one stage whose forecasts come from outside; orders are never negative. */
export function orderStream(given: {
  readonly demand: Float64Array
  /** Forecasts made at the end of period t: `ahead(t)[i − 1]` for period t + i, i = 1 … lead time. */
  readonly ahead: (t: number) => ArrayLike<number>
  readonly leadTimePeriods: number
  readonly gapShare: number
  readonly from: number
  readonly to: number
  /** Known part of demand by need period, known at least the lead time ahead; forecasts are then of the rest. */
  readonly known?: Float64Array
}): { orders: Float64Array; netStock: Float64Array; demand: Float64Array } {
  const { demand, ahead, leadTimePeriods, gapShare, from, to, known } = given
  const periods = to - from
  const orders = new Float64Array(periods)
  const netStock = new Float64Array(periods)
  const pipeline = new Float64Array(periods + leadTimePeriods)
  const first = ahead(from - 1)
  let position = 0
  for (let i = 0; i < leadTimePeriods; i += 1) {
    pipeline[i] = first[i]! + (known?.[from + i] ?? 0)
    position += first[i]!
  }
  let net = 0
  for (let t = 0; t < periods; t += 1) {
    const early = known?.[from + t] ?? 0
    position -= demand[from + t]! - early
    const forecast = ahead(from + t)
    let summed = 0
    for (let i = 0; i < leadTimePeriods; i += 1) summed += forecast[i]!
    const newest = forecast[leadTimePeriods - 1]!
    const knownOrder = known?.[from + t + leadTimePeriods] ?? 0
    const order = Math.max(0, knownOrder + newest + gapShare * (summed - newest - position)) - knownOrder
    position += order
    orders[t] = order + knownOrder
    pipeline[t + leadTimePeriods] = orders[t]!
    net += pipeline[t]! - demand[from + t]!
    netStock[t] = net
  }
  return { orders, netStock, demand: demand.slice(from, to) }
}

/** Mean stock and capacity cost per period at equal fill rate. */
export function costAtFillRate(
  stream: { orders: Float64Array; netStock: Float64Array; demand: Float64Array },
  costs: SmoothingCosts,
  fillRate: number,
): { stock: number; holding: number; capacity: number } {
  const extra = stockForFillRate(stream.netStock, stream.demand, fillRate)
  const shifted = stream.netStock.map((net) => net + extra)
  const service = stageService(shifted, stream.demand, { holdingCost: costs.holdingCost, backorderCost: 0 })
  return {
    stock: service.meanStock,
    holding: service.costPerPeriod,
    capacity: capacityCost(stream.orders, costs),
  }
}
