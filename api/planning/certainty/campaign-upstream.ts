import { type ChainMaterial, type MaterialCertainty, upstreamCertainty } from './upstream.ts'

/** A campaign's item, its factory and the materials behind it. Money per unit, days, units. */
export interface CampaignChain {
  /** What a unit sells for without a pre-order, > unitCost. */
  readonly price: number
  /** What the factory is paid for a unit, > 0. */
  readonly unitCost: number
  /** What making costs of what is paid, at the factory and at material suppliers alike, in (0, 1). */
  readonly makingCostFraction: number
  /** What left-over goods fetch of what they cost, in [0, 1). */
  readonly salvageFraction: number
  readonly transportDays: number
  readonly makingDays: number
  readonly materials: readonly {
    readonly code: string
    readonly unitsPerItem: number
    readonly unitCost: number
    readonly leadTimeDays: number
  }[]
  /** Variance of orders over that of consumer demand at factory and material suppliers; null counts as 1. */
  readonly factoryRatio: number | null
  readonly materialRatio: number | null
}

export const ITEM_TIER = 'item'
export const FACTORY_TIER = 'factory'

/**
 * What one committed unit is worth at each tier of a campaign's chain, once each: stock risk of the platform, of the
 * factory, and of each material supplier, where the commitment comes early enough.
 *
 * @param horizonDays from the day the quantity is known to the day goods ship, >= 0
 * @returns tiers from the item upwards, with the total; null when prices leave no margin to put at risk
 * Source: as {@link upstreamCertainty}.
 * @example campaignUpstream(chain, { horizonDays: 60, mean: 2000, deviation: 700 })?.total
 */
export function campaignUpstream(
  chain: CampaignChain,
  demand: { readonly horizonDays: number; readonly mean: number; readonly deviation: number },
): { readonly tiers: readonly MaterialCertainty[]; readonly total: number } | null {
  const { price, unitCost, makingCostFraction: cost, salvageFraction: salvage } = chain
  if (!(price > unitCost && unitCost > 0 && cost > 0 && cost < 1 && salvage < 1 && demand.mean > 0))
    return null
  const materials = chain.materials.filter((material) => material.unitCost > 0 && material.unitsPerItem > 0)
  const tiers: ChainMaterial[] = [
    {
      name: ITEM_TIER,
      unit: { price, cost: unitCost, salvage: salvage * unitCost },
      leadTime: chain.transportDays,
      orderVarianceRatio: 1,
      inputs: [{ name: FACTORY_TIER, units: 1 }],
    },
    {
      name: FACTORY_TIER,
      unit: { price: unitCost, cost: cost * unitCost, salvage: salvage * cost * unitCost },
      leadTime: chain.makingDays,
      orderVarianceRatio: positive(chain.factoryRatio),
      inputs: materials.map(({ code, unitsPerItem }) => ({ name: code, units: unitsPerItem })),
    },
    ...materials.map((material) => ({
      name: material.code,
      unit: {
        price: material.unitCost,
        cost: cost * material.unitCost,
        salvage: salvage * cost * material.unitCost,
      },
      leadTime: material.leadTimeDays,
      orderVarianceRatio: positive(chain.materialRatio),
      inputs: [],
    })),
  ]
  const { horizonDays, mean, deviation } = demand
  return upstreamCertainty(tiers, { horizon: Math.max(0, horizonDays), mean, deviation })
}

function positive(ratio: number | null): number {
  return ratio !== null && ratio > 0 ? ratio : 1
}
