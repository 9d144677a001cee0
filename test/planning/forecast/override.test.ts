import { array, assert, constantFrom, double, integer, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DemandByRung } from '#planning/forecast/demand-by-rung'
import { applyOverrides, overriddenRemainder } from '#planning/forecast/override'

const demand: DemandByRung = {
  paid: Float64Array.of(10, 0, 5),
  deposit: Float64Array.of(5, 0, 0),
  grossDeposit: Float64Array.of(6, 0, 0),
  subscription: Float64Array.of(1, 0, 0),
  intent: Float64Array.of(4, 0, 0),
  model: Float64Array.of(20, 30, 10),
  mean: Float64Array.of(40, 30, 15),
  quantiles: [Float64Array.of(30, 20, 8), Float64Array.of(40, 30, 14), Float64Array.of(52, 41, 25)],
  sums: [{ steps: 2, mean: 70, quantiles: Float64Array.of(55, 70, 88) }],
}

describe('forecast override', () => {
  it('a total of 50 in a week with 16 on the book leaves 4 of intent and 30 of model', () => {
    const after = applyOverrides(demand, [{ step: 0, scope: 'total', quantity: 50 }])
    expect([after.mean[0], after.intent[0], after.model[0]]).toEqual([50, 4, 30])
    expect(after.quantiles.map((values) => values[0])).toEqual([40, 50, 62])
    expect(after.sums[0]).toEqual({ steps: 2, mean: 80, quantiles: Float64Array.of(65, 80, 98) })
    expect(after.paid).toBe(demand.paid)
  })

  it('a remainder of 2 comes on top of the book and takes from intent', () => {
    const after = applyOverrides(demand, [{ step: 0, scope: 'remainder', quantity: 2 }])
    expect([after.mean[0], after.intent[0], after.model[0]]).toEqual([18, 2, 0])
  })

  it('a total below the book becomes the book; quantiles stay at or above what is paid', () => {
    const after = applyOverrides(demand, [{ step: 0, scope: 'total', quantity: 0 }])
    expect(after.mean[0]).toBe(16)
    expect(after.quantiles[0]![0]).toBe(10)
  })

  it('weeks that are not overridden keep every number; nothing at all gives the same object', () => {
    expect(applyOverrides(demand, [])).toBe(demand)
    expect(applyOverrides(demand, [{ step: 7, scope: 'total', quantity: 1 }])).toBe(demand)
    const after = applyOverrides(demand, [{ step: 1, scope: 'total', quantity: 3 }])
    expect([after.mean[0], after.mean[2], after.quantiles[2]![2]]).toEqual([40, 15, 25])
  })

  it('rungs always add up to the mean and quantiles never cross', () => {
    const overrides = array(
      record({
        step: integer({ min: 0, max: 4 }),
        scope: constantFrom('total' as const, 'remainder' as const),
        quantity: double({ min: 0, max: 1e5, noNaN: true }),
      }),
      { maxLength: 3 },
    )
    assert(
      property(overrides, (drawn) => {
        const after = applyOverrides(demand, drawn)
        for (let step = 0; step < 3; step += 1) {
          const { paid, deposit, subscription, intent, model } = after
          const rungs = paid[step]! + deposit[step]! + subscription[step]! + intent[step]! + model[step]!
          expect(rungs).toBeCloseTo(after.mean[step]!, 6)
          const [low, middle, high] = after.quantiles.map((values) => values[step]!)
          expect(low).toBeLessThanOrEqual(middle!)
          expect(middle).toBeLessThanOrEqual(high!)
        }
      }),
    )
  })

  it('a negative quantity is refused with the value seen', () => {
    expect(() => applyOverrides(demand, [{ step: 0, scope: 'total', quantity: -1 }])).toThrow('got -1')
  })
})

it('a total of 30 leaves 10 beyond a book of 20, a total of 5 none; a remainder stands on top of the book', () => {
  expect(overriddenRemainder({ scope: 'total', quantity: 30 }, 20)).toBe(10)
  expect(overriddenRemainder({ scope: 'total', quantity: 5 }, 20)).toBe(0)
  expect(overriddenRemainder({ scope: 'remainder', quantity: 5 }, 20)).toBe(5)
})
