import type { BatchPlanningRequest } from './batch-planning-request.ts'

/**
 * The request with all lines taken for one that is as fast as the fastest: no plan of it needs to cost more than the
 * same lots did on their own lines, so what is proven of it holds for the request. Its models are smaller by the
 * number of lines, and lose little where minutes are not what binds.
 *
 * Lots of an item on several lines become one; it may reach the maximum once for each. Without a previous plan only:
 * lots of that stand on lines.
 *
 * @example withOneLine(request).lines[0].capacityMinutes // 100, 120 from lines of 60, 60 and 40, 60 minutes
 */
export function withOneLine(request: BatchPlanningRequest): BatchPlanningRequest {
  const { bucketCount, lines, items, previousPlan } = request
  if (previousPlan.length > 0)
    throw new RangeError(`previousPlan must be empty; got ${previousPlan.length} lots`)
  const sum = (of: 'capacityMinutes' | 'overtimeMinutes') =>
    Float64Array.from({ length: bucketCount }, (_, bucket) =>
      lines.reduce((minutes, line) => minutes + line[of][bucket], 0),
    )
  return {
    ...request,
    lines: [
      {
        key: 'all',
        capacityMinutes: sum('capacityMinutes'),
        overtimeMinutes: sum('overtimeMinutes'),
        overtimeCostPerMinute: Math.min(...lines.map((line) => line.overtimeCostPerMinute)),
      },
    ],
    items: items.map((item) => {
      const { routings, lotRule } = item
      if (routings.length === 0) return item
      const least = (of: 'minutesPerUnit' | 'setupMinutes') =>
        Math.min(...routings.map((routing) => routing[of]))
      return {
        ...item,
        lotRule: { ...lotRule, maximum: lotRule.maximum * routings.length },
        routings: [{ line: 0, minutesPerUnit: least('minutesPerUnit'), setupMinutes: least('setupMinutes') }],
      }
    }),
  }
}
