import type { ToldVariance } from '#db/publication'
import type { PlanToPublish } from '#db/published-plan'
import { measureOrderVariance } from '#planning/bullwhip/order-variance'

/**
 * How much a supplier's deliveries would vary, week by week, against the consumer demand they serve: its share of both,
 * at unit cost, straight line taken out.
 */
export function deliveryVariance(plans: readonly PlanToPublish[], weekCount: number): ToldVariance {
  const orders = new Float64Array(weekCount)
  const demand = new Float64Array(weekCount)
  for (const plan of plans)
    for (let week = 0; week < weekCount; week += 1) {
      orders[week]! += (plan.receiptQuantity[week]! + plan.scheduledReceipts[week]!) * plan.unitCostMinor
      for (const units of [plan.paid, plan.deposit, plan.subscription, plan.intent, plan.model])
        demand[week]! += units[week]! * plan.share * plan.unitCostMinor
    }
  const { detrended, bucketCount, verdict } = measureOrderVariance({
    orders,
    demand,
    bucket: 'week',
    aggregation: 'supplier',
  })
  return {
    ratio: detrended?.ratio ?? null,
    low: detrended?.interval?.low ?? null,
    high: detrended?.interval?.high ?? null,
    weeks: bucketCount,
    verdict,
  }
}
