import { businessDate } from '#api/context'
import type { Caller, Headwater } from '#db/client'
import { latestPublication, type Publication, publicationLines } from '#db/publication'
import { businessSettings } from '#db/runs'
import { type MaterialTerms, makingDays, materialTerms } from '#db/upstream-sheets'
import { type MaterialNeed, upstreamNeeds } from '#planning/certainty/upstream-sheet'
import { bucketStartDay, dayNumber, isoDate } from '#planning/time-bucket'

/** A line that may be passed on; without quantities when it comes too late for the material supplier to act on it. */
export interface UpstreamCandidate {
  readonly materialSupplierId: number
  readonly materialSupplierNameZh: string
  readonly materialSupplierNameEn: string
  readonly materialCode: string
  readonly nameZh: string
  readonly nameEn: string
  readonly unit: string
  readonly needWeek: string
  readonly leadTimeDays: number
  readonly authorisedQuantity: number | null
  readonly sureQuantity: number | null
}

export interface UpstreamCandidates {
  readonly publication: Publication
  readonly asOf: string
  readonly lines: readonly UpstreamCandidate[]
}

/**
 * Material that a supplier's newest publication asks for, by material supplier and week. The publication is
 * read with the supplier's own rights; bills of materials of its items are looked up for it.
 */
export async function upstreamCandidates(
  headwater: Headwater,
  caller: Caller,
  supplierId: number,
  now: Date,
): Promise<UpstreamCandidates | null> {
  const published = await headwater.asCaller(caller, async (db) => {
    const publication = await latestPublication(db, supplierId)
    return publication && { publication, lines: await publicationLines(db, publication.publicationId) }
  })
  if (!published) return null
  const { publication } = published
  // What may only be looked at gives no right to buy material for it.
  const arrivals = published.lines.filter((line) => line.authorisation !== 'look-only')
  const itemIds = [...new Set(arrivals.map(({ itemId }) => itemId))]
  return headwater.asCaller({ role: 'system', userId: caller.userId }, async (db) => {
    const { timeZone } = await businessSettings(db)
    const asOf = businessDate(now, timeZone)
    const terms = await materialTerms(db, supplierId, itemIds)
    const needs = upstreamNeeds(
      arrivals.map(({ itemId, week, quantity, paid, deposit, subscription }) => ({
        itemId,
        arrivesOnDay: dayNumber(week),
        authorisedUnits: quantity,
        sureUnits: Math.min(quantity, paid + deposit + subscription),
      })),
      terms,
      await makingDays(db, supplierId, itemIds, asOf),
      dayNumber(asOf),
    )
    // Material of weeks that are over is there or was missed: nothing can be passed on about it.
    const thisWeek = bucketStartDay(dayNumber(asOf), 'week')
    const lines = needs.filter((need) => need.needWeekDay >= thisWeek).map((need) => candidate(need, terms))
    return { publication, asOf, lines }
  })
}

function candidate(need: MaterialNeed, terms: readonly MaterialTerms[]): UpstreamCandidate {
  const of = terms.find(
    (each) => each.materialId === need.materialId && each.materialSupplierId === need.materialSupplierId,
  )!
  return {
    materialSupplierId: need.materialSupplierId,
    materialSupplierNameZh: of.materialSupplierNameZh,
    materialSupplierNameEn: of.materialSupplierNameEn,
    materialCode: of.materialCode,
    nameZh: of.nameZh,
    nameEn: of.nameEn,
    unit: of.unit,
    needWeek: isoDate(need.needWeekDay),
    leadTimeDays: need.leadTimeDays,
    authorisedQuantity: need.fits ? need.authorisedQuantity : null,
    sureQuantity: need.fits ? need.sureQuantity : null,
  }
}
