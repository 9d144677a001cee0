import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recordByReason } from '#planning/forecast/override-record'

describe('what overriding was worth', () => {
  test('two for a price, one nearer and one not: 40 of 200 off before, 60 after', () => {
    const [price, weather] = recordByReason([
      { reason: 'weather', quantity: 5, forecastSeen: 0, actual: 0 },
      { reason: 'price', quantity: 90, forecastSeen: 120, actual: 100 },
      { reason: 'price', quantity: 150, forecastSeen: 80, actual: 100 },
    ])
    expect(price).toEqual({
      reason: 'price',
      overrideCount: 2,
      forecastWape: 0.2,
      overrideWape: 0.3,
      valueAdded: expect.closeTo(-0.1, 12),
      nearerShare: 0.5,
    })
    expect(weather).toMatchObject({
      forecastWape: null,
      overrideWape: null,
      valueAdded: null,
      nearerShare: 0,
    })
  })

  test('every override counts once, and value added is the difference of both errors', () => {
    const result = fc.record({
      reason: fc.constantFrom('price', 'weather', 'other'),
      quantity: fc.nat(500),
      forecastSeen: fc.nat(500),
      actual: fc.nat(500),
    })
    fc.assert(
      fc.property(fc.array(result), (results) => {
        const records = recordByReason(results)
        expect(records.reduce((sum, { overrideCount }) => sum + overrideCount, 0)).toBe(results.length)
        for (const { forecastWape, overrideWape, valueAdded } of records)
          if (forecastWape !== null) expect(valueAdded).toBeCloseTo(forecastWape - overrideWape!, 9)
      }),
    )
  })
})
