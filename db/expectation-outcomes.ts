import { sql } from 'kysely'
import type { Db } from './client.ts'
import { type DemandScope, isInScope, isKnown } from './demand-scope.ts'

/**
 * What owners expected of one item and window, and what those owners sold in it. `usualWeekly` is what the same owners
 * sold per week over the 8 weeks before the window. Weeks are week numbers, both ends included.
 */
export interface OwnerExpectation {
  readonly itemId: number
  readonly fromWeek: number
  readonly toWeek: number
  readonly expected: number
  readonly owners: number
  readonly sold: number
  readonly usualWeekly: number
}

export async function ownerExpectations(db: Db, scope: DemandScope): Promise<OwnerExpectation[]> {
  const { rows } = await sql<OwnerExpectation>`
    with expected as (
      select item_id, shop_owner_id, (need_from - date '1970-01-05') / 7 as from_week,
        (need_to - date '1970-01-05') / 7 as to_week, sum(quantity) as quantity
      from demand_entry
      where kind = 'expected' and shop_owner_id is not null and ${isKnown(scope)} and ${isInScope(scope)}
      group by 1, 2, 3, 4 having sum(quantity) > 0
    ), sold as (
      select item_id, shop_owner_id, (need_from - date '1970-01-05') / 7 as week, sum(quantity) as quantity
      from demand_entry
      where kind = 'sale' and ${isKnown(scope)} and need_from <= ${scope.asOf}::date
        and (item_id, shop_owner_id) in (select item_id, shop_owner_id from expected)
      group by 1, 2, 3
    ), compared as (
      select expected.item_id, from_week, to_week, expected.quantity as expected,
        coalesce(sum(sold.quantity) filter (where week between from_week and to_week), 0) as sold,
        coalesce(sum(sold.quantity) filter (where week < from_week), 0) / 8.0 as usual_weekly
      from expected left join sold on sold.item_id = expected.item_id
        and sold.shop_owner_id = expected.shop_owner_id and week between from_week - 8 and to_week
      group by expected.item_id, expected.shop_owner_id, from_week, to_week, expected.quantity
    )
    select item_id as "itemId", from_week as "fromWeek", to_week as "toWeek", sum(expected)::float8 as expected,
      count(*)::integer as owners, sum(sold)::float8 as sold, sum(usual_weekly)::float8 as "usualWeekly"
    from compared group by 1, 2, 3 order by 1, 2, 3`.execute(db)
  return rows
}
