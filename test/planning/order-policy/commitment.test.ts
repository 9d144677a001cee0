import { describe, expect, it } from 'vitest'
import { askedUnits, unitsOfAcceptance } from '#planning/order-policy/commitment'

const line = (authorisation: string, quantity: number) => ({ authorisation, quantity })

describe('what a commitment belongs to', () => {
  it('50 to make, 30 to buy material for and 20 to look at: 80 authorised, and accepting means 80', () => {
    const asked = askedUnits([line('make', 50), line('material-only', 30), line('look-only', 20)])
    expect(asked).toEqual({ authorised: 80, lookOnly: 20 })
    expect(unitsOfAcceptance(asked)).toBe(80)
  })
  it('a forecast alone asks for nothing; taken on by itself it is taken on whole', () => {
    const asked = askedUnits([line('look-only', 20)])
    expect(asked).toEqual({ authorised: 0, lookOnly: 20 })
    expect(unitsOfAcceptance(asked)).toBe(20)
  })
})
