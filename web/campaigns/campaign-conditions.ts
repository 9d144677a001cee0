import { ASSUMED_SALVAGE_FRACTION } from '#planning/batches/certainty-dial'
import { discountAt } from '#planning/certainty/campaign-decision'
import type { WaterfallTerms } from '#planning/certainty/certainty-waterfall'
import type { Outputs } from '#web/trpc.ts'
import type { CampaignSearch, ConditionKey } from './campaign-search-params.ts'

export type Outlook = Outputs['campaigns']['outlook']

/** What holds while nothing is known and nobody says otherwise. */
const ASSUMED = {
  salvage: 100 * ASSUMED_SALVAGE_FRACTION,
  loyal: 100,
  lost: 10,
  cancelCost: 5,
  offSeason: 0,
  channel: 0,
  supplierCost: 75,
  atOnce: 10,
} as const

export interface Condition {
  readonly value: number
  /** Where the value comes from. */
  readonly source: 'stated' | 'learned' | 'assumed'
}
export type Conditions = Readonly<Record<ConditionKey, Condition>>

/** Every condition with its value and where it comes from: the address, the ledger, or an assumption. */
export function conditionsOf(outlook: Outlook, search: CampaignSearch): Conditions {
  const { economics, finish, campaign } = outlook
  const stock = economics.stockDemand
  const learned: Partial<Record<ConditionKey, number | null>> = {
    realised: economics.realisedFraction === null ? null : Math.min(100, 100 * economics.realisedFraction),
    cost: economics.unitCostMinor === null ? null : economics.unitCostMinor / 100,
    paidShare: finish ? 100 * finish.paidFraction : null,
    deposits: finish ? finish.standing.mean : null,
    mean: stock?.mean ?? null,
    deviation: stock ? stock.mean * stock.variation : null,
  }
  const fallback: Readonly<Record<ConditionKey, number>> = {
    ...ASSUMED,
    realised: 100,
    cost: (0.4 * campaign.referencePriceMinor) / 100,
    paidShare: 90,
    deposits: Math.max(1, campaign.placed - campaign.cancelled),
    mean: Math.max(1, campaign.placed),
    deviation: 0.5 * Math.max(1, campaign.placed),
  }
  const condition = (key: ConditionKey): Condition => {
    const stated = search[key]
    if (stated !== undefined) return { value: stated, source: 'stated' }
    const known = learned[key]
    if (known !== null && known !== undefined) return { value: known, source: 'learned' }
    return { value: fallback[key], source: 'assumed' }
  }
  return Object.fromEntries(
    (Object.keys(fallback) as ConditionKey[]).map((key) => [key, condition(key)]),
  ) as unknown as Conditions
}

/** Terms of the waterfall in minor units of money; null when the conditions leave no margin to give away. */
export function waterfallTerms(
  outlook: Outlook,
  conditions: Conditions,
  search: CampaignSearch,
  deposits = conditions.deposits.value,
): WaterfallTerms | null {
  const listPrice = outlook.campaign.referencePriceMinor
  const unitCost = conditions.cost.value * 100
  const realisedFraction = conditions.realised.value / 100
  const salvageFraction = conditions.salvage.value / 100
  const conversion = conditions.paidShare.value / 100
  const canBeSold =
    listPrice > 0 && unitCost > 0 && listPrice * realisedFraction > unitCost && salvageFraction < 1
  if (!canBeSold || !(conversion > 0) || !(deposits > 0) || !(conditions.mean.value > 0)) return null
  return {
    listPrice,
    realisedFraction,
    unitCost,
    salvageFraction,
    mean: conditions.mean.value,
    deviation: conditions.deviation.value,
    commitments: deposits,
    conversion,
    wouldBuyAnyway: conditions.loyal.value / 100,
    residual: { kind: search.residual ?? 'market-factor' },
    depositFraction: Math.min(0.999, outlook.campaign.depositFraction),
    countsForfeits: search.forfeits ?? false,
    offSeasonSaving: conditions.offSeason.value * 100,
    channelSaving: conditions.channel.value * 100,
  }
}

/** The discount the campaign gives at the projected finish. */
export function projectedDiscount(outlook: Outlook): number {
  return discountAt(outlook.campaign.discountLadder, outlook.finish?.standing.mean ?? 0)
}
