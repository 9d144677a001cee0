import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addEquations,
  addRow,
  normalEquations,
  residualSquares,
  ridgeCoefficients,
} from '#planning/forecast/ridge'

describe('ridge regression about a prior', () => {
  it('without rows the prior stands', () => {
    const [first, second] = ridgeCoefficients(normalEquations(2), [0.3, 0.7], 10)
    expect(first).toBeCloseTo(0.3, 12)
    expect(second).toBeCloseTo(0.7, 12)
  })
  it('one term, 40 rows of y = 3 x against prior 1 worth 40 rows: 2', () => {
    const equations = normalEquations(1)
    for (let i = 1; i <= 40; i += 1) addRow(equations, [1], 3, 1, 1)
    expect(ridgeCoefficients(equations, [1], 40)[0]).toBeCloseTo(2, 6)
  })
  it('an exact plane is found when the prior weighs little, and leaves no residual', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), {
          minLength: 8,
        }),
        (rows) => {
          const equations = normalEquations(3)
          const half = normalEquations(3)
          for (const [a, b] of rows) addRow(half, [1, a, b], 2 + 3 * a - b, 1, 1)
          for (const [a, b] of [
            [0, 0],
            [1, 0],
            [0, 1],
            [5, -4],
          ] as const)
            addRow(equations, [1, a, b], 2 + 3 * a - b, 1, 1)
          addEquations(equations, half)
          const found = ridgeCoefficients(equations, [0, 0, 0], 1e-7)
          expect(found[0]).toBeCloseTo(2, 3)
          expect(found[1]).toBeCloseTo(3, 3)
          expect(found[2]).toBeCloseTo(-1, 3)
          expect(residualSquares(equations, found)).toBeLessThan(1e-3)
        },
      ),
      { numRuns: 40 },
    )
  })
})
