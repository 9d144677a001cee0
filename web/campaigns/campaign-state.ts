import type { Outputs } from '#web/trpc.ts'

export type Campaign = Outputs['campaigns']['list']['campaigns'][number]

export type CampaignState = 'coming' | 'open' | 'between' | 'balance' | 'shipping' | 'closed'

/** Where a campaign stands at a date; the ship window may overlap the balance window. */
export function campaignState(campaign: Campaign, asOf: string): CampaignState {
  if (asOf < campaign.depositFrom) return 'coming'
  if (asOf <= campaign.depositTo) return 'open'
  if (asOf > campaign.shipTo) return 'closed'
  if (asOf <= campaign.balanceTo) return asOf < campaign.balanceFrom ? 'between' : 'balance'
  return 'shipping'
}

export function isSoldOut(campaign: Campaign): boolean {
  return campaign.capQuantity !== null && campaign.placed >= campaign.capQuantity
}

/** The next step of the discount ladder and how many bookings it still takes. */
export function nextStep(campaign: Campaign): { missing: number; discountFraction: number } | null {
  const net = campaign.placed - campaign.cancelled
  const step = campaign.discountLadder.find((candidate) => candidate.quantity > net)
  return step ? { missing: step.quantity - net, discountFraction: step.discountFraction } : null
}
