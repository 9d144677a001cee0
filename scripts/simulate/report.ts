import {
  type AggregationLevel,
  measureOrderVariance,
  netStockAmplification,
} from '#planning/bullwhip/order-variance'
import type { StageTrace } from '#planning/order-policy/chain-simulation'
import { stageService } from '#planning/order-policy/stage-measures'
import type { ChainInput } from './read-chain.ts'

type Series = Pick<StageTrace, 'received' | 'ordered' | 'netStock'>
export type TierReport = ReturnType<typeof reportTier>

/** Measures of one tier after the warm-up. */
export function reportTier(
  input: ChainInput,
  index: number,
  trace: Series,
  consumer: Float64Array,
  aggregation: AggregationLevel,
) {
  const cut = (series: Float64Array) => series.subarray(input.warmUp)
  const orders = cut(trace.ordered)
  const received = cut(trace.received)
  const netStock = cut(trace.netStock)
  const settings = { bucket: input.bucket, aggregation, seed: input.seed }
  const own = measureOrderVariance({ orders, demand: received, ...settings })
  const total = measureOrderVariance({ orders, demand: cut(consumer), ...settings })
  const costs = input.costs[index] ?? { holdingCost: 0, backorderCost: 0, orderCost: 0 }
  const service = stageService(netStock, received, costs)
  const placed = orders.filter((units) => units > 1e-9).length
  const costPerPeriod = service.costPerPeriod + (costs.orderCost * placed) / orders.length
  return {
    name: input.stages[index]?.name ?? '',
    orderVarianceRatio: own.raw?.ratio ?? null,
    orderVarianceRatioInterval: own.raw?.interval ?? null,
    orderVarianceRatioDetrended: own.detrended?.ratio ?? null,
    cumulativeOrderVarianceRatio: total.raw?.ratio ?? null,
    cumulativeOrderVarianceRatioInterval: total.raw?.interval ?? null,
    netStockAmplification: netStockAmplification(netStock, received),
    cumulativeNetStockAmplification: netStockAmplification(netStock, cut(consumer)),
    verdict: own.verdict,
    n: own.bucketCount,
    bucket: own.bucket,
    aggregation,
    meanReceived: received.reduce((sum, units) => sum + units, 0) / received.length,
    meanOrdered: orders.reduce((sum, units) => sum + units, 0) / orders.length,
    ...service,
    costPerPeriod,
    totalCost: costPerPeriod * own.bucketCount,
  }
}

/** Sums of the series of all items; what a single item hides or shows may differ. */
export function emptyTotals(tiers: number, periods: number) {
  const series = () => new Float64Array(periods)
  return {
    consumer: series(),
    tiers: Array.from({ length: tiers }, () => ({
      received: series(),
      ordered: series(),
      netStock: series(),
    })),
  }
}

export function addTo(total: Float64Array, part: Float64Array): void {
  for (let t = 0; t < total.length; t += 1) total[t] = (total[t] ?? 0) + (part[t] ?? 0)
}

/** Service of all items together: units, stock and money add up, net stock of one item cannot serve another. */
export function totalService(reports: readonly TierReport[], demanded: readonly number[]) {
  const weight = demanded.reduce((sum, units) => sum + units, 0)
  const sum = (value: (report: TierReport) => number) =>
    reports.reduce((total, report) => total + value(report), 0)
  const served = reports.reduce((units, report, index) => units + report.fillRate * (demanded[index] ?? 0), 0)
  return {
    fillRate: weight > 0 ? served / weight : 1,
    cycleService: sum((report) => report.cycleService) / reports.length,
    meanStock: sum((report) => report.meanStock),
    meanBacklog: sum((report) => report.meanBacklog),
    costPerPeriod: sum((report) => report.costPerPeriod),
    totalCost: sum((report) => report.totalCost),
  }
}
