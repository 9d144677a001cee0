import { assert, double, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advanceSelling, buyerChoice } from '#planning/certainty/buyer-option'
import { contractProfit } from '#planning/certainty/contract'
import { contractComparison } from '#planning/certainty/contract-comparison'
import { newsvendor } from '#planning/certainty/newsvendor'

describe('the buyer and the contract', () => {
  it.each([
    [0, 0.625, 15.625, 43.75],
    [0.05, 0.66875, 14.389063, 47.971875],
    [0.1, 0.7125, 13.30625, 51.8875],
    [0.2, 0.8, 11.6, 58.8],
    [0.3, 0.8875, 10.50625, 64.4875],
    [0.5, 1, 10, 70],
    [0.8, 1, 10, 70],
  ])('deposit %d of 70: q %d, surplus %d, revenue %d', (share, conversion, surplus, revenue) => {
    const choice = buyerChoice(
      { lowest: 40, highest: 120 },
      { listPrice: 100, discountedPrice: 70, deposit: 70 * share },
    )
    expect(choice.conversion).toBeCloseTo(conversion, 10)
    expect(choice.surplus).toBeCloseTo(surplus, 6)
    expect(choice.surplusOfWaiting).toBeCloseTo(2.5, 12)
    expect(choice.revenuePerCommitment).toBeCloseTo(revenue, 10)
    expect(choice.joins).toBe(true)
  })
  it.each([
    [20, 38, 24],
    [40, 18, 18],
    [50, 8, 15],
  ])('advance selling at cost %d: %d against %d', (cost, early, spot) => {
    const seen = advanceSelling({ high: 100, low: 40, share: 0.3, cost })
    expect(seen.early).toBeCloseTo(early, 10)
    expect(seen.spot).toBeCloseTo(spot, 10)
    if (cost !== 40) expect(seen.sellsEarly).toBe(cost < 40)
  })
  const market = { price: 115, cost: 35, salvage: 25, mean: 250, deviation: 125 }
  it('push 232.536213: 5,555.488 + 9,301.449 = 83.1 %', () => {
    const seen = contractProfit({ kind: 'push', wholesale: 75 }, market)
    expect(seen.quantity).toBeCloseTo(232.536213, 6)
    expect(seen.retailerProfit).toBeCloseTo(5555.488, 3)
    expect(seen.supplierProfit).toBeCloseTo(9301.449, 3)
    expect(seen.totalProfit).toBeCloseTo(14_856.936, 3)
    expect(seen.efficiency).toBeCloseTo(0.831, 3)
  })
  it('pull 355.202654: 9,441.812 + 8,250.238 = 99.0 %', () => {
    const seen = contractProfit({ kind: 'pull', wholesale: 75 }, market)
    expect(seen.quantity).toBeCloseTo(355.202654, 6)
    expect(seen.retailerProfit).toBeCloseTo(9441.812, 3)
    expect(seen.supplierProfit).toBeCloseTo(8250.238, 3)
    expect(seen.totalProfit).toBeCloseTo(17_692.05, 3)
    expect(seen.efficiency).toBeCloseTo(0.99, 3)
  })
  it('advance-purchase discount 75/115 reaches the optimum 17,869.305 at 402.580044; 70/95 reaches 99.85 %', () => {
    const best = contractProfit({ kind: 'advance-purchase-discount', early: 75, atOnce: 115 }, market)
    expect(best.prebooked).toBeCloseTo(232.536, 3)
    expect(best.quantity).toBeCloseTo(402.580044, 6)
    expect(best.retailerProfit).toBeCloseTo(5555.488, 3)
    expect(best.supplierProfit).toBeCloseTo(12_313.817, 3)
    expect(best.totalProfit).toBeCloseTo(17_869.305, 3)
    const other = contractProfit({ kind: 'advance-purchase-discount', early: 70, atOnce: 95 }, market)
    expect(other.retailerProfit).toBeCloseTo(7802.69, 3)
    expect(other.supplierProfit).toBeCloseTo(10_040.078, 3)
    expect(other.efficiency).toBeCloseTo(0.9985, 4)
  })
  it('side by side with a surcharge of 40 on 75: push as above, pull at 115, advance purchase at its optimum', () => {
    const terms = { price: 115, wholesale: 75, supplierCost: 35, salvage: 25, atOnceSurcharge: 40 / 75 }
    const [push, pull, early] = contractComparison({ ...terms, mean: 250, deviation: 125 })!
    expect(push).toMatchObject({ kind: 'push', quantity: expect.closeTo(232.536213, 5) })
    expect(pull).toMatchObject({ kind: 'pull', prebooked: 0, retailerProfit: expect.closeTo(0, 6) })
    expect(early).toMatchObject({
      kind: 'advance-purchase-discount',
      prebooked: expect.closeTo(232.536, 3),
      totalProfit: expect.closeTo(17_869.305, 3),
    })
    expect(early!.retailerProfit).toBeCloseTo(push!.retailerProfit, 6)
    const plain = contractComparison({ ...terms, atOnceSurcharge: 0, mean: 250, deviation: 125 })!
    expect(plain[1]!.totalProfit).toBeCloseTo(17_692.05, 3)
  })
  it('no contract earns more than one owner of both would; what is ordered early is never more than what is made', () => {
    const share = (least: number, most: number) => double({ min: least, max: most, noNaN: true })
    assert(
      property(
        share(0.55, 0.95),
        share(0.5, 0.95),
        share(0.05, 0.9),
        share(0, 1),
        share(0.05, 0.5),
        (wholesaleShare, costShare, salvageShare, atOnceSurcharge, variation) => {
          const wholesale = 100 * wholesaleShare
          const supplierCost = wholesale * costShare
          const salvage = supplierCost * salvageShare
          const given = { price: 100, wholesale, supplierCost, salvage, atOnceSurcharge }
          const options = contractComparison({ ...given, mean: 500, deviation: 500 * variation })!
          for (const { efficiency, prebooked, quantity } of options) {
            expect(efficiency).toBeLessThan(1 + 1e-9)
            expect(prebooked).toBeLessThanOrEqual(quantity)
          }
        },
      ),
    )
  })
  it('prices that do not fall from the customer to the scrap dealer compare nothing', () => {
    const terms = { price: 100, wholesale: 60, supplierCost: 40, salvage: 10, atOnceSurcharge: 0.1 }
    const market = { mean: 100, deviation: 30 }
    expect(contractComparison({ ...terms, ...market, wholesale: 110 })).toBeNull()
    expect(contractComparison({ ...terms, ...market, supplierCost: 60 })).toBeNull()
    expect(contractComparison({ ...terms, ...market, salvage: 40 })).toBeNull()
    expect(() => contractComparison({ ...terms, ...market, atOnceSurcharge: -0.1 })).toThrow(
      'atOnceSurcharge must be >= 0; got -0.1',
    )
  })
  it('O’Neill: 4185.954677 units, profit 222,296.497', () => {
    const seen = newsvendor({ price: 190, cost: 110, salvage: 90 }, 3192, 1181)
    expect(seen.quantity).toBeCloseTo(4185.954677, 5)
    expect(seen.profit).toBeCloseTo(222_296.497, 3)
  })
})
