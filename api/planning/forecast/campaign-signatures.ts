import { type CampaignRecord, isSoldOut } from '#planning/forecast/campaign-record'

/** Days before deposits are taken that are looked at. */
const LONGEST_SIGNING_DAYS = 60
const FEWEST_CAMPAIGNS = 3
/** Of the signatures of a campaign, the share that must be in before they say anything. */
const LEAST_SIGNED_SHARE = 0.15

/** How signatures, which bind nobody, told what was ordered in the end. */
export interface SignatureKnowledge {
  /** Units ordered in the whole campaign for each unit signed before deposits were taken, > 0. */
  readonly ordersPerSignature: number
  /** Coefficient of variation of that from campaign to campaign, > 0. */
  readonly variation: number
  /** Share of the signatures that are in so many days before deposits are taken: index 1 is the day before. */
  readonly signedByDaysAhead: Float64Array
}

/** A belief about all orders of a campaign. */
export interface SizeBelief {
  readonly mean: number
  /** Coefficient of variation, > 0. */
  readonly variation: number
}

/**
 * Learns from campaigns whose deposits are over what a signature before them was worth. Sold-out campaigns are left out:
 * their orders say "at least".
 *
 * @returns null with fewer than three campaigns that were signed for
 * @example learnSignatures([]) // null
 */
export function learnSignatures(closed: readonly CampaignRecord[]): SignatureKnowledge | null {
  const told = closed.flatMap((campaign) => {
    const orders = campaign.placed.reduce((sum, units) => sum + units, 0)
    const signed = signedUntil(campaign, campaign.depositFromDay - 1)
    return signed > 0 && orders > 0 && !isSoldOut(campaign) ? [{ campaign, orders, signed }] : []
  })
  if (told.length < FEWEST_CAMPAIGNS) return null
  const orders = told.reduce((sum, each) => sum + each.orders, 0)
  const ordersPerSignature = orders / told.reduce((sum, each) => sum + each.signed, 0)
  const squares = told.reduce(
    (sum, each) => sum + (each.orders / (each.signed * ordersPerSignature) - 1) ** 2,
    0,
  )
  return {
    ordersPerSignature,
    // One pseudo-campaign at a coefficient of 1: few campaigns must not claim to know their spread.
    variation: Math.min(2, Math.max(0.1, Math.sqrt((squares + 1) / told.length))),
    signedByDaysAhead: Float64Array.from({ length: LONGEST_SIGNING_DAYS + 1 }, (_, ahead) => {
      const shares = told.map(
        ({ campaign, signed }) =>
          signedUntil(campaign, campaign.depositFromDay - Math.max(1, ahead)) / signed,
      )
      return shares.reduce((sum, share) => sum + share, 0) / shares.length
    }),
  }
}

/** Units signed for by the end of a day. */
export function signedUntil(campaign: CampaignRecord, lastDay: number): number {
  return campaign.days.reduce((sum, day, at) => sum + (day <= lastDay ? (campaign.signed[at] ?? 0) : 0), 0)
}

/**
 * Belief about a campaign's orders, drawn to what its signatures tell: both are logarithms weighed by their precision.
 *
 * @param before belief without signatures; null: none
 * @returns `before` itself while too few signatures are in to say anything
 * Source: precision weighting of independent normal beliefs; unpaid intent as an imperfect signal, Tan, Güllü & Erkip
 * 2007, EJOR 177(2).
 * @example beliefWithSignatures(campaign, null, before, 20_000) // before
 */
export function beliefWithSignatures(
  campaign: CampaignRecord,
  knowledge: SignatureKnowledge | null,
  before: SizeBelief | null,
  asOfDay: number,
): SizeBelief | null {
  if (knowledge === null) return before
  const ahead = Math.max(1, campaign.depositFromDay - asOfDay)
  const share = knowledge.signedByDaysAhead[Math.min(LONGEST_SIGNING_DAYS, ahead)]!
  const signed = signedUntil(campaign, Math.min(asOfDay, campaign.depositFromDay - 1))
  if (share < LEAST_SIGNED_SHARE || signed <= 0) return before
  const told = (knowledge.ordersPerSignature * signed) / share
  // A count has its own chance, and what is still to be signed is uncertain too.
  const variance = knowledge.variation ** 2 + 1 / signed + (1 - share) / share
  if (before === null || !(before.mean > 0)) return { mean: told, variation: Math.sqrt(variance) }
  const precision = 1 / variance + 1 / before.variation ** 2
  const logarithm = (Math.log(told) / variance + Math.log(before.mean) / before.variation ** 2) / precision
  return { mean: Math.exp(logarithm), variation: Math.sqrt(1 / precision) }
}
