import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitShiftedBetaGeometric, retentionCounts, survivalAfter } from '#planning/forecast/retention'
import { boxesDue, type Subscriptions } from '#planning/forecast/subscription-boxes'

const one = (change: Partial<Record<keyof Subscriptions, number>> = {}): Subscriptions => ({
  item: Int32Array.of(change.item ?? 0),
  unitsPerBox: Float64Array.of(change.unitsPerBox ?? 2),
  plan: Int32Array.of(0),
  renewals: Int32Array.of(change.renewals ?? 0),
  nextStep: Int32Array.of(change.nextStep ?? 0),
  cadenceSteps: Int32Array.of(change.cadenceSteps ?? 1),
  prepaidBoxes: Int32Array.of(change.prepaidBoxes ?? 0),
  skipProbability: Float64Array.of(change.skipProbability ?? 0),
  resumePerStep: Float64Array.of(change.resumePerStep ?? 1),
})
/** Survival 1 / (t + 1). */
const retention = { alpha: 1, beta: 1, shape: 1 }
const mean = (change?: Parameters<typeof one>[0]) => [...boxesDue(one(change), [retention], 1, 4).mean]

describe('subscription boxes due', () => {
  it('2 units a week from a new subscriber with survival 1/(t+1): 1, 2/3, 1/2, 2/5', () => {
    ;[1, 2 / 3, 1 / 2, 2 / 5].forEach((units, step) => {
      expect(mean()[step]).toBeCloseTo(units, 12)
    })
  })
  it('after 3 renewals the fourth stays with 4/5: 2 · 4/5', () => {
    expect(mean({ renewals: 3 })[0]).toBeCloseTo(1.6, 12)
  })
  it('a box each second week starting next week: 0, 1, 0, 2/3', () => {
    const due = mean({ cadenceSteps: 2, nextStep: 1 })
    expect(due[0]).toBe(0)
    expect(due[1]).toBeCloseTo(1, 12)
    expect(due[3]).toBeCloseTo(2 / 3, 12)
  })
  it('two prepaid boxes are certain: 2, 2, then 1', () => {
    const due = boxesDue(one({ prepaidBoxes: 2 }), [retention], 1, 4)
    expect([...due.mean.slice(0, 2)]).toEqual([2, 2])
    expect(due.mean[2]).toBeCloseTo(1, 12)
    expect([...due.prepaid]).toEqual([2, 2, 0, 0])
    expect([...due.variance.slice(0, 2)]).toEqual([0, 0])
  })
  it('one skip in four leaves three quarters', () =>
    expect(mean({ skipProbability: 0.25 })[0]).toBeCloseTo(0.75, 12))
  it('a pause lifted with one half a week: half, three quarters … of the running boxes', () => {
    expect(mean({ resumePerStep: 0.5 })[1]).toBeCloseTo((2 / 3) * 0.75, 12)
  })
  it('whatever the cohort, survival falls from 1 and stays above 0', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.05, max: 0.99, noNaN: true }), { minLength: 2, maxLength: 8 }),
        (stay) => {
          const cohort = [1000]
          for (const rate of stay) cohort.push(Math.floor(cohort.at(-1)! * rate))
          const fitted = fitShiftedBetaGeometric(retentionCounts([cohort]))
          let before = 1
          for (let t = 0; t < 30; t += 1) {
            const alive = survivalAfter(fitted, t)
            expect(alive).toBeLessThanOrEqual(before + 1e-12)
            expect(alive).toBeGreaterThanOrEqual(0)
            before = alive
          }
        },
      ),
      { numRuns: 30 },
    )
  })
})
