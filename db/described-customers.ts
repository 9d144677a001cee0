import { sql } from 'kysely'
import type { Db } from './client.ts'
import { type DemandScope, endOfAsOf } from './demand-scope.ts'

/** Customers whom shop owners describe with a tag of a category. */
export interface DescribedCustomers {
  readonly categoryId: number
  readonly tag: string
  readonly customers: number
}

/** What every owner said last, added up, as known on the as-of date. */
export async function describedCustomers(db: Db, scope: DemandScope): Promise<DescribedCustomers[]> {
  const { rows } = await sql<DescribedCustomers>`
    select category_id as "categoryId", tag, sum(customer_count)::integer as customers from (
      select distinct on (shop_owner_id, category_id, tag) category_id, tag, customer_count
      from owner_tag where known_at < ${endOfAsOf(scope)}
      order by shop_owner_id, category_id, tag, known_at desc
    ) as said group by 1, 2 order by 1, 2`.execute(db)
  return rows
}
