import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CombinationEvidence,
  combinationEvidence,
  learnWeights,
} from '#planning/forecast/combination-weights'
import { createRandom, drawStandardNormal } from '#planning/random'

const zeros = new Float64Array(8)

/** Evidence of `series` series whose members err independently with these deviations. */
function independent(series: number, deviations: readonly number[], seed = 3): CombinationEvidence[] {
  const random = createRandom(seed)
  return Array.from({ length: series }, () => {
    const forecasts = deviations.map((deviation) => zeros.map(() => deviation * drawStandardNormal(random)))
    return combinationEvidence(
      { signature: 'a + b', forecasts, usual: deviations.map(() => 1 / deviations.length) },
      zeros,
    )!
  })
}

describe('combination weights', () => {
  it('independent errors of variances 1 and 4 weigh .8 and .2 (Bates & Granger 1969)', () => {
    const weights = learnWeights(independent(10_000, [1, 2]))['a + b']!
    expect(weights[0]).toBeCloseTo(0.8, 1)
    expect(weights[0]! + weights[1]!).toBeCloseTo(1, 9)
  })

  it('few series leave the usual weights: nothing is learned from fewer than 30', () => {
    expect(learnWeights(independent(29, [1, 5]))).toEqual({})
    expect(Object.keys(learnWeights(independent(30, [1, 5])))).toEqual(['a + b'])
  })

  it('what errs a hundred times as much as the other gets next to nothing', () => {
    expect(learnWeights(independent(2000, [1, 100]))['a + b']![1]).toBeLessThan(0.05)
  })

  it('unknown actuals and members without error teach nothing', () => {
    const members = { signature: 'a + b', forecasts: [zeros, zeros], usual: [0.5, 0.5] }
    expect(combinationEvidence(members, zeros)).toBeNull()
    expect(
      combinationEvidence(
        { ...members, forecasts: [zeros, zeros.map(() => 1)] },
        zeros.map(() => Number.NaN),
      ),
    ).toBeNull()
  })

  it('weights are >= 0, sum to 1 and never err more on what they learned from than the usual ones', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.05, max: 50, noNaN: true }), { minLength: 2, maxLength: 6 }),
        fc.integer({ min: 30, max: 90 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (deviations, series, seed) => {
          const evidence = independent(series, deviations, seed)
          const weights = learnWeights(evidence)['a + b']!
          expect(weights.every((weight) => weight >= 0)).toBe(true)
          expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 4)
          const loss = (shares: readonly number[]) =>
            evidence.reduce((total, { products }) => {
              shares.forEach((a, i) => {
                shares.forEach((b, j) => {
                  total += a * b * products[i * shares.length + j]!
                })
              })
              return total
            }, 0) / series
          expect(loss(weights)).toBeLessThanOrEqual(loss(evidence[0]!.usual) + 1e-4)
        },
      ),
      { numRuns: 40 },
    )
  })
})
