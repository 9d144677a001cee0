import { describe, expect, it } from 'vitest'
import { chainLadder } from '#planning/forecast/chain-ladder'
import { REINSURANCE_RAA, TAYLOR_ASHE } from './booking-triangles.ts'

describe('chain ladder with Mack errors on the published triangles', () => {
  const taylorAshe = chainLadder(TAYLOR_ASHE.triangle)
  it('Taylor & Ashe: factors to five digits, reserves and errors to the unit', () => {
    TAYLOR_ASHE.factors.forEach((factor, j) => {
      expect(taylorAshe.factors[j]).toBeCloseTo(factor, 5)
    })
    expect([...taylorAshe.reserve].map(Math.round)).toEqual([...TAYLOR_ASHE.reserves])
    expect([...taylorAshe.standardError].map(Math.round)).toEqual([...TAYLOR_ASHE.standardErrors])
  })
  it('Taylor & Ashe: 18,680,856 still to come with standard error 2,447,095', () => {
    expect(Math.round(taylorAshe.totalReserve)).toBe(TAYLOR_ASHE.totalReserve)
    expect(Math.round(taylorAshe.totalStandardError)).toBe(TAYLOR_ASHE.totalStandardError)
  })
  it('RAA: 52,135 still to come with standard error 26,909', () => {
    const raa = chainLadder(REINSURANCE_RAA.triangle)
    REINSURANCE_RAA.factors.forEach((factor, j) => {
      expect(raa.factors[j]).toBeCloseTo(factor, 5)
    })
    expect(Math.round(raa.totalReserve)).toBe(REINSURANCE_RAA.totalReserve)
    expect(Math.round(raa.totalStandardError)).toBe(REINSURANCE_RAA.totalStandardError)
  })
  it('100 → 150 and now 120: 60 still to come', () => {
    expect([...chainLadder([[100, 150], [120]]).reserve]).toEqual([0, 60])
  })
})
