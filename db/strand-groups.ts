import { sql } from 'kysely'
import type { Db } from './client.ts'
import { type DemandScope, isInScope, isKnown } from './demand-scope.ts'

/** Open orders of one item and campaign with one need window, in one group. */
export interface OpenOrderGroup {
  readonly itemId: number
  readonly campaignId: number | null
  /** cohort: Monday of the week in which they were placed; owner-group: team of the shop owner, else region */
  readonly groupKind: 'cohort' | 'owner-group'
  /** null: orders without a shop owner and a region */
  readonly groupName: string | null
  /** Mondays of the first and the last week of need. */
  readonly firstWeek: string
  readonly lastWeek: string
  readonly paid: number
  readonly deposit: number
  readonly subscription: number
  readonly orders: number
}

/** Open orders of some items by the cohort that placed them and by the group of their shop owner. */
export async function openOrderGroups(db: Db, scope: DemandScope): Promise<OpenOrderGroup[]> {
  const { rows } = await sql<OpenOrderGroup>`
    with line as (
      select item_id, source_record_id, max(campaign_id) as campaign_id, max(shop_owner_id) as shop_owner_id,
        max(region) as region, min(need_from) filter (where kind = 'placed') as need_from,
        max(need_to) filter (where kind = 'placed') as need_to, min(occurred_on) as placed_on,
        (array_agg(rung order by entry_id desc) filter (where kind = 'placed' and not is_reversal))[1] as rung,
        coalesce(sum(quantity) filter (where kind = 'placed'), 0)
          - coalesce(sum(quantity) filter (where kind in ('cancelled', 'fulfilled')), 0) as open,
        coalesce(sum(quantity) filter (where kind = 'settled'), 0)
          - coalesce(sum(quantity) filter (where kind = 'fulfilled'), 0) as settled
      from demand_entry
      where kind in ('placed', 'cancelled', 'settled', 'fulfilled') and ${isKnown(scope)} and ${isInScope(scope)}
      group by item_id, source_record_id
    ), open_line as (
      select *, case rung when 'paid' then open when 'deposit' then least(open, greatest(settled, 0)) else 0 end as paid
      from line where open > 0 and need_from is not null and rung <> 'intent'
    )
    select item_id as "itemId", campaign_id as "campaignId", group_kind as "groupKind", group_name as "groupName",
      date_trunc('week', need_from)::date as "firstWeek", date_trunc('week', need_to)::date as "lastWeek",
      sum(paid)::float8 as paid, sum(case rung when 'deposit' then open - paid else 0 end)::float8 as deposit,
      sum(case rung when 'subscription' then open else 0 end)::float8 as subscription, count(*)::integer as orders
    from open_line left join shop_owner using (shop_owner_id),
      lateral (values ('cohort', date_trunc('week', placed_on)::date::text),
        ('owner-group', coalesce(shop_owner.team, shop_owner.region, open_line.region))) as groups (group_kind, group_name)
    group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6`.execute(db)
  return rows
}
