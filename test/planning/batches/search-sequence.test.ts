import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  checkSequence,
  type DiscreteInstance,
  simpleSequenceBound,
} from '#planning/batches/discrete-instance'
import { reoptimisePositions } from '#planning/batches/reoptimise-positions'
import { searchSequence } from '#planning/batches/search-sequence'
import { createRandom } from '#planning/random'

const anyInstance = fc
  .record({
    itemCount: fc.integer({ min: 1, max: 4 }),
    periodCount: fc.integer({ min: 1, max: 9 }),
    seed: fc.integer(),
  })
  .map(({ itemCount, periodCount, seed }): DiscreteInstance => {
    const random = createRandom(seed)
    const whole = (most: number) => Math.floor(random() * (most + 1))
    return {
      itemCount,
      periodCount,
      changeover: Float64Array.from({ length: itemCount ** 2 }, (_, index) =>
        index % (itemCount + 1) === 0 ? 0 : whole(20),
      ),
      holdingCost: Float64Array.from({ length: itemCount }, () => whole(6)),
      due: Array.from({ length: itemCount }, () =>
        Int32Array.from({ length: whole(3) }, () => whole(periodCount - 1)).sort(),
      ),
    }
  })

/** Cheapest sequence by trying every one. */
function tryAll(instance: DiscreteInstance): number {
  const made = new Int32Array(instance.itemCount)
  const visit = (period: number, last: number, cost: number): number => {
    if (period === instance.periodCount)
      return instance.due.every((dates, item) => dates.length === made[item])
        ? cost
        : Number.POSITIVE_INFINITY
    let best = visit(period + 1, last, cost)
    for (let item = 0; item < instance.itemCount; item += 1) {
      const due = instance.due[item]?.[made[item] ?? 0]
      if (due === undefined || due < period) continue
      made[item] = (made[item] ?? 0) + 1
      const change = last < 0 ? 0 : (instance.changeover[last * instance.itemCount + item] ?? 0)
      best = Math.min(
        best,
        visit(period + 1, item, cost + change + (instance.holdingCost[item] ?? 0) * (due - period)),
      )
      made[item] = (made[item] ?? 0) - 1
    }
    return best
  }
  return visit(0, -1, 0)
}

describe('sequences of one-unit periods', () => {
  test('small instances are proven optimal, and have no sequence exactly when trying all finds none', () => {
    fc.assert(
      fc.property(anyInstance, (instance) => {
        const optimum = tryAll(instance)
        const search = searchSequence(instance, createRandom(3))
        if (optimum === Number.POSITIVE_INFINITY) expect(search.best()).toBeNull()
        else {
          expect(search.cost()).toBeCloseTo(optimum, 9)
          expect(simpleSequenceBound(instance)).toBeLessThanOrEqual(optimum + 1e-9)
        }
      }),
      { numRuns: 120, seed: 11 },
    )
  })

  test('re-optimising any periods changes the cost by what it says and breaks nothing', () => {
    fc.assert(
      fc.property(anyInstance, fc.integer(), (instance, seed) => {
        const search = searchSequence(instance, createRandom(3))
        const sequence = search.best()
        if (!sequence) return
        const random = createRandom(seed)
        const kinds = new Set(
          Array.from({ length: 2 }, () => Math.floor(random() * (instance.itemCount + 1)) - 1),
        )
        const periods = Int32Array.from(
          [...sequence].flatMap((item, period) => (kinds.has(item) ? [period] : [])),
        )
        if (periods.length === 0) return
        const before = checkSequence(instance, sequence).cost
        const change = reoptimisePositions(instance, sequence, periods, Number.POSITIVE_INFINITY)
        const after = checkSequence(instance, sequence)
        expect(after.faults).toEqual([])
        expect(after.cost - before).toBeCloseTo(change ?? 0, 9)
      }),
      { numRuns: 120, seed: 5 },
    )
  })
})
