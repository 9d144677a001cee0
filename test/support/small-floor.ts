import type { Db } from '#db/client'
import { JACKET, MANGO, SUPPLIER, TEA } from './small-company.ts'

export const LINE = 31
export const OTHER_LINE = 32

/** Two lines of the small company's supplier: tea and jackets of one family on both, mangoes on the first alone. */
export async function smallFloor(db: Db): Promise<void> {
  await db
    .insertInto('setup_family')
    .values([
      { setup_family_id: 1, code: 'DRY', name_zh: '干货', name_en: 'Dry goods' },
      { setup_family_id: 2, code: 'FRESH', name_zh: '鲜果', name_en: 'Fresh fruit' },
    ])
    .execute()
  await db
    .updateTable('item')
    .set(({ eb }) => ({ setup_family_id: eb.case().when('item_id', '=', MANGO).then(2).else(1).end() }))
    .execute()
  await db
    .insertInto('production_line')
    .values(
      [LINE, OTHER_LINE].map((production_line_id) => ({
        production_line_id,
        supplier_id: SUPPLIER,
        code: `L${production_line_id}`,
        name_zh: `${production_line_id} 号线`,
        name_en: `Line ${production_line_id}`,
        capacity_minutes_per_day: 480,
      })),
    )
    .execute()
  await db
    .insertInto('family_setup')
    .values(
      [LINE, OTHER_LINE].flatMap((production_line_id) =>
        [1, 2].map((setup_family_id) => ({ production_line_id, setup_family_id, setup_minutes: 30 })),
      ),
    )
    .execute()
  await db
    .insertInto('routing')
    .values([
      ...[TEA, JACKET, MANGO].map((item_id) => ({
        item_id,
        production_line_id: LINE,
        run_minutes_per_unit: 2,
        preference: 1,
      })),
      ...[TEA, JACKET].map((item_id) => ({
        item_id,
        production_line_id: OTHER_LINE,
        run_minutes_per_unit: 3,
        preference: 2,
      })),
    ])
    .execute()
}
