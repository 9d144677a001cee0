import { sql } from 'kysely'
import type { Db } from './client.ts'

/** How one item is counted: its base unit, and base units in each of its packs. */
export interface ItemUnits {
  readonly baseUnit: string
  readonly packs: ReadonlyMap<string, number>
}

/** Units of all items by item code. */
export async function itemUnits(db: Db): Promise<Map<string, ItemUnits>> {
  const { rows } = await sql<{ code: string; baseUnit: string; packs: Record<string, number> | null }>`
    select code, base_unit as "baseUnit", packs
    from item left join (
      select item_id, jsonb_object_agg(lower(unit), base_units) as packs from unit_conversion group by item_id
    ) as conversions using (item_id)`.execute(db)
  return new Map(
    rows.map(({ code, baseUnit, packs }) => [
      code,
      { baseUnit, packs: new Map(Object.entries(packs ?? {})) },
    ]),
  )
}

/** Base units of the items that are not counted in pieces, by item. */
export async function unitsOtherThanPiece(db: Db): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('item')
    .select(['item_id as itemId', 'base_unit as unit'])
    .where('base_unit', '<>', 'piece')
    .execute()
  return new Map(rows.map(({ itemId, unit }) => [itemId, unit]))
}
