import type { BatchItem, BatchPlanningRequest } from '#planning/lot-sizing/batch-planning-request'
import { createRandom, drawGamma, drawPoisson } from '#planning/random'

/** A made-up company of a given size: families on two or three lines each, seasonal weekly demand by class. */
export function generatedCompany(size: {
  items: number
  weeks: number
  lines: number
  families: number
  utilisation: number
  seed: number
}): BatchPlanningRequest {
  const random = createRandom(size.seed)
  const between = (low: number, high: number) => low + (high - low) * random()
  const families = Array.from({ length: size.families }, (_, index) => ({
    key: `family ${index}`,
    setupMinutes: Math.round(between(30, 120)),
    setupCost: Math.round(between(20_000, 60_000)),
    lines: [index % size.lines, (index + 1 + Math.floor(random() * (size.lines - 1))) % size.lines],
  }))
  const items = Array.from({ length: size.items }, (_, index): BatchItem => {
    const family = index % size.families
    const level = drawGamma(random, 1.5, 80)
    const phase = random() * 6.28
    const total = Array.from({ length: size.weeks }, (_, week) =>
      drawPoisson(random, Math.max(0, level * (1 + 0.4 * Math.sin((6.28 * week) / size.weeks + phase)))),
    )
    const paid = total.map((units, week) => Math.round(units * Math.max(0, 0.6 - week * 0.1)))
    const deposit = total.map((units, week) =>
      Math.round((units - (paid[week] ?? 0)) * Math.max(0, 0.5 - week * 0.05)),
    )
    const minutesPerUnit = between(0.5, 3)
    const itemLines = [...new Set(families[family]?.lines)]
    return {
      key: `item ${index}`,
      family,
      demand: {
        promisedPaid: paid,
        promisedDeposit: deposit,
        other: total.map((units, week) => units - (paid[week] ?? 0) - (deposit[week] ?? 0)),
      },
      openingStock: Math.round(level * between(1.5, 3.5)),
      openOrders: new Array(size.weeks).fill(0),
      safetyStock: Math.round(level * 0.5),
      lotRule: { minimum: Math.round(level * 0.5), multiple: 5, maximum: Number.POSITIVE_INFINITY },
      setupCost: Math.round(between(2_000, 10_000)),
      holdingCostPerUnitPerBucket: Math.round(between(20, 80)),
      routings: itemLines.map((line, position) => ({
        line,
        minutesPerUnit: minutesPerUnit * (position === 0 ? 1 : 1.15),
        setupMinutes: Math.round(between(5, 30)),
      })),
    }
  })
  const wanted = new Float64Array(size.lines)
  for (const item of items)
    for (const routing of item.routings) {
      let units = 0
      for (const series of Object.values(item.demand))
        for (let week = 0; week < size.weeks; week += 1) units += series[week] ?? 0
      wanted[routing.line] =
        (wanted[routing.line] ?? 0) + (units * routing.minutesPerUnit) / item.routings.length / size.weeks
    }
  return {
    bucketCount: size.weeks,
    items,
    lines: Array.from(wanted, (minutes, line) => {
      const capacity = Math.round(Math.max(600, minutes / size.utilisation))
      return {
        key: `line ${line}`,
        capacityMinutes: new Array(size.weeks).fill(capacity),
        overtimeMinutes: new Array(size.weeks).fill(Math.round(capacity * 0.15)),
        overtimeCostPerMinute: 60,
      }
    }),
    families,
    minimumGroups: [],
    servicePrices: {
      promisedPaid: { latePerUnitPerBucket: 50_000, shortPerUnit: 500_000 },
      promisedDeposit: { latePerUnitPerBucket: 10_000, shortPerUnit: 100_000 },
      other: { latePerUnitPerBucket: 500, shortPerUnit: 5_000 },
      safety: { latePerUnitPerBucket: 100, shortPerUnit: 1_000 },
    },
    fences: { frozenBuckets: 0, slushyBuckets: 0, changeCostPerUnit: 0 },
    previousPlan: [],
    work: { boundIterations: 300, improvementPasses: 24, solverQuestions: 0, solverNodes: 0 },
    seed: 1,
  }
}
