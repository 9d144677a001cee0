import { campaignNames } from '#db/campaigns'
import type { Db } from '#db/client'
import { ledgerHabits, orderBooks } from '#db/demand'
import { businessSettings } from '#db/runs'
import type { ShownRun } from '#db/shown-run'
import type { SchedulePeg } from '#planning/batches/batch-schedule'
import { type OpenUnits, strandOrigins } from '#planning/batches/strand-origins'
import { type KnownFuture, knownFuture } from '#planning/demand/known-future'
import { weekNumber } from '#planning/demand/week-number'
import { readSchedule } from './read-schedule.ts'

/** What one batch is for, strand by strand, orders down to their campaign; the quantities add up to the batch. */
export async function readStrands(db: Db, run: ShownRun, batchNumber: number) {
  const { batches, items } = await readSchedule(db, run)
  const pegs = batches.find((each) => each.batchNumber === batchNumber)?.pegs ?? []
  const names = new Map(items.map((item) => [item.itemId, item]))
  const known = await knownByItem(
    db,
    run,
    pegs.map(({ itemId }) => itemId),
  )
  const firstWeek = weekNumber(run.firstBucket)
  const strands = pegs.flatMap((peg) =>
    strandOrigins(peg.quantity, openUnits(known.get(peg.itemId) ?? [], peg, firstWeek)).map((part) => ({
      ...peg,
      ...part,
    })),
  )
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

/** The book of each item as the run knew it. */
async function knownByItem(db: Db, run: ShownRun, itemIds: readonly number[]) {
  const { timeZone } = await businessSettings(db)
  const scope = { asOf: run.asOf, ledgerVersion: run.ledgerVersion, timeZone, itemIds: [...new Set(itemIds)] }
  const { recordsFulfilment } = await ledgerHabits(db, scope)
  const future = { firstWeek: weekNumber(run.firstBucket), horizon: run.horizonWeeks, recordsFulfilment }
  return new Map((await orderBooks(db, scope)).map((book) => [book.itemId, knownFuture(book, future)]))
}

/** What is open for the need of a strand, by campaign; nothing for strands that serve no order. */
function openUnits(known: readonly KnownFuture[], peg: SchedulePeg, firstWeek: number): OpenUnits[] {
  const { purpose, needWeek } = peg
  if (needWeek === null || (purpose !== 'paid' && purpose !== 'deposit' && purpose !== 'subscription'))
    return []
  const step = weekNumber(needWeek) - firstWeek
  return known.flatMap((future) => {
    const units = future[purpose][step] ?? 0
    return units > 0 ? [{ campaignId: future.campaignId, units }] : []
  })
}
