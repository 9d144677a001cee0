import { businessDate } from '#api/context'
import type { Caller, Headwater } from '#db/client'
import { standingMaterials } from '#db/material-supply'
import { latestPublication } from '#db/publication'
import { type PublishedBatch, publishedBatches } from '#db/published-batches'
import { type PublishedMaterial, publishedMaterials } from '#db/published-materials'
import { businessSettings } from '#db/runs'
import { type KnownMaterial, materialStates } from '#planning/batches/material-state'
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
  readonly batches: readonly (PublishedBatch & { readonly material: BatchMaterial })[]
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
    const materials = batchMaterials(batches, bill, await standingMaterials(db, supplierId), today)
    return {
      supplierId,
      nameZh: publication.supplierNameZh,
      nameEn: publication.supplierNameEn,
      version: publication.version,
      publishedAt: publication.publishedAt,
      firstWeek: publication.firstWeek,
      batches: batches.map((batch, at) => ({ ...batch, material: materials[at]! })),
    }
  })
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
