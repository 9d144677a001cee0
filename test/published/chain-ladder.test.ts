import { describe, expect, it } from 'vitest'
import { multiplicativePickUp } from '#planning/forecast/pick-up'
import { REINSURANCE_RAA, TAYLOR_ASHE } from './booking-triangles.ts'

type Triangle = readonly (readonly number[])[]

/** Multiplicative pick-up from each age to the next over all periods that have both: the chain ladder's factors. */
function factorsOf(triangle: Triangle): number[] {
  return triangle[0]!.slice(1).map((_, age) => {
    const seen = triangle.filter((row) => row.length > age + 1)
    return multiplicativePickUp(
      { onBook: seen.map((row) => row[age]!), final: seen.map((row) => row[age + 1]!) },
      1,
    )
  })
}

/** Units still to come of each period. */
function reservesOf(triangle: Triangle): number[] {
  const factors = factorsOf(triangle)
  return triangle.map((row) => {
    const latest = row.at(-1)!
    return factors.slice(row.length - 1).reduce((units, factor) => units * factor, latest) - latest
  })
}

/** Mack's standard errors are not in the product: its pick-up takes its spread from the residuals at each lead. */
describe('multiplicative pick-up, age by age, on the published triangles', () => {
  it('Taylor & Ashe: factors to five digits, reserves to the unit, 18,680,856 still to come', () => {
    factorsOf(TAYLOR_ASHE.triangle).forEach((factor, age) => {
      expect(factor).toBeCloseTo(TAYLOR_ASHE.factors[age]!, 5)
    })
    const reserves = reservesOf(TAYLOR_ASHE.triangle)
    expect(reserves.map(Math.round)).toEqual([...TAYLOR_ASHE.reserves])
    expect(Math.round(reserves.reduce((sum, units) => sum + units))).toBe(TAYLOR_ASHE.totalReserve)
  })
  it('RAA: factors to five digits, 52,135 still to come', () => {
    factorsOf(REINSURANCE_RAA.triangle).forEach((factor, age) => {
      expect(factor).toBeCloseTo(REINSURANCE_RAA.factors[age]!, 5)
    })
    const total = reservesOf(REINSURANCE_RAA.triangle).reduce((sum, units) => sum + units)
    expect(Math.round(total)).toBe(REINSURANCE_RAA.totalReserve)
  })
  it('100 → 150 and now 120: 60 still to come', () => {
    expect(reservesOf([[100, 150], [120]])).toEqual([0, 60])
  })
})
