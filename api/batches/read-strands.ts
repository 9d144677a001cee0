import { campaignNames } from '#db/campaigns'
import type { Db } from '#db/client'
import type { ShownRun } from '#db/shown-run'
import { batchStrands } from './batch-strands.ts'
import { readSchedule } from './read-schedule.ts'

/** What one batch is for, strand by strand, orders down to their campaign; the quantities add up to the batch. */
export async function readStrands(db: Db, run: ShownRun, batchNumber: number) {
  const { batches, items } = await readSchedule(db, run)
  const batch = batches.find((each) => each.batchNumber === batchNumber)
  const names = new Map(items.map((item) => [item.itemId, item]))
  const strands = batch ? await batchStrands(db, run, batch) : []
  const campaigns = await campaignNames(
    db,
    strands.flatMap(({ campaignId }) => (campaignId === null ? [] : [campaignId])),
  )
  return strands.map(({ itemId, purpose, needWeek, quantity, campaignId }) => {
    const { code = '', nameZh = '', nameEn = '' } = names.get(itemId) ?? {}
    const campaign = campaignId === null ? null : (campaigns.get(campaignId) ?? null)
    return { itemId, code, nameZh, nameEn, purpose, needWeek, quantity, campaignId, campaign }
  })
}
