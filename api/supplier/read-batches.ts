import { type BatchReply, batchReplies } from '#api/batches/batch-reply'
import { businessDate } from '#api/context'
import { weekReplies } from '#db/batch-cards'
import type { Caller, Headwater } from '#db/client'
import { standingMaterials } from '#db/material-supply'
import { latestPublication } from '#db/publication'
import { type PublishedBatch, publishedBatches } from '#db/published-batches'
import { type PublishedMaterial, publishedMaterials } from '#db/published-materials'
import { businessSettings } from '#db/runs'
import { type BatchDeadline, batchDeadline } from '#planning/batches/batch-deadline'
import { type KnownMaterial, materialStates } from '#planning/batches/material-state'
import { type OptionMix, optionMix } from '#planning/batches/option-mix'
import { dayNumber } from '#planning/time-bucket'

/** Whether the material of a batch is there when it starts, by what the supplier states. */
export interface BatchMaterial {
  readonly kind: 'not-stated' | 'there' | 'to-buy' | 'missing'
  readonly nameZh: string
  readonly nameEn: string
  readonly until: string | null
}

export interface SupplierBatches {
  readonly supplierId: number
  readonly nameZh: string
  readonly nameEn: string
  readonly version: number
  readonly publishedAt: Date
  readonly firstWeek: string
  readonly today: string
  readonly batches: readonly (PublishedBatch & BatchFacts)[]
}

/** What the card of a batch says beside its items and dates. */
export interface BatchFacts {
  readonly material: BatchMaterial
  /** null where the version did not tell it. */
  readonly batchMinimum: number | null
  readonly optionMix: readonly OptionMix[]
  readonly reply: BatchReply
  readonly deadline: BatchDeadline | null
}

/** Batches of the newest publication to a supplier as they stand; null before the first. */
export async function readBatches(
  headwater: Headwater,
  caller: Caller,
  supplierId: number,
  now: Date,
): Promise<SupplierBatches | null> {
  return headwater.asCaller(caller, async (db) => {
    const publication = await latestPublication(db, supplierId)
    if (!publication) return null
    const batches = await publishedBatches(db, publication)
    const bill = await publishedMaterials(db, publication.publicationId)
    const { timeZone } = await businessSettings(db)
    const today = businessDate(now, timeZone)
    const replyTo = batchReplies(await weekReplies(db))
    const materials = batchMaterials(batches, bill, await standingMaterials(db, supplierId), today)
    return {
      supplierId,
      nameZh: publication.supplierNameZh,
      nameEn: publication.supplierNameEn,
      version: publication.version,
      publishedAt: publication.publishedAt,
      firstWeek: publication.firstWeek,
      today,
      batches: batches.map((batch, at) => ({
        ...batch,
        material: materials[at]!,
        batchMinimum: minimumOf(batch),
        optionMix: optionMix(
          batch.items.map(({ quantity, told }) => ({ quantity, options: told?.options ?? {} })),
        ),
        reply: replyTo(
          supplierId,
          batch.items.map(({ itemId, told }) => ({ itemId, transportDays: told?.transportDays ?? 0 })),
          batch.endsOn ?? batch.week,
        ),
        deadline: deadlineOf(batch, materials[at]!, bill, today),
      })),
    }
  })
}

function minimumOf({ items }: PublishedBatch): number | null {
  const minimums = items.flatMap(({ told }) => (told ? [told.minimumQuantity] : []))
  return minimums.length > 0 ? Math.max(...minimums) : null
}

/** Of a received batch nothing is due any more. */
function deadlineOf(
  { state, items, week, startsOn }: PublishedBatch,
  material: BatchMaterial,
  bill: readonly PublishedMaterial[],
  today: string,
): BatchDeadline | null {
  if (state === 'received') return null
  const made = new Set(items.map(({ itemId }) => itemId))
  const leads = bill.flatMap(({ itemId, leadTimeDays }) =>
    made.has(itemId) && leadTimeDays !== null ? [leadTimeDays] : [],
  )
  const isToBuy = material.kind === 'to-buy' || material.kind === 'not-stated'
  return batchDeadline(
    {
      week,
      pegs: items.flatMap(({ itemId, quantity, told }) =>
        told ? [{ itemId, purpose: 'paid', needWeek: told.neededIn, quantity }] : [],
      ),
    },
    {
      startsOn: startsOn ?? week,
      today,
      transportDays: new Map(items.map(({ itemId, told }) => [itemId, told?.transportDays ?? 0])),
      materialLeadDays: isToBuy && leads.length > 0 ? Math.max(...leads) : null,
    },
  )
}

/** Received batches take no material any more; the others take it in the order in which they start. */
function batchMaterials(
  batches: readonly PublishedBatch[],
  bill: readonly PublishedMaterial[],
  standing: Awaited<ReturnType<typeof standingMaterials>>,
  today: string,
): BatchMaterial[] {
  const known = [...standing].flatMap(([materialId, { arrivals }]): KnownMaterial[] => {
    const lines = bill.filter((line) => line.materialId === materialId)
    const leadTimeDays = lines[0]?.leadTimeDays ?? null
    return lines.length === 0
      ? []
      : [
          {
            materialId,
            arrivals: arrivals.map(({ arrivesOn, quantity }) => ({ day: dayNumber(arrivesOn), quantity })),
            boughtFromDay: leadTimeDays === null ? null : dayNumber(today) + leadTimeDays,
            perUnit: new Map(lines.map((line) => [line.itemId, line.quantityPerUnit])),
          },
        ]
  })
  const open = batches.flatMap((batch, at) =>
    batch.state === 'received'
      ? []
      : [{ batchNumber: at, startsOn: batch.startsOn ?? batch.week, items: batch.items }],
  )
  const states = materialStates(open, known)
  return batches.map((_, at) => {
    const state = states.get(at) ?? { kind: 'there' as const }
    const material =
      'materialId' in state ? bill.find((line) => line.materialId === state.materialId) : undefined
    return {
      kind: state.kind,
      nameZh: material?.nameZh ?? '',
      nameEn: material?.nameEn ?? '',
      until: state.kind === 'missing' ? state.until : null,
    }
  })
}
