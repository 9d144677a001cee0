import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  expectedReturns,
  learnReturns,
  OLDEST_RETURN_WEEKS,
  resaleShare,
} from '#planning/order-policy/expected-returns'

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0)

describe('returns as supply', () => {
  it('20 of 180 delivered came back after a week: 20/(180 + 20) = .1 in all, most of it after one week', () => {
    const curve = learnReturns({ delivered: 180, returned: 20, byAge: [0, 20] })
    expect(sum(curve)).toBeCloseTo(0.1, 12)
    expect(curve[1]).toBeCloseTo((0.1 * 21.25) / 25, 12)
  })
  it('a tenth back after one week: 10 of the 100 of last week, then 5 of the 50 of this', () => {
    expect([...expectedReturns(Float64Array.of(0, 0.1), [100], [50, 0])]).toEqual([10, 5])
  })
  it('nothing was ever returned: nothing is counted on', () => {
    expect(sum(learnReturns({ delivered: 0, returned: 0, byAge: [] }))).toBe(0)
  })
  it('no more comes back than was delivered, in all the share of it', () => {
    const units = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        units,
        units,
        (delivered, part, byAge, ahead) => {
          const curve = learnReturns({ delivered, returned: delivered * part, byAge })
          expect(sum(curve)).toBeLessThanOrEqual(1)
          const long = [...ahead, ...new Array<number>(OLDEST_RETURN_WEEKS + 1).fill(0)]
          expect(sum(expectedReturns(curve, [], long))).toBeCloseTo(sum(curve) * sum(ahead), 8)
        },
      ),
    )
  })
  it('negative counts are refused', () => {
    expect(() => learnReturns({ delivered: -1, returned: 0, byAge: [] })).toThrow(
      'delivered must be >= 0; got -1',
    )
  })
})

describe('what of the returns is sold again as new', () => {
  const count = (graded: number, asNew: number) => ({ graded, asNew })
  it('30 of 60 of the item, 130 of 180 of its category, 1 assumed: (30 + 20·(130 + 20)/200)/80 = .5625', () => {
    expect(resaleShare({ item: count(60, 30), category: count(180, 130), assumed: 1 })).toBe(0.5625)
  })
  it('nothing graded: as assumed; only the category graded: near its share', () => {
    expect(resaleShare({ item: count(0, 0), category: count(0, 0), assumed: 0.8 })).toBeCloseTo(0.8, 12)
    expect(resaleShare({ item: count(0, 0), category: count(980, 490), assumed: 1 })).toBeCloseTo(0.51, 12)
  })
  it('lies between the shares it is learned from, and follows the item as its grades grow', () => {
    const counts = fc.record({
      graded: fc.integer({ min: 0, max: 1000 }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(counts, counts, fc.double({ min: 0, max: 1, noNaN: true }), (item, category, assumed) => {
        const share = resaleShare({
          item: count(item.graded, item.graded * item.part),
          category: count(category.graded, category.graded * category.part),
          assumed,
        })
        const parts = [item.part, category.part, assumed]
        expect(share).toBeGreaterThanOrEqual(Math.min(...parts) - 1e-12)
        expect(share).toBeLessThanOrEqual(Math.max(...parts) + 1e-12)
        const many = resaleShare({ item: count(1e9, 1e9 * item.part), category: count(0, 0), assumed })
        expect(many).toBeCloseTo(item.part, 6)
      }),
    )
  })
  it('refuses more as new than graded, and an assumed share above 1', () => {
    expect(() => resaleShare({ item: count(1, 2), category: count(1, 1), assumed: 1 })).toThrow(
      'item.asNew must be in [0, 1]; got 2',
    )
    expect(() => resaleShare({ item: count(0, 0), category: count(0, 0), assumed: 1.2 })).toThrow(
      'assumed must be in [0, 1]; got 1.2',
    )
  })
})
