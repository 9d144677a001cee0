import { sql } from 'kysely'
import type { Db } from './client.ts'

/** The word for customers of whom the owner cannot tell. */
export const UNKNOWN_TAG = 'unknown'

export interface TagCount {
  readonly tag: string
  readonly nameZh: string
  readonly nameEn: string
  /** null: never told */
  readonly customers: number | null
}

export interface OwnerCategoryTags {
  readonly categoryId: number
  readonly nameZh: string
  readonly nameEn: string
  readonly tags: readonly TagCount[]
  /** Customers of whom the owner cannot tell; null: never told. */
  readonly unknownCustomers: number | null
  readonly saidOn: string | null
  /** New items that these counts help to foretell, newest first. */
  readonly newItems: readonly { readonly code: string; readonly nameZh: string; readonly nameEn: string }[]
}

/** How an owner describes the customers, by category; the caller's rights choose the owner. */
export async function ownerTags(
  db: Db,
  { shopOwnerId, today, newSince }: { shopOwnerId: number; today: string; newSince: string },
): Promise<OwnerCategoryTags[]> {
  const { rows } = await sql<OwnerCategoryTags>`
    with said as (
      select distinct on (category_id, tag) category_id, tag, customer_count, known_at
      from owner_tag where shop_owner_id = ${shopOwnerId}
      order by category_id, tag, known_at desc
    ), fresh as (
      select distinct on (item.item_id) product.category_id, item.code, item.name_zh, item.name_en, item.launched_on
      from item join product using (product_id)
      join customer_tag on customer_tag.category_id = product.category_id and customer_tag.tag = item.attributes ->> 'tag'
      where item.launched_on > ${newSince}::date and (item.ends_on is null or item.ends_on > ${today}::date)
    )
    select c.category_id as "categoryId", c.name_zh as "nameZh", c.name_en as "nameEn",
      jsonb_agg(jsonb_build_object('tag', t.tag, 'nameZh', t.name_zh, 'nameEn', t.name_en, 'customers', said.customer_count)
        order by said.customer_count desc nulls last, t.tag) as tags,
      (select customer_count from said as u where u.category_id = c.category_id and u.tag = ${UNKNOWN_TAG}) as "unknownCustomers",
      (select max(known_at)::date::text from said as u where u.category_id = c.category_id) as "saidOn",
      coalesce((select jsonb_agg(jsonb_build_object('code', f.code, 'nameZh', f.name_zh, 'nameEn', f.name_en)
        order by f.launched_on desc, f.code) from fresh as f where f.category_id = c.category_id), '[]') as "newItems"
    from customer_tag t join category c using (category_id)
    left join said on said.category_id = t.category_id and said.tag = t.tag
    group by c.category_id order by c.name_zh`.execute(db)
  return rows
}

/** Keeps the counts that differ from those said last; earlier ones stay. Returns how many were new. */
export async function describeCustomers(
  db: Db,
  said: {
    readonly shopOwnerId: number
    readonly categoryId: number
    readonly counts: readonly { readonly tag: string; readonly customers: number }[]
    readonly now: Date
  },
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into owner_tag (shop_owner_id, category_id, tag, customer_count, known_at)
    select ${said.shopOwnerId}, ${said.categoryId}, tag, customers, ${said.now}
    from jsonb_to_recordset(${JSON.stringify(said.counts)}::jsonb) as told (tag text, customers integer)
    where customers is distinct from (
      select customer_count from owner_tag o
      where o.shop_owner_id = ${said.shopOwnerId} and o.category_id = ${said.categoryId} and o.tag = told.tag
      order by known_at desc limit 1)
    on conflict do nothing`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

/** Words that a category knows. */
export async function tagsOfCategory(db: Db, categoryId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('customer_tag')
    .select('tag')
    .where('category_id', '=', categoryId)
    .execute()
  return rows.map(({ tag }) => tag)
}
