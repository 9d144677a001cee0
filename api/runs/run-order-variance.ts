import type { BatchRow, ForecastRow, OrderVarianceRow } from '#db/run-rows'
import { measureOrderVariance, netStockAmplification } from '#planning/bullwhip/order-variance'
import { withoutTrend } from '#planning/bullwhip/trend'
import { weekNumber } from '#planning/demand/week-number'
import type { Company } from './company.ts'
import type { ItemPlan } from './plan-item.ts'
import type { RunCalendar } from './run-calendar.ts'

const PAST_WEEKS = 52
const ITEM_LIMIT = 5000

/**
 * Order variance of each tier against consumer demand by need week: of past supplier orders, and of the plan. Sums over
 * items are weighed by unit cost, since items count in different units.
 */
export function runOrderVariance(
  company: Company,
  forecasts: readonly ForecastRow[],
  plans: readonly ItemPlan[],
  batches: readonly BatchRow[],
  calendar: RunCalendar,
): OrderVarianceRow[] {
  const cost = new Map(company.items.map((item) => [item.itemId, Math.max(1, item.unitCostMinor)]))
  const rows: OrderVarianceRow[] = []
  const pastDemand = new Float64Array(PAST_WEEKS)
  const pastOrders = new Float64Array(PAST_WEEKS)
  const planDemand = new Float64Array(calendar.horizon)
  const planOrders = new Float64Array(calendar.horizon)
  const planStock = new Float64Array(calendar.horizon)
  const made = new Float64Array(calendar.detailWeeks)
  for (const forecast of forecasts) {
    const weight = cost.get(forecast.itemId) ?? 1
    const demand = lastWeeks(forecast.history, PAST_WEEKS)
    const past = company.pastOrders.get(forecast.itemId)
    forecast.mean.forEach((units, step) => {
      planDemand[step]! += units * weight
    })
    if (!past) continue
    const orders = new Float64Array(PAST_WEEKS)
    past.weeks.forEach((week, k) => {
      const at = week - calendar.firstWeek + PAST_WEEKS
      if (at >= 0 && at < PAST_WEEKS) orders[at]! += past.quantities[k]!
    })
    for (let week = 0; week < PAST_WEEKS; week += 1) {
      pastDemand[week]! += demand[week]! * weight
      pastOrders[week]! += orders[week]! * weight
    }
    if (rows.length < ITEM_LIMIT)
      rows.push(measured('platform', 'past', orders, demand, 'item', forecast.itemId))
  }
  for (const { row } of plans) {
    const weight = cost.get(row.itemId) ?? 1
    for (let step = 0; step < calendar.horizon; step += 1) {
      planOrders[step]! += (row.orderQuantity[step]! + committedFor(row, step)) * weight
      planStock[step]! += row.projectedStock[step]! * weight
    }
  }
  for (const batch of batches) {
    const at = weekNumber(batch.week) - calendar.firstWeek
    if (at < 0 || at >= calendar.detailWeeks) continue
    for (const line of batch.lines) made[at]! += line.quantity * (cost.get(line.itemId) ?? 1)
  }
  if (pastOrders.some((units) => units > 0)) {
    rows.push(measured('consumer', 'past', pastDemand, pastDemand, 'company', null))
    rows.push(measured('platform', 'past', pastOrders, pastDemand, 'company', null))
  }
  rows.push(measured('consumer', 'plan', planDemand, planDemand, 'company', null))
  rows.push({
    ...measured('platform', 'plan', planOrders, planDemand, 'company', null),
    netStockAmplification: netStockAmplification(withoutTrend(planStock, 1), withoutTrend(planDemand, 1)),
  })
  if (batches.length > 0)
    rows.push(
      measured('supplier', 'plan', made, planDemand.subarray(0, calendar.detailWeeks), 'company', null),
    )
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
    bucketCount: result.bucketCount,
    netStockAmplification: null,
  }
}

function lastWeeks(history: Float32Array, count: number): Float64Array {
  const series = new Float64Array(count)
  const taken = history.subarray(Math.max(0, history.length - count))
  series.set(taken, count - taken.length)
  return series
}
