import { businessDate } from '#api/context'
import type { Caller, Headwater } from '#db/client'
import { standingMaterials } from '#db/material-supply'
import { latestPublication, publicationItems, publicationLines } from '#db/publication'
import { publishedMaterials } from '#db/published-materials'
import { businessSettings } from '#db/runs'
import {
  type MaterialUrgency,
  materialOrders,
  materialUrgency,
  wholeMaterial,
} from '#planning/batches/material-orders'
import type { Authorisation } from '#planning/demand/rung'

export interface NamedItem {
  readonly itemId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
}

export interface MaterialRow {
  readonly materialId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly unit: string
  readonly week: string
  readonly neededOn: string
  readonly orderBy: string | null
  readonly leadTimeDays: number | null
  readonly minimumQuantity: number
  /** Material units by authorisation, whole: their sums are rounded up. */
  readonly quantity: Readonly<Record<Authorisation, number>>
  /** What may be bought: all but `look-only`. */
  readonly buyable: number
  readonly urgency: MaterialUrgency
  readonly items: readonly NamedItem[]
}

/** A material of the published bills, and what is said of it. */
export interface MaterialState {
  readonly materialId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly unit: string
  readonly leadTimeDays: number | null
  /** null while nothing is said: then it holds no plan back. */
  readonly stated: {
    readonly statedOn: string
    readonly arrivals: readonly { readonly arrivesOn: string; readonly quantity: number }[]
  } | null
}

export interface SupplierMaterials {
  readonly supplierId: number
  readonly nameZh: string
  readonly nameEn: string
  readonly version: number
  readonly publishedAt: Date
  readonly today: string
  readonly rows: readonly MaterialRow[]
  readonly states: readonly MaterialState[]
  /** Published items of which no bill of materials is known. */
  readonly itemsWithoutBill: readonly NamedItem[]
}

/** Material for the newest publication to a supplier, with last days of ordering; null before the first. */
export async function readMaterials(
  headwater: Headwater,
  caller: Caller,
  supplierId: number,
  now: Date,
): Promise<SupplierMaterials | null> {
  return headwater.asCaller(caller, async (db) => {
    const publication = await latestPublication(db, supplierId)
    if (!publication) return null
    const { publicationId } = publication
    const items = (await publicationItems(db, publicationId)).map(
      ({ itemId, code, nameZh, nameEn }): NamedItem => ({ itemId, code, nameZh, nameEn }),
    )
    const bill = await publishedMaterials(db, publicationId)
    const asked = (await publicationLines(db, publicationId)).map((line) => ({
      ...line,
      authorisation: line.authorisation as Authorisation,
    }))
    const { timeZone } = await businessSettings(db)
    const today = businessDate(now, timeZone)
    const materials = new Map(bill.map((line) => [line.materialId, line]))
    const standing = await standingMaterials(db, supplierId)
    const named = new Map(items.map((item) => [item.itemId, item]))
    const withBill = new Set(bill.map(({ itemId }) => itemId))
    return {
      supplierId,
      nameZh: publication.supplierNameZh,
      nameEn: publication.supplierNameEn,
      version: publication.version,
      publishedAt: publication.publishedAt,
      today,
      rows: materialOrders(asked, bill).map((order): MaterialRow => {
        const { code, nameZh, nameEn, unit, leadTimeDays, minimumQuantity } = materials.get(order.materialId)!
        const quantity = wholeMaterial(order.quantity)
        const { make, 'reserve-and-material': reserve, 'material-only': material } = quantity
        const buyable = make + reserve + material
        return {
          materialId: order.materialId,
          code,
          nameZh,
          nameEn,
          unit,
          week: order.week,
          neededOn: order.neededOn,
          orderBy: order.orderBy,
          leadTimeDays,
          minimumQuantity,
          quantity,
          buyable,
          urgency: materialUrgency({ ...order, buyable }, today),
          items: order.itemIds.map((itemId) => named.get(itemId)!),
        }
      }),
      states: [...materials.values()].map(({ materialId, code, nameZh, nameEn, unit, leadTimeDays }) => ({
        materialId,
        code,
        nameZh,
        nameEn,
        unit,
        leadTimeDays,
        stated: standing.get(materialId) ?? null,
      })),
      itemsWithoutBill: items.filter(({ itemId }) => !withBill.has(itemId)),
    }
  })
}
