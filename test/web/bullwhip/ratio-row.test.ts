import { expect, it } from 'vitest'
import { ratioTicks } from '#web/bullwhip/ratio-row.ts'

it('ticks of the ratio are evenly spaced in steps of 1, 2 or 5', () => {
  expect(ratioTicks(1.5)).toEqual([0, 0.5, 1, 1.5])
  expect(ratioTicks(7)).toEqual([0, 2, 4, 6])
  expect(ratioTicks(10)).toEqual([0, 2, 4, 6, 8, 10])
  expect(ratioTicks(30)).toEqual([0, 5, 10, 15, 20, 25, 30])
})
