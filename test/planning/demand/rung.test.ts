import { expect, it } from 'vitest'
import { authorisationRank, toldRungs } from '#planning/demand/rung'

it('133.3 + 147.6 + 1848.65 + 10.7 + 1016.8 rounds to 3157, and so do the parts that are told', () => {
  const by = { paid: 133.3, deposit: 147.6, subscription: 1848.65, intent: 10.7, model: 1016.8 }
  const told = toldRungs(Object.freeze(by))
  expect(told).toEqual({ paid: 133, deposit: 147, subscription: 1849, intent: 11, model: 1017 })
  expect(Object.values(told).reduce((sum, part) => sum + part, 0)).toBe(3157)
})

it('kilograms with one decimal are told in steps of 100 g', () => {
  const by = { paid: 149, deposit: 149, subscription: 0, intent: 0, model: 0 }
  expect(toldRungs(by, 100)).toEqual({ paid: 200, deposit: 100, subscription: 0, intent: 0, model: 0 })
})

it('what may be made comes first', () => {
  expect(authorisationRank('make')).toBeLessThan(authorisationRank('look-only'))
})
