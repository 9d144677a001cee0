import { describe, expect, it } from 'vitest'
import { isSmallChange, smallChangeRecord } from '#planning/forecast/small-changes'

describe('small changes of a forecast', () => {
  it('104 and 96 of 100 are small, 105 is not; of a forecast of 0 none is', () => {
    expect([104, 96, 105].map((quantity) => isSmallChange(quantity, 100))).toEqual([true, true, false])
    expect(isSmallChange(0, 0)).toBe(false)
  })

  it('of three small changes one came nearer, one went away, one is level; the large one does not count', () => {
    const outcomes = [
      { quantity: 104, forecastSeen: 100, actual: 110 },
      { quantity: 96, forecastSeen: 100, actual: 110 },
      { quantity: 104, forecastSeen: 100, actual: 102 },
      { quantity: 150, forecastSeen: 100, actual: 150 },
    ]
    expect(smallChangeRecord(Object.freeze(outcomes))).toEqual({ tried: 3, better: 1 })
  })
})
