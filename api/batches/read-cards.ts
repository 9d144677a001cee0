import { itemOptions, materialLeadDays, weekReplies } from '#db/batch-cards'
import type { Db } from '#db/client'
import type { ShownRun } from '#db/shown-run'
import { batchDeadline } from '#planning/batches/batch-deadline'
import type { ScheduledBatch } from '#planning/batches/batch-schedule'
import { optionMix } from '#planning/batches/option-mix'
import { batchMaterials, boardMaterials, namedMaterial } from './batch-materials.ts'
import { batchReplies } from './batch-reply.ts'
import { readSchedule } from './read-schedule.ts'
import { scheduledDays } from './scheduled-days.ts'

/** What the card of each batch of a board says beside the board itself: one question per kind of fact. */
export async function readCards(db: Db, run: ShownRun) {
  const schedule = await readSchedule(db, run)
  const { batches, items, lines } = schedule
  const stated = await boardMaterials(db, run)
  const options = await itemOptions(db, [
    ...new Set(batches.flatMap((batch) => batch.items.map(({ itemId }) => itemId))),
  ])
  const leads = await materialLeadDays(db)
  const replyTo = batchReplies(await weekReplies(db))
  const days = scheduledDays(schedule)
  const supplierOf = new Map(lines.map(({ lineId, supplierId }) => [lineId, supplierId]))
  const materials = batchMaterials(schedule, stated)
  const transportDays = new Map(
    items.map(({ itemId, supplierId, transportDays: each }) => [`${supplierId}/${itemId}`, each]),
  )
  return batches.map((batch) => {
    const supplierId = supplierOf.get(batch.lineId)!
    const { startsOn, endsOn } = days.get(batch.batchNumber)!
    const material = materials.get(batch.batchNumber)!
    const transport = new Map(
      batch.items.map(({ itemId }) => [itemId, transportDays.get(`${supplierId}/${itemId}`) ?? 0]),
    )
    return {
      batchNumber: batch.batchNumber,
      optionMix: optionMix(
        batch.items.map(({ itemId, quantity }) => ({ quantity, options: options.get(itemId) ?? {} })),
      ),
      material: namedMaterial(material, stated),
      reply: replyTo(
        supplierId,
        [...transport].map(([itemId, days]) => ({ itemId, transportDays: days })),
        endsOn,
      ),
      deadline: batchDeadline(batch, {
        startsOn,
        today: run.asOf,
        transportDays: transport,
        materialLeadDays:
          material.kind === 'to-buy' || material.kind === 'not-stated'
            ? longestLead(batch, supplierId, leads)
            : null,
      }),
    }
  })
}

function longestLead(
  batch: ScheduledBatch,
  supplierId: number,
  leads: Awaited<ReturnType<typeof materialLeadDays>>,
): number | null {
  const made = new Set(batch.items.map(({ itemId }) => itemId))
  const days = leads.filter(
    (lead) => made.has(lead.itemId) && (lead.supplierId === null || lead.supplierId === supplierId),
  )
  return days.length > 0 ? Math.max(...days.map((lead) => lead.days)) : null
}
