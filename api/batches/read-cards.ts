import { itemOptions, materialLeadDays, type WeekReply, weekReplies } from '#db/batch-cards'
import type { Db } from '#db/client'
import type { ShownRun } from '#db/shown-run'
import { batchDeadline } from '#planning/batches/batch-deadline'
import type { ScheduledBatch } from '#planning/batches/batch-schedule'
import { type ReplyState, replyState } from '#planning/batches/reply-state'
import { addDays, bucketStart } from '#planning/time-bucket'
import { batchMaterials, boardMaterials, namedMaterial } from './batch-materials.ts'
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
  const replies = await weekReplies(db)
  const days = scheduledDays(schedule)
  const supplierOf = new Map(lines.map(({ lineId, supplierId }) => [lineId, supplierId]))
  const materials = batchMaterials(schedule, stated)
  const asked = new Map(replies.map((reply) => [`${reply.supplierId}/${reply.itemId}/${reply.week}`, reply]))
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
      optionMix: optionMix(batch, options),
      material: namedMaterial(material, stated),
      reply: replyOf(batch, supplierId, transport, endsOn, asked),
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

/** Units by each value of each option that the items have, most first. */
function optionMix(
  batch: ScheduledBatch,
  options: ReadonlyMap<number, Readonly<Record<string, unknown>>>,
): { readonly option: string; readonly values: { readonly value: string; readonly quantity: number }[] }[] {
  const mix = new Map<string, Map<string, number>>()
  for (const { itemId, quantity } of batch.items)
    for (const [option, value] of Object.entries(options.get(itemId) ?? {})) {
      if (typeof value !== 'string' && typeof value !== 'number') continue
      const values = mix.get(option) ?? new Map<string, number>()
      mix.set(option, values.set(String(value), (values.get(String(value)) ?? 0) + quantity))
    }
  return [...mix]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([option, values]) => ({
      option,
      values: [...values]
        .map(([value, quantity]) => ({ value, quantity }))
        .sort((a, b) => b.quantity - a.quantity || a.value.localeCompare(b.value)),
    }))
}

/** What the supplier answered to the weeks in which the batch arrives. */
function replyOf(
  batch: ScheduledBatch,
  supplierId: number,
  transport: ReadonlyMap<number, number>,
  endsOn: string,
  asked: ReadonlyMap<string, WeekReply>,
): { readonly state: ReplyState; readonly replyBy: string | null } {
  const weeks = batch.items.flatMap(({ itemId }) => {
    const arrives = bucketStart(addDays(endsOn, transport.get(itemId)!), 'week')
    return asked.get(`${supplierId}/${itemId}/${arrives}`) ?? []
  })
  return { state: replyState(weeks.map(({ answer }) => answer)), replyBy: weeks[0]?.replyBy ?? null }
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
