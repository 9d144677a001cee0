import type { CampaignProgress } from '#db/campaign-progress'
import type { CertaintyOffer } from '#planning/batches/buy-certainty'
import { discountAt } from '#planning/certainty/campaign-decision'
import { conversionByTerms } from '#planning/certainty/conversion-by-terms'
import type { Strand } from './batch-strands.ts'

/** Steps of one percentage point by which a discount may be raised. */
const STEPS = 40
const HIGHEST_DISCOUNT = 0.8

export interface CampaignOffer extends CertaintyOffer {
  readonly campaignId: number
  readonly nameZh: string
  readonly nameEn: string
  /** Finished campaigns that conversion was learned from. */
  readonly cohortCount: number
  /** Discounts above this one are beyond what was ever tried. */
  readonly triedUpTo: number
}

/**
 * The campaign with most deposits behind a batch that still takes deposits, and what finished campaigns tell of how many
 * complete at which discount; null when there is no such campaign, or none is finished.
 */
export function certaintyOffer(
  strands: readonly Strand[],
  campaigns: readonly CampaignProgress[],
  asOf: string,
): CampaignOffer | null {
  const behind = new Map<number, number>()
  for (const { campaignId, purpose, quantity } of strands)
    if (campaignId !== null && purpose === 'deposit')
      behind.set(campaignId, (behind.get(campaignId) ?? 0) + quantity)
  const [campaign] = campaigns
    .filter(({ campaignId, depositTo }) => behind.has(campaignId) && depositTo >= asOf)
    .sort((a, b) => behind.get(b.campaignId)! - behind.get(a.campaignId)!)
  const cohorts = campaigns
    .filter(({ balanceTo, placed }) => balanceTo < asOf && placed > 0)
    .map((finished) => ({
      depositShare: finished.depositFraction,
      discount: discountOf(finished),
      committed: finished.placed,
      completed: Math.min(finished.placed, finished.settled),
    }))
  if (!campaign || cohorts.length === 0) return null
  const model = conversionByTerms(cohorts)
  const now = discountOf(campaign)
  const steps = Array.from({ length: STEPS + 1 }, (_, step) => now + step / 100)
    .filter((discount) => discount <= HIGHEST_DISCOUNT)
    .map((discount) => ({
      discount,
      conversion: model.predict({ depositShare: campaign.depositFraction, discount }).mean,
    }))
  return {
    campaignId: campaign.campaignId,
    nameZh: campaign.nameZh,
    nameEn: campaign.nameEn,
    cohortCount: model.cohortCount,
    triedUpTo: Math.max(...cohorts.map(({ discount }) => discount)),
    deposits: behind.get(campaign.campaignId)! / steps[0]!.conversion,
    referencePrice: campaign.referencePriceMinor,
    steps,
  }
}

function discountOf({ discountLadder, placed, cancelled }: CampaignProgress): number {
  return discountAt(discountLadder, placed - cancelled)
}
