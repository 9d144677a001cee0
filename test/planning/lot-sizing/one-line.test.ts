import fc from 'fast-check'
import { expect, test } from 'vitest'
import { constructPlan } from '#planning/lot-sizing/improve-plan'
import { withOneLine } from '#planning/lot-sizing/one-line'
import {
  createPlanningState,
  placeItem,
  removeItem,
  startEmpty,
  totalCost,
} from '#planning/lot-sizing/planning-state'
import { anyRequest, line, request } from './any-request.ts'

test('lines of 60, 60 and 40, 60 minutes are one of 100, 120', () => {
  const [only] = withOneLine(
    request(2, {
      lines: [
        { ...line(2, 60), overtimeCostPerMinute: 3 },
        { ...line(2, 0), capacityMinutes: [40, 60], overtimeCostPerMinute: 2 },
      ],
    }),
  ).lines
  expect([...Array.from(only!.capacityMinutes)]).toEqual([100, 120])
  expect(only!.overtimeCostPerMinute).toBe(2)
})

test('the lots of any plan, laid together on the one line, fit it and cost no more than on their own', () => {
  fc.assert(
    fc.property(anyRequest, (drawn) => {
      const given = { ...drawn, previousPlan: [] }
      const apart = createPlanningState(given)
      startEmpty(apart)
      constructPlan(apart, null)
      const together = createPlanningState(withOneLine(given))
      startEmpty(together)
      given.items.forEach((_, item) => {
        const byBucket = new Map<number, number>()
        for (const { bucket, quantity } of apart.lots[item]!)
          byBucket.set(bucket, (byBucket.get(bucket) ?? 0) + quantity)
        const lots = [...byBucket].map(([bucket, quantity]) => ({ routing: 0, bucket, quantity }))
        for (const { quantity } of lots)
          expect(quantity).toBeLessThanOrEqual(together.request.items[item]!.lotRule.maximum + 1e-9)
        removeItem(together, item)
        placeItem(together, item, lots)
      })
      for (let bucket = 0; bucket < given.bucketCount; bucket += 1)
        expect(together.load[bucket]!).toBeLessThanOrEqual(
          together.capacity[bucket]! + together.overtime[bucket]! + 1e-6,
        )
      expect(totalCost(together)).toBeLessThanOrEqual(totalCost(apart) * (1 + 1e-9) + 1e-6)
    }),
    { numRuns: 200, seed: 7 },
  )
})

test('a previous plan, whose lots stand on lines, is refused', () => {
  const given = request(2, { previousPlan: [{ item: 0, line: 0, bucket: 0, quantity: 4 }] })
  expect(() => withOneLine(given)).toThrow('previousPlan must be empty; got 1 lots')
})
