import { sql } from 'kysely'
import type { Db } from './client.ts'
import { ripeningDays } from './ripening-days.ts'

/**
 * Copies the bills of materials of a publication's items into it, with the terms of its as-of date and the quickest
 * source of each material that is open to the supplier.
 */
export async function insertPublishedMaterials(
  db: Db,
  of: { readonly publicationId: number; readonly supplierId: number; readonly asOf: string },
): Promise<void> {
  await sql`
    insert into publication_material (publication_id, supplier_id, item_id, material_id, code, name_zh, name_en, unit,
      quantity_per_unit, making_days, lead_time_days, minimum_quantity)
    select publication_id, publication_item.supplier_id, item_id, material_id, material.code, material.name_zh,
      material.name_en, material.unit, quantity_per_unit,
      coalesce(terms.lead_time_days + terms.transport_days, 0) + ${ripeningDays(sql`coalesce(terms.transport_days, 0)`)}, source.lead_time_days,
      coalesce(source.minimum_quantity, 0)
    from publication_item join bill_of_materials using (item_id) join material using (material_id)
      join item using (item_id)
      left join (
        select distinct on (item_id) item_id, lead_time_days, transport_days from item_supplier
        where supplier_id = ${of.supplierId} and valid_from <= ${of.asOf}::date
          and (valid_to is null or valid_to >= ${of.asOf}::date)
        order by item_id, valid_from desc
      ) as terms using (item_id)
      left join (
        select distinct on (material_id) material_id, lead_time_days, minimum_quantity from material_supplier
        where coalesce(for_supplier_id, ${of.supplierId}) = ${of.supplierId}
        order by material_id, lead_time_days, minimum_quantity, supplier_id
      ) as source using (material_id)
    where publication_id = ${of.publicationId}`.execute(db)
}

/** A line of the bill of materials of a published item. */
export interface PublishedMaterial {
  readonly itemId: number
  readonly materialId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly unit: string
  readonly quantityPerUnit: number
  readonly makingDays: number
  /** null when no source is known. */
  readonly leadTimeDays: number | null
  readonly minimumQuantity: number
}

export async function publishedMaterials(db: Db, publicationId: number): Promise<PublishedMaterial[]> {
  return db
    .selectFrom('publication_material')
    .select([
      'item_id as itemId',
      'material_id as materialId',
      'code',
      'name_zh as nameZh',
      'name_en as nameEn',
      'unit',
      'quantity_per_unit as quantityPerUnit',
      'making_days as makingDays',
      'lead_time_days as leadTimeDays',
      'minimum_quantity as minimumQuantity',
    ])
    .where('publication_id', '=', publicationId)
    .orderBy('material_id')
    .orderBy('item_id')
    .execute()
}
