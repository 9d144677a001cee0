import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { correlationKept, type ErrorWeights, hierarchyOf, reconcile } from '#planning/forecast/reconcile'
import { createRandom, drawStandardNormal } from '#planning/random'

/** Item × region, crossed: total, 3 items, 2 regions, 6 bottom series. */
const crossed = hierarchyOf(6, [
  [0, 0, 1, 1, 2, 2],
  [0, 1, 0, 1, 0, 1],
])
const nodes = crossed.aggregates.length + 6
const values = fc.array(fc.double({ min: -50, max: 500, noNaN: true }), {
  minLength: nodes,
  maxLength: nodes,
})
const random = createRandom(4)
const residuals = Array.from({ length: 40 }, () =>
  Float64Array.from({ length: nodes }, () => 5 * drawStandardNormal(random)),
)
const everyWeight: ErrorWeights[] = [
  { kind: 'ols' },
  { kind: 'structure' },
  { kind: 'variance', variance: Array.from({ length: nodes }, (_, node) => 1 + node) },
  { kind: 'shrink', residuals },
]

function gaps(reconciled: Float64Array): number[] {
  return crossed.aggregates.map((bottoms, node) =>
    Math.abs(
      reconciled[node]! -
        bottoms.reduce((sum, bottom) => sum + reconciled[crossed.aggregates.length + bottom]!, 0),
    ),
  )
}

describe('reconciliation over crossed levels', () => {
  it('adds up at every node, with every weighting', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(...everyWeight), fc.boolean(), (base, weights, isNonNegative) => {
        const reconciled = reconcile(crossed, base, weights, isNonNegative)
        expect(Math.max(...gaps(reconciled))).toBeLessThan(1e-9 * 5000)
        if (isNonNegative) expect(Math.min(...reconciled)).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 80 },
    )
  })
  it('what adds up already is left as it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 6, maxLength: 6 }),
        fc.constantFrom(...everyWeight),
        (bottom, weights) => {
          const sums = crossed.aggregates.map((members) => members.reduce((sum, b) => sum + bottom[b]!, 0))
          const base = [...sums, ...bottom]
          reconcile(crossed, base, weights).forEach((value, node) => {
            expect(value).toBeCloseTo(base[node]!, 6)
          })
        },
      ),
      { numRuns: 40 },
    )
  })
  it('non-negative is optimal: no small shift of one bottom series comes closer to the base', () => {
    fc.assert(
      fc.property(values, (base) => {
        const best = reconcile(crossed, base, { kind: 'ols' }, true)
        const distance = (bottom: ArrayLike<number>) => {
          let sum = 0
          crossed.aggregates.forEach((members, node) => {
            sum += (base[node]! - members.reduce((total, b) => total + bottom[b]!, 0)) ** 2
          })
          for (let b = 0; b < 6; b += 1) sum += (base[crossed.aggregates.length + b]! - bottom[b]!) ** 2
          return sum
        }
        const bottom = Array.from(best.slice(crossed.aggregates.length))
        for (let b = 0; b < 6; b += 1)
          for (const shift of [-0.01, 0.01]) {
            const moved = bottom.map((x, i) => (i === b ? Math.max(0, x + shift) : x))
            expect(distance(moved)).toBeGreaterThanOrEqual(distance(bottom) - 1e-6)
          }
      }),
      { numRuns: 40 },
    )
  })
  it('unrelated errors keep almost none of their sample correlation', () => {
    expect(correlationKept(residuals)).toBeLessThan(0.35)
  })
})
