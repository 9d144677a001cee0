import { itemOptions, materialLeadDays, type WeekReply, weekReplies } from '#db/batch-cards'
import type { Db } from '#db/client'
import { type StatedMaterial, statedMaterials } from '#db/material-supply'
import { businessSettings } from '#db/runs'
import type { ShownRun } from '#db/shown-run'
import { batchDeadline } from '#planning/batches/batch-deadline'
import type { ScheduledBatch } from '#planning/batches/batch-schedule'
import { type MaterialState, materialStates } from '#planning/batches/material-state'
import { type ReplyState, replyState } from '#planning/batches/reply-state'
import { addDays, bucketStart, dayNumber } from '#planning/time-bucket'
import { readSchedule, type Schedule } from './read-schedule.ts'
import { scheduledDays } from './scheduled-days.ts'

/** What the card of each batch of a board says beside the board itself: one question per kind of fact. */
export async function readCards(db: Db, run: ShownRun) {
  const schedule = await readSchedule(db, run)
  const { batches, items, lines } = schedule
  const { timeZone } = await businessSettings(db)
  const stated = await statedMaterials(db, { ...run, timeZone, itemIds: null })
  const options = await itemOptions(db, [
    ...new Set(batches.flatMap((batch) => batch.items.map(({ itemId }) => itemId))),
  ])
  const leads = await materialLeadDays(db)
  const replies = await weekReplies(db)
  const days = scheduledDays(schedule)
  const supplierOf = new Map(lines.map(({ lineId, supplierId }) => [lineId, supplierId]))
  const materials = statesBySupplier(schedule, days, stated, supplierOf)
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
      material: named(material, stated),
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

function statesBySupplier(
  schedule: Schedule,
  days: ReturnType<typeof scheduledDays>,
  stated: readonly StatedMaterial[],
  supplierOf: ReadonlyMap<number, number>,
): Map<number, MaterialState> {
  const asOfDay = dayNumber(schedule.run.asOf)
  const states = new Map<number, MaterialState>()
  for (const supplierId of new Set(supplierOf.values())) {
    const own = schedule.batches
      .filter(({ lineId }) => supplierOf.get(lineId) === supplierId)
      .map(({ batchNumber, items }) => ({ batchNumber, items, startsOn: days.get(batchNumber)!.startsOn }))
    const known = stated
      .filter((material) => material.supplierId === supplierId)
      .map(({ materialId, arrivals, leadTimeDays, uses }) => ({
        materialId,
        arrivals,
        boughtFromDay: leadTimeDays === null ? null : asOfDay + leadTimeDays,
        perUnit: new Map(uses.map((use) => [use.itemId, use.quantityPerUnit])),
      }))
    for (const [batchNumber, state] of materialStates(own, known)) states.set(batchNumber, state)
  }
  return states
}

function named(state: MaterialState, stated: readonly StatedMaterial[]) {
  if (!('materialId' in state)) return { kind: state.kind, nameZh: '', nameEn: '', until: null }
  const { nameZh = '', nameEn = '' } = stated.find(({ materialId }) => materialId === state.materialId) ?? {}
  return { kind: state.kind, nameZh, nameEn, until: state.kind === 'missing' ? state.until : null }
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
