import { describe, expect, test } from 'vitest'
import { changedFrom, plainSearch } from '#web/frame/view-search.ts'

describe('the search of a view', () => {
  test('what is not said is left out, so that a page opened plainly equals a view of everything', () => {
    expect(plainSearch({ search: undefined, supplierId: 3, desc: false, extra: null })).toEqual({
      supplierId: 3,
      desc: false,
    })
  })
  test('the order of its parts changes nothing, another value does', () => {
    expect(changedFrom({ a: 1, b: 'x' }, { b: 'x', a: 1 })).toBe(false)
    expect(changedFrom({ a: 1 }, { a: 2 })).toBe(true)
    expect(changedFrom({}, { a: 1 })).toBe(true)
  })
})
