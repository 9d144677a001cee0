import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeGroups, OTHER_GROUPS } from '#api/publication/merge-groups'

describe('groups shown to suppliers', () => {
  it('2 orders of B would show apart or as a difference: they go with the 20 of C', () => {
    const groups = [
      { groupName: 'A', quantity: 90, orders: 30 },
      { groupName: 'B', quantity: 4, orders: 2 },
      { groupName: 'C', quantity: 60, orders: 20 },
    ]
    expect(mergeGroups(groups, 10)).toEqual([
      { groupName: 'A', quantity: 90, orders: 30 },
      { groupName: OTHER_GROUPS, quantity: 64, orders: 22 },
    ])
  })
  it('nine orders in all are not broken down', () => {
    expect(mergeGroups([{ groupName: 'A', quantity: 9, orders: 9 }], 10)).toEqual([])
  })
  it('whatever the groups: none shown has fewer than ten orders and the units are those of the input', () => {
    const group = fc.record({
      groupName: fc.string({ minLength: 1, maxLength: 3 }),
      quantity: fc.integer({ min: 1, max: 99 }),
      orders: fc.integer({ min: 1, max: 30 }),
    })
    fc.assert(
      fc.property(fc.uniqueArray(group, { selector: (each) => each.groupName, maxLength: 8 }), (groups) => {
        const shown = mergeGroups(groups, 10)
        for (const { orders } of shown) expect(orders).toBeGreaterThanOrEqual(10)
        const units = (all: typeof groups) => all.reduce((sum, { quantity }) => sum + quantity, 0)
        if (shown.length > 0) expect(units(shown)).toBe(units(groups))
      }),
    )
  })
})
