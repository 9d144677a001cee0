import { sql } from 'kysely'
import type { Db } from './client.ts'
import { checkCodes, checkRepeats, type FaultColumns } from './ingest-checks.ts'
import { stagingTable } from './ingest-staging.ts'

export async function checkOwnerTags(db: Db, importId: number, columns: FaultColumns): Promise<void> {
  await checkCodes(db, importId, 'owner', columns.shop_owner ?? 'shop_owner')
  await checkCodes(db, importId, 'category', columns.category ?? 'category')
  await checkRepeats(
    db,
    importId,
    ['owner_code', 'category_code', 'tag', 'known_local'],
    columns.tag ?? 'tag',
  )
}

/** Adds new words to their category, and counts where they differ from those said last. */
export async function postOwnerTags(
  db: Db,
  importId: number,
  { timeZone, now }: { readonly timeZone: string; readonly now: Date },
): Promise<number> {
  const staging = stagingTable(importId)
  await sql`
    insert into customer_tag (category_id, tag, name_zh, name_en)
    select category_id, tag, coalesce(min(s.tag_name_zh), min(s.tag_name_en), tag),
      coalesce(min(s.tag_name_en), min(s.tag_name_zh), tag)
    from ${staging} s join category c on c.code = s.category_code
    where tag <> 'unknown' group by category_id, tag
    on conflict (category_id, tag) do nothing`.execute(db)
  const { numAffectedRows } = await sql`
    insert into owner_tag (shop_owner_id, category_id, tag, customer_count, known_at)
    select o.shop_owner_id, c.category_id, s.tag, s.customers, coalesce(s.known_local at time zone ${timeZone}, ${now})
    from ${staging} s join shop_owner o on o.code = s.owner_code join category c on c.code = s.category_code
    where s.customers is distinct from (
      select k.customer_count from owner_tag k
      where k.shop_owner_id = o.shop_owner_id and k.category_id = c.category_id and k.tag = s.tag
        and k.known_at <= coalesce(s.known_local at time zone ${timeZone}, ${now})
      order by k.known_at desc limit 1)
    on conflict do nothing`.execute(db)
  return Number(numAffectedRows ?? 0n)
}
