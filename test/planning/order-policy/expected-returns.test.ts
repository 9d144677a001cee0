import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectedReturns, learnReturns, OLDEST_RETURN_WEEKS } from '#planning/order-policy/expected-returns'

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
