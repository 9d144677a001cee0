import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type CampaignChain,
  campaignUpstream,
  FACTORY_TIER,
  ITEM_TIER,
} from '#planning/certainty/campaign-upstream'

const chain: CampaignChain = {
  price: 100,
  unitCost: 40,
  makingCostFraction: 0.7,
  salvageFraction: 0.375,
  transportDays: 4,
  makingDays: 6,
  materials: [{ code: 'fabric', unitsPerItem: 2, unitCost: 9, leadTimeDays: 10 }],
  factoryRatio: 1.48,
  materialRatio: null,
}
const demand = { mean: 2000, deviation: 700 }

describe('what a commitment is worth behind a campaign', () => {
  test('the platform tier is K σ/μ of p 100, c 40, s 15: 10.25060 a unit', () => {
    const { tiers } = campaignUpstream(chain, { ...demand, horizonDays: 20 })!
    expect(tiers[0]).toMatchObject({ name: ITEM_TIER, cumulativeLeadTime: 4, fitsCommitment: true })
    expect(tiers[0]!.valuePerItem).toBeCloseTo(10.2506, 4)
  })

  test('a commitment of 12 days reaches the factory, not its fabric', () => {
    const { tiers, total } = campaignUpstream(chain, { ...demand, horizonDays: 12 })!
    expect(tiers.map(({ name, fitsCommitment }) => [name, fitsCommitment])).toEqual([
      [ITEM_TIER, true],
      [FACTORY_TIER, true],
      ['fabric', false],
    ])
    expect(tiers[2]!.valuePerItem).toBe(0)
    expect(total).toBeCloseTo(tiers[0]!.valuePerItem + tiers[1]!.valuePerItem, 9)
  })

  test('without a margin there is nothing to say; materials that cost nothing are left out', () => {
    expect(campaignUpstream({ ...chain, price: 40 }, { ...demand, horizonDays: 12 })).toBeNull()
    const free = { ...chain, materials: [{ ...chain.materials[0]!, unitCost: 0 }] }
    expect(campaignUpstream(free, { ...demand, horizonDays: 99 })!.tiers).toHaveLength(2)
  })

  test('longer notice is never worth less', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (a, b) => {
        const worth = (horizonDays: number) => campaignUpstream(chain, { ...demand, horizonDays })!.total
        expect(worth(Math.max(a, b))).toBeGreaterThanOrEqual(worth(Math.min(a, b)))
      }),
    )
  })
})
