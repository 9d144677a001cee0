import type { BatchRow, ForecastRow, OrderVarianceRow } from '#db/run-rows'
import { measureOrderVariance, netStockAmplification } from '#planning/bullwhip/order-variance'
import { withoutTrend } from '#planning/bullwhip/trend'
import { weekNumber } from '#planning/demand/week-number'
import type { OrderStream } from './order-streams.ts'
import type { ItemPlan } from './plan-item.ts'
import type { RunCalendar } from './run-calendar.ts'

/** Fewer weeks with a stock count than this give no net stock amplification. */
const LEAST_COUNTED_WEEKS = 13

/**
 * Order variance of each tier against consumer demand by need week, like for like: both sides of a ratio hold the same
 * items, the same weeks and the same money (unit cost, since items count in different units). The past is measured on
 * the streams; the plan's orders against the demand it plans for, its batches against the demand of what they make.
 */
export function runOrderVariance(
  streams: readonly OrderStream[],
  forecasts: readonly ForecastRow[],
  plans: readonly ItemPlan[],
  batches: readonly BatchRow[],
  unitCostMinor: ReadonlyMap<number, number>,
  calendar: RunCalendar,
): OrderVarianceRow[] {
  const cost = (itemId: number) => Math.max(1, unitCostMinor.get(itemId) ?? 1)
  return [...pastRows(streams), ...planRows(forecasts, plans, batches, cost, calendar)]
}

function pastRows(streams: readonly OrderStream[]): OrderVarianceRow[] {
  const weeks = streams[0]?.demand.length ?? 0
  if (weeks === 0) return []
  const rows = streams.map(({ itemId, ordered, demand, netStock }) =>
    measured(
      'platform',
      'past',
      ordered,
      demand,
      'item',
      itemId,
      netStock && amplification(netStock, demand),
    ),
  )
  const demand = inMoney(streams, weeks, (stream) => stream.demand)
  const orders = inMoney(streams, weeks, (stream) => stream.ordered)
  const counted = streams.filter(({ netStock }) => netStock !== null)
  const stock = inMoney(counted, weeks, (stream) => stream.netStock!)
  const stocked = amplification(
    stock,
    inMoney(counted, weeks, (stream) => stream.demand),
  )
  rows.push(measured('consumer', 'past', demand, demand, 'company', null, null))
  rows.push(measured('platform', 'past', orders, demand, 'company', null, stocked))
  return rows
}

function inMoney(
  streams: readonly OrderStream[],
  weeks: number,
  seriesOf: (stream: OrderStream) => Float64Array,
): Float64Array {
  const sum = new Float64Array(weeks)
  for (const stream of streams)
    seriesOf(stream).forEach((units, week) => {
      sum[week]! += units * stream.unitCostMinor
    })
  return sum
}

/** Over the weeks in which everything was counted; the straight line is taken out as in the ratio of orders. */
function amplification(netStock: Float64Array, demand: Float64Array): number | null {
  const isCounted = (_: number, week: number) => !Number.isNaN(netStock[week]!)
  const stock = netStock.filter(isCounted)
  return stock.length < LEAST_COUNTED_WEEKS
    ? null
    : netStockAmplification(withoutTrend(stock, 1), withoutTrend(demand.filter(isCounted), 1))
}

function planRows(
  forecasts: readonly ForecastRow[],
  plans: readonly ItemPlan[],
  batches: readonly BatchRow[],
  cost: (itemId: number) => number,
  calendar: RunCalendar,
): OrderVarianceRow[] {
  const { horizon, detailWeeks } = calendar
  const planned = new Set(plans.map(({ row }) => row.itemId))
  const batched = new Set(batches.flatMap(({ lines }) => lines.map(({ itemId }) => itemId)))
  const demand = new Float64Array(horizon)
  const batchedDemand = new Float64Array(detailWeeks)
  const orders = new Float64Array(horizon)
  const stock = new Float64Array(horizon)
  const made = new Float64Array(detailWeeks)
  for (const { itemId, mean } of forecasts)
    mean.forEach((units, step) => {
      if (planned.has(itemId)) demand[step]! += units * cost(itemId)
      if (batched.has(itemId) && step < detailWeeks) batchedDemand[step]! += units * cost(itemId)
    })
  for (const { row } of plans)
    for (let step = 0; step < horizon; step += 1) {
      orders[step]! += (row.orderQuantity[step]! + committedFor(row, step)) * cost(row.itemId)
      stock[step]! += row.projectedStock[step]! * cost(row.itemId)
    }
  for (const batch of batches) {
    const at = weekNumber(batch.week) - calendar.firstWeek
    if (at < 0 || at >= detailWeeks) continue
    for (const line of batch.lines) made[at]! += line.quantity * cost(line.itemId)
  }
  const rows = [
    measured('consumer', 'plan', demand, demand, 'company', null, null),
    measured('platform', 'plan', orders, demand, 'company', null, amplification(stock, demand)),
  ]
  if (batched.size > 0) rows.push(measured('supplier', 'plan', made, batchedDemand, 'company', null, null))
  return rows
}

/** Supply already scheduled beyond the lead time belongs to the order stream of its week. */
function committedFor(row: ItemPlan['row'], step: number): number {
  const lag = firstArrivalLag(row)
  return lag === null ? 0 : (row.scheduledReceipts[step + lag] ?? 0)
}

function firstArrivalLag(row: ItemPlan['row']): number | null {
  const ordered = row.orderQuantity.findIndex((units) => units > 0)
  const received = row.receiptQuantity.findIndex((units) => units > 0)
  return ordered < 0 || received < ordered ? null : received - ordered
}

function measured(
  tier: OrderVarianceRow['tier'],
  basis: OrderVarianceRow['basis'],
  orders: Float64Array,
  demand: Float64Array,
  aggregation: 'item' | 'company',
  itemId: number | null,
  netStock: number | null,
): OrderVarianceRow {
  const result = measureOrderVariance({
    orders,
    demand,
    bucket: 'week',
    aggregation,
    replicates: itemId === null ? 200 : 0,
  })
  const ratio = result.detrended
  return {
    tier,
    basis,
    aggregation,
    itemId,
    ratio: ratio?.ratio ?? null,
    ratioLow: ratio?.interval?.low ?? null,
    ratioHigh: ratio?.interval?.high ?? null,
    netStockAmplification: netStock,
    bucketCount: result.bucketCount,
  }
}
