import type { Db } from '#db/client'
import { ledgerHabits, orderBooks } from '#db/demand'
import { businessSettings } from '#db/runs'
import type { ShownRun } from '#db/shown-run'
import type { ScheduledBatch, SchedulePeg } from '#planning/batches/batch-schedule'
import { type OpenUnits, strandOrigins } from '#planning/batches/strand-origins'
import { type KnownFuture, knownFuture } from '#planning/demand/known-future'
import { weekNumber } from '#planning/demand/week-number'

export interface Strand extends SchedulePeg {
  /** null: orders outside campaigns, and whatever serves no order. */
  readonly campaignId: number | null
}

/** What a batch is for, orders down to their campaign; the quantities add up to the batch. */
export async function batchStrands(
  db: Db,
  run: ShownRun,
  { pegs }: Pick<ScheduledBatch, 'pegs'>,
): Promise<Strand[]> {
  const known = await knownByItem(
    db,
    run,
    pegs.map(({ itemId }) => itemId),
  )
  const firstWeek = weekNumber(run.firstBucket)
  return pegs.flatMap((peg) =>
    strandOrigins(peg.quantity, openUnits(known.get(peg.itemId) ?? [], peg, firstWeek)).map((part) => ({
      ...peg,
      ...part,
    })),
  )
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
