import { expect, it } from 'vitest'
import { nextRung, outcomesWith, type Rung, sureUnits } from '#planning/batches/next-rung'

const threshold: Rung = { kind: 'threshold', quantity: 1000, value: null }
const price: Rung = { kind: 'factory-price', quantity: 1000, value: 9000 }
const discount: Rung = { kind: 'customer-discount', quantity: 950, value: 0.1 }

it('917 stand: the discount at 950 comes before the threshold at 1,000', () => {
  expect(nextRung([threshold, discount], 917)).toBe(discount)
})
it('950 stand: that rung is reached; of two at 1,000 the factory price is named', () => {
  expect(nextRung([threshold, discount, price], 950)).toBe(price)
})
it('everything reached: there is no next rung', () => {
  expect(nextRung([threshold], 1000)).toBeNull()
})
it('83 deposits of which 9 in 10 survive make 75 units sure: every outcome rises by 75', () => {
  expect(sureUnits(83, 0.9)).toBe(75)
  expect(outcomesWith([10, 40], 75)).toEqual([85, 115])
  expect(() => sureUnits(83, 1.1)).toThrow('survivingFraction must be in [0, 1]; got 1.1')
})
