import { sql } from 'kysely'
import type { Db } from './client.ts'

/** A stand-in item whose size or colour is still to be chosen, and the items that may be chosen. */
export interface OpenOption {
  readonly openItemId: number
  readonly itemIds: readonly number[]
}

export async function openOptions(db: Db): Promise<OpenOption[]> {
  const { rows } = await sql<OpenOption>`
    select stand_in.item_id as "openItemId", array_agg(item.item_id order by item.item_id) as "itemIds"
    from item as stand_in join item on item.product_id = stand_in.product_id and not item.is_open_option
    where stand_in.is_open_option group by 1 order by 1`.execute(db)
  return rows
}
