import { describe, expect, it } from 'vitest'
import {
  type ErrorWeights,
  forecastProportions,
  hierarchyOf,
  reconcile,
  reconciledVariances,
} from '#planning/forecast/reconcile'

const two = hierarchyOf(2, [])
const base = [100, 50, 40]
const covariance: ErrorWeights = { kind: 'covariance', matrix: [16, 6, 3, 6, 9, 1, 3, 1, 4] }

describe('total = A + B with base forecasts 100, 50, 40', () => {
  it.each<[string, ErrorWeights, number[]]>([
    ['OLS', { kind: 'ols' }, [96.666667, 53.333333, 43.333333]],
    ['WLS by structure', { kind: 'structure' }, [95, 52.5, 42.5]],
    [
      'WLS by variance 16, 9, 4',
      { kind: 'variance', variance: [16, 9, 4] },
      [94.482759, 53.103448, 41.37931],
    ],
    ['minimum trace', covariance, [94.615385, 53.076923, 41.538462]],
  ])('%s', (_, weights, expected) => {
    expected.forEach((value, node) => {
      expect(reconcile(two, base, weights)[node]).toBeCloseTo(value, 6)
    })
  })
  it('minimum trace leaves variances 12.230769, 7.769231, 3.692308', () => {
    const variances = reconciledVariances(two, covariance)
    ;[12.230769, 7.769231, 3.692308].forEach((value, node) => {
      expect(variances[node]).toBeCloseTo(value, 6)
    })
  })
  it('forecast proportions split 100 into 55.5556 and 44.4444', () => {
    const [, a, b] = forecastProportions([-1, 0, 0], base)
    expect(a).toBeCloseTo(55.5556, 4)
    expect(b).toBeCloseTo(44.4444, 4)
  })
  it('base 10, 50, −6: OLS gives −17.333 for B; non-negative gives A the mean of 10 and 50, B nothing', () => {
    expect([...reconcile(two, [10, 50, -6], { kind: 'ols' })].map((x) => Number(x.toFixed(3)))).toEqual([
      21.333, 38.667, -17.333,
    ])
    const [total, a, b] = reconcile(two, [10, 50, -6], { kind: 'ols' }, true)
    expect(total).toBeCloseTo(30, 9)
    expect(a).toBeCloseTo(30, 9)
    expect(b).toBeCloseTo(0, 12)
  })
})
