import { array, assert, double, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { strandOrigins } from '#planning/batches/strand-origins'

describe('origins of a strand', () => {
  it('the example: 10 units over 30 and 10 open are 8 and 2', () => {
    expect(
      strandOrigins(10, [
        { campaignId: 1, units: 30 },
        { campaignId: 2, units: 10 },
      ]),
    ).toEqual([
      { campaignId: 1, quantity: 8 },
      { campaignId: 2, quantity: 2 },
    ])
  })

  it('nothing open is one part outside campaigns; no units are no part', () => {
    expect(strandOrigins(7, [])).toEqual([{ campaignId: null, quantity: 7 }])
    expect(strandOrigins(0, [{ campaignId: 1, units: 5 }])).toEqual([])
  })

  it('parts are whole, at least one unit each, and add up to the strand', () => {
    const units = array(double({ min: 0, max: 1e5, noNaN: true }), { minLength: 1, maxLength: 9 })
    assert(
      property(integer({ min: 0, max: 1_000_000 }), units, (quantity, open) => {
        const parts = strandOrigins(
          quantity,
          open.map((each, campaignId) => ({ campaignId, units: each })),
        )
        expect(parts.reduce((sum, part) => sum + part.quantity, 0)).toBe(quantity)
        for (const part of parts) expect(Number.isInteger(part.quantity) && part.quantity > 0).toBe(true)
      }),
    )
  })

  it('half a unit is refused', () => {
    expect(() => strandOrigins(0.5, [])).toThrow('got 0.5')
  })
})
