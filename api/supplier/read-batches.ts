import type { Caller, Headwater } from '#db/client'
import { latestPublication } from '#db/publication'
import { type PublishedBatch, publishedBatches } from '#db/published-batches'

export interface SupplierBatches {
  readonly supplierId: number
  readonly nameZh: string
  readonly nameEn: string
  readonly version: number
  readonly publishedAt: Date
  readonly firstWeek: string
  readonly batches: readonly PublishedBatch[]
}

/** Batches of the newest publication to a supplier as they stand; null before the first. */
export async function readBatches(
  headwater: Headwater,
  caller: Caller,
  supplierId: number,
): Promise<SupplierBatches | null> {
  return headwater.asCaller(caller, async (db) => {
    const publication = await latestPublication(db, supplierId)
    if (!publication) return null
    return {
      supplierId,
      nameZh: publication.supplierNameZh,
      nameEn: publication.supplierNameEn,
      version: publication.version,
      publishedAt: publication.publishedAt,
      firstWeek: publication.firstWeek,
      batches: await publishedBatches(db, publication),
    }
  })
}
