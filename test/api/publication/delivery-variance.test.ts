import { describe, expect, it } from 'vitest'
import { deliveryVariance } from '#api/publication/delivery-variance'
import type { PlanToPublish } from '#db/published-plan'

const WEEKS = 28
const swinging = (mean: number, swing: number) =>
  Array.from({ length: WEEKS }, (_, week) => mean + (week % 2 === 0 ? swing : -swing))
const zeros = new Array<number>(WEEKS).fill(0)

const plan = (change: Partial<PlanToPublish>): PlanToPublish => ({
  itemId: 1,
  supplierId: 1,
  code: 'TEA',
  nameZh: '茶',
  nameEn: 'Tea',
  baseUnit: 'piece',
  unitCostMinor: 100,
  transportDays: 0,
  share: 1,
  onHand: 0,
  backorder: 0,
  scheduledReceipts: zeros,
  receiptQuantity: zeros,
  authorisedMake: zeros,
  authorisedReserve: zeros,
  authorisedMaterial: zeros,
  paid: zeros,
  deposit: zeros,
  subscription: zeros,
  intent: zeros,
  model: zeros,
  ...change,
})

describe('how much a supplier delivers swings', () => {
  it('deliveries of ±20 for half a demand of ±20, in two rungs: (20/10)² = 4', () => {
    const told = deliveryVariance(
      [
        plan({
          share: 0.5,
          receiptQuantity: swinging(30, 20),
          scheduledReceipts: zeros.map(() => 20),
          paid: zeros.map(() => 60),
          model: swinging(40, 20),
        }),
      ],
      WEEKS,
    )
    expect(told.ratio).toBeCloseTo(4, 6)
    expect(told).toMatchObject({ weeks: 28, verdict: 'amplifies' })
  })
  it('two items count at their cost: one of 3 smooths what one of 1 amplifies', () => {
    const calm = plan({ unitCostMinor: 300, receiptQuantity: zeros.map(() => 40), model: swinging(40, 10) })
    const wild = plan({ unitCostMinor: 100, receiptQuantity: swinging(40, 10), model: zeros.map(() => 40) })
    expect(deliveryVariance([calm, wild], WEEKS).ratio).toBeCloseTo((100 * 10) ** 2 / (300 * 10) ** 2, 6)
  })
  it('13 weeks give a figure and no verdict; demand that does not vary gives neither', () => {
    const short = deliveryVariance([plan({ receiptQuantity: swinging(9, 2), paid: swinging(9, 1) })], 13)
    expect(short).toMatchObject({ weeks: 13, verdict: 'too-few-buckets' })
    expect(deliveryVariance([plan({ receiptQuantity: swinging(9, 2) })], WEEKS)).toMatchObject({
      ratio: null,
      verdict: 'demand-does-not-vary',
    })
  })
})
