import type { Db } from '#db/client'
import { SAMPLE } from './sample-run.ts'

export const MATERIAL_SUPPLIER = 13

/** Down in 20 days and zips in 70 days for the sample jacket, from one material supplier. */
export async function insertSampleMaterials(db: Db): Promise<void> {
  await db
    .insertInto('supplier')
    .values({
      supplier_id: MATERIAL_SUPPLIER,
      code: 'S-MILL',
      name_zh: '桐乡面辅料',
      name_en: 'Tongxiang Trims',
      is_material_supplier: true,
    })
    .execute()
  await db
    .insertInto('material')
    .values([
      { material_id: 1, code: '00045', name_zh: '90%白鸭绒', name_en: 'White duck down', unit: 'gram' },
      { material_id: 2, code: 'ZIP', name_zh: '双头拉链', name_en: 'Two-way zip', unit: 'piece' },
    ])
    .execute()
  await db
    .insertInto('bill_of_materials')
    .values([
      { item_id: SAMPLE.jacketId, material_id: 1, quantity_per_unit: 180 },
      { item_id: SAMPLE.jacketId, material_id: 2, quantity_per_unit: 1 },
    ])
    .execute()
  await db
    .insertInto('material_supplier')
    .values([
      { material_id: 1, supplier_id: MATERIAL_SUPPLIER, lead_time_days: 20 },
      { material_id: 2, supplier_id: MATERIAL_SUPPLIER, lead_time_days: 70 },
    ])
    .execute()
}
