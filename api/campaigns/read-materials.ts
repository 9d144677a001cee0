import { businessDate } from '#api/context'
import { Refusal } from '#api/errors'
import { campaignItems, campaignLeadDays, campaignMaterials } from '#db/campaign-economics'
import type { Caller, Headwater } from '#db/client'
import { pastRatios } from '#db/order-variances'
import { shownRun } from '#db/shown-run'

/** What lies behind the factory of a campaign: materials by the bill, lead times, and how far orders swing at each tier. */
export async function readMaterials(headwater: Headwater, caller: Caller, campaignId: number, now: Date) {
  return headwater.asCaller(caller, async (db) => {
    const run = await shownRun(db)
    const asOf = run?.asOf ?? businessDate(now)
    const items = await campaignItems(db, campaignId, asOf)
    if (items.length === 0) throw new Refusal('not-found', `Campaign ${campaignId} has no items.`)
    const hasBookings = items.some(({ standing }) => standing > 0)
    const weights = items.map(({ itemId, standing }) => ({ itemId, weight: hasBookings ? standing : 1 }))
    const ratios = run ? await pastRatios(db, run.planningRunId) : new Map<string, number>()
    return {
      ...(await campaignLeadDays(
        db,
        items.map(({ itemId }) => itemId),
        asOf,
      )),
      materials: await campaignMaterials(db, weights),
      /** Variance of past orders over that of consumer demand; null where it was not measured. */
      platformRatio: ratios.get('platform') ?? null,
      supplierRatio: ratios.get('supplier') ?? null,
    }
  })
}
