import { sql } from 'kysely'
import type { Db } from './client.ts'

/** Who starts the runs that come with the demo company. */
export const SAMPLE_PLANNER = 'demo company'

/** What the demo company holds, as far as it is still there. */
export interface SampleDataHeld {
  readonly items: number
  readonly owners: number
  readonly entries: number
}

/** Whether the demo company is in this database: the sign of it is its imports. */
export async function hasSampleData(db: Db): Promise<boolean> {
  const found = await db
    .selectFrom('import_file')
    .select('import_id')
    .where('source', '=', 'demo')
    .limit(1)
    .execute()
  return found.length > 0
}

/** Counts of the demo company, null when it is not here. */
export async function sampleDataHeld(db: Db): Promise<SampleDataHeld | null> {
  if (!(await hasSampleData(db))) return null
  const { rows } = await sql<SampleDataHeld>`
    with held as (
      select (mapping -> 'demo' -> 'ranges') as ranges, sum(entry_count)::integer as entries
      from import_file where source = 'demo' group by 1
    )
    select coalesce(sum(h.entries), 0)::integer as entries,
      coalesce(sum((select count(*) from item i
        where i.item_id between (h.ranges -> 'item' ->> 'first')::bigint and (h.ranges -> 'item' ->> 'last')::bigint)), 0)::integer as items,
      coalesce(sum((select count(*) from shop_owner o
        where o.shop_owner_id between (h.ranges -> 'shop_owner' ->> 'first')::bigint
          and (h.ranges -> 'shop_owner' ->> 'last')::bigint)), 0)::integer as owners
    from held h`.execute(db)
  return rows[0]!
}
