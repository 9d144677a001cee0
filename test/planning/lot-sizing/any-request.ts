import fc from 'fast-check'
import type { BatchItem, BatchPlanningRequest } from '#planning/lot-sizing/batch-planning-request'

const PRICES = {
  promisedPaid: { latePerUnitPerBucket: 1000, shortPerUnit: 10_000 },
  promisedDeposit: { latePerUnitPerBucket: 200, shortPerUnit: 2000 },
  other: { latePerUnitPerBucket: 20, shortPerUnit: 200 },
  safety: { latePerUnitPerBucket: 5, shortPerUnit: 50 },
}

export function item(bucketCount: number, part: Partial<BatchItem> = {}): BatchItem {
  const zeros = new Array<number>(bucketCount).fill(0)
  return {
    key: 'jacket',
    family: -1,
    demand: { promisedPaid: zeros, promisedDeposit: zeros, other: zeros },
    openingStock: 0,
    openOrders: zeros,
    safetyStock: 0,
    lotRule: { minimum: 0, multiple: 1, maximum: Number.POSITIVE_INFINITY },
    setupCost: 50,
    holdingCostPerUnitPerBucket: 1,
    routings: [{ line: 0, minutesPerUnit: 1, setupMinutes: 0 }],
    ...part,
  }
}

export function request(bucketCount: number, part: Partial<BatchPlanningRequest>): BatchPlanningRequest {
  return {
    bucketCount,
    items: [],
    lines: [line(bucketCount, 1000)],
    families: [],
    minimumGroups: [],
    servicePrices: PRICES,
    fences: { frozenBuckets: 0, slushyBuckets: 0, changeCostPerUnit: 0 },
    previousPlan: [],
    work: { boundIterations: 40, improvementPasses: 4, solverQuestions: 0, solverNodes: 0 },
    seed: 1,
    ...part,
  }
}

export function line(bucketCount: number, minutes: number, overtime = 0) {
  return {
    key: 'line A',
    capacityMinutes: new Array<number>(bucketCount).fill(minutes),
    overtimeMinutes: new Array<number>(bucketCount).fill(overtime),
    overtimeCostPerMinute: 3,
  }
}

const BUCKETS = 5
const series = (most: number) =>
  fc.array(fc.integer({ min: 0, max: most }), { minLength: BUCKETS, maxLength: BUCKETS })
const anyItem = fc.record({
  family: fc.integer({ min: -1, max: 1 }),
  demand: fc.record({ promisedPaid: series(30), promisedDeposit: series(30), other: series(60) }),
  openingStock: fc.integer({ min: 0, max: 50 }),
  openOrders: series(10),
  safetyStock: fc.integer({ min: 0, max: 20 }),
  lotRule: fc.record({
    minimum: fc.integer({ min: 0, max: 40 }),
    multiple: fc.integer({ min: 1, max: 7 }),
    maximum: fc.integer({ min: 40, max: 90 }),
  }),
  shelfLifeBuckets: fc.integer({ min: 0, max: 4 }),
  materialArrivesInBucket: fc.integer({ min: 0, max: 3 }),
  routings: fc.subarray([
    { line: 0, minutesPerUnit: 1, setupMinutes: 5 },
    { line: 1, minutesPerUnit: 2, setupMinutes: 0 },
  ]),
})

/** Up to four items on two lines with families, nested minimums, fences and a previous plan. */
export const anyRequest = fc
  .record({
    items: fc.array(anyItem, { minLength: 1, maxLength: 4 }),
    capacity: series(150),
    overtime: series(40),
    styleMinimum: fc.integer({ min: 0, max: 60 }),
    colourMinimum: fc.integer({ min: 0, max: 30 }),
    frozenBuckets: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ items, capacity, overtime, styleMinimum, colourMinimum, frozenBuckets }) =>
    request(BUCKETS, {
      items: items.map((part, index) => item(BUCKETS, { ...part, key: `item ${index}` })),
      lines: [
        { ...line(BUCKETS, 0), capacityMinutes: capacity, overtimeMinutes: overtime },
        line(BUCKETS, 60, 10),
      ],
      families: [
        { key: 'red', setupMinutes: 10, setupCost: 100 },
        { key: 'blue', setupMinutes: 0, setupCost: 0 },
      ],
      minimumGroups: [
        {
          key: 'style',
          items: items.map((_, index) => index),
          minimumQuantity: styleMinimum,
          minimumValue: 0,
        },
        {
          key: 'colour',
          items: items.slice(0, 2).map((_, index) => index),
          minimumQuantity: colourMinimum,
          minimumValue: 0,
        },
      ],
      fences: { frozenBuckets, slushyBuckets: 3, changeCostPerUnit: 2 },
      previousPlan: [
        { item: 0, line: 0, bucket: 0, quantity: 20 },
        { item: 0, line: 0, bucket: 2, quantity: 15 },
      ],
    }),
  )
