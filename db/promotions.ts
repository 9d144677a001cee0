import { sql } from 'kysely'
import type { Db } from './client.ts'

/** Promotions that touch one item, its own and its category's; both days included. */
export interface ItemPromotions {
  readonly itemId: number
  readonly fromDay: readonly number[]
  readonly toDay: readonly number[]
  readonly discountFraction: readonly number[]
}

export async function itemPromotions(db: Db): Promise<ItemPromotions[]> {
  const { rows } = await sql<ItemPromotions>`
    select item_id as "itemId", array_agg(starts_on - date '1970-01-01' order by promotion_id) as "fromDay",
      array_agg(ends_on - date '1970-01-01' order by promotion_id) as "toDay",
      array_agg(discount_fraction order by promotion_id) as "discountFraction"
    from (
      select promotion_id, item_id, starts_on, ends_on, discount_fraction from promotion where item_id is not null
      union all
      select promotion_id, item.item_id, promotion.starts_on, promotion.ends_on, discount_fraction
      from promotion join product using (category_id) join item using (product_id) where promotion.item_id is null
    ) as touching
    group by item_id order by item_id`.execute(db)
  return rows
}
