import type { ItemDemand } from '#db/batch-demand'
import type { CampaignProgress } from '#db/campaign-progress'
import type { Db } from '#db/client'
import { quotes } from '#db/quotes'
import type { ShownRun } from '#db/shown-run'
import { nextRung, type Rung, sureUnits } from '#planning/batches/next-rung'
import type { Strand } from './batch-strands.ts'

/** What more deposits would reach, for each campaign that a batch serves and that still takes deposits. */
export async function readDepositRungs(
  db: Db,
  run: ShownRun,
  behind: { readonly strands: readonly Strand[]; readonly campaigns: readonly CampaignProgress[] },
  demand: readonly ItemDemand[],
) {
  const served = new Set(behind.strands.map(({ campaignId }) => campaignId))
  const sum = (series: 'deposit' | 'grossDeposit') =>
    demand.reduce((total, row) => total + row[series].reduce((all, units) => all + units, 0), 0)
  const gross = sum('grossDeposit')
  const survivingFraction = gross > 0 ? Math.min(1, sum('deposit') / gross) : 1
  const open = behind.campaigns.filter(
    ({ campaignId, depositTo }) => served.has(campaignId) && depositTo >= run.asOf,
  )
  const offered = new Map<number, Rung[]>()
  for (const { campaignId } of open)
    for (const { replies } of await quotes(db, { campaignId })) {
      const [reply] = replies
      for (const { quantity, unitCostMinor } of reply?.answer === 'offer' ? reply.priceBreaks : [])
        offered.set(campaignId, [
          ...(offered.get(campaignId) ?? []),
          { kind: 'factory-price', quantity, value: unitCostMinor },
        ])
    }
  return open.flatMap((campaign) => {
    const standing = campaign.placed - campaign.cancelled
    const rungs: Rung[] = [
      ...(campaign.thresholdQuantity === null
        ? []
        : [{ kind: 'threshold' as const, quantity: campaign.thresholdQuantity, value: null }]),
      ...campaign.discountLadder.map(({ quantity, discountFraction }) => ({
        kind: 'customer-discount' as const,
        quantity,
        value: discountFraction,
      })),
      ...(offered.get(campaign.campaignId) ?? []),
    ]
    const next = nextRung(rungs, standing)
    return next
      ? [
          {
            campaignId: campaign.campaignId,
            nameZh: campaign.nameZh,
            nameEn: campaign.nameEn,
            standing,
            /** Deposits still missing. */
            missing: next.quantity - standing,
            /** Units that these would make sure. */
            sureUnits: sureUnits(next.quantity - standing, survivingFraction),
            ...next,
          },
        ]
      : []
  })
}
