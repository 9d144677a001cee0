import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  errorDependence,
  type ItemGroups,
  movingErrors,
  settledErrors,
} from '#planning/forecast/error-dependence'
import { createRandom, drawStandardNormal } from '#planning/random'

const WEEKS = 200

/** Items whose weeks share a part over all, within a category of ten and within a product of two. */
function company(all: number, category: number, product: number, season: (week: number) => number = () => 0) {
  const random = createRandom(5)
  const draw = () => Float64Array.from({ length: WEEKS }, () => drawStandardNormal(random))
  const groups: ItemGroups[] = []
  const past: Float64Array[] = []
  const shared = draw()
  for (let c = 0; c < 8; c += 1) {
    const ofCategory = draw()
    for (let p = 0; p < 5; p += 1) {
      const ofProduct = draw()
      for (let i = 0; i < 2; i += 1) {
        const own = draw()
        groups.push({ category: c, product: 5 * c + p })
        past.push(
          own.map(
            (value, week) =>
              100 +
              season(week) +
              10 *
                (Math.sqrt(all) * shared[week]! +
                  Math.sqrt(category) * ofCategory[week]! +
                  Math.sqrt(product) * ofProduct[week]! +
                  Math.sqrt(1 - all - category - product) * value),
          ),
        )
      }
    }
  }
  return { past, groups }
}

describe('how forecast errors of items move together', () => {
  it.each([
    { all: 0, category: 0, product: 0 },
    { all: 0.2, category: 0.1, product: 0.3 },
    { all: 0, category: 0.5, product: 0 },
  ])('finds what is shared at each level: $all, $category, $product', ({ all, category, product }) => {
    const { past, groups } = company(all, category, product)
    const learned = errorDependence(past.map(movingErrors), groups)
    expect(Math.abs(learned.all - all)).toBeLessThan(0.08)
    expect(Math.abs(learned.category - category)).toBeLessThan(0.1)
    expect(Math.abs(learned.product - product)).toBeLessThan(0.1)
  })

  it('the first season, in which it was not yet learned, is left out once nearly two are known', () => {
    expect(settledErrors(new Float64Array(99), 52)).toHaveLength(47)
    expect(settledErrors(new Float64Array(98), 52)).toHaveLength(98)
  })

  it('the larger an item, the more its errors count for what all share', () => {
    const { past, groups } = company(0, 0, 0)
    const twin = [...past, past[0]!, past[0]!]
    const twinGroups = [...groups, { category: 90, product: 90 }, { category: 91, product: 91 }]
    const weighed = (deviation: number) =>
      errorDependence(
        twin.map((units, i) => ({
          ...movingErrors(units),
          deviation: i >= past.length || i === 0 ? deviation : 1,
        })),
        twinGroups,
      ).all
    expect(weighed(100)).toBeGreaterThan(0.4)
    expect(weighed(0)).toBeLessThan(0.08)
  })

  it('one wild week of one item does not speak for all', () => {
    const { past, groups } = company(0.2, 0.1, 0.3)
    const before = errorDependence(past.map(movingErrors), groups)
    past[3]![150] = 1e6
    const after = errorDependence(past.map(movingErrors), groups)
    expect(Math.abs(after.all - before.all)).toBeLessThan(0.1)
  })

  it('stays within its bounds whatever happened, gaps included', () => {
    const value = fc.oneof(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.constant(Number.NaN))
    const item = fc.record({
      past: fc.array(value, { minLength: 0, maxLength: 60 }),
      category: fc.integer({ min: -1, max: 2 }),
      product: fc.integer({ min: -1, max: 2 }),
    })
    fc.assert(
      fc.property(fc.array(item, { maxLength: 8 }), (items) => {
        const { all, category, product } = errorDependence(
          items.map(({ past }) => movingErrors(past)),
          items.map((each) => ({ category: each.category, product: 3 * each.category + each.product })),
        )
        for (const part of [all, category, product]) expect(part).toBeGreaterThanOrEqual(0)
        expect(all + category + product).toBeLessThan(1)
      }),
    )
  })

  it('refuses groups that do not match the items', () => {
    expect(() => errorDependence([movingErrors([1])], [])).toThrow('groups must hold 1 items; got 0')
  })
})
