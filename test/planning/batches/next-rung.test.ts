import { expect, it } from 'vitest'
import { nextRung, type Rung } from '#planning/batches/next-rung'

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
