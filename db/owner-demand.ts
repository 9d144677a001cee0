import { type RawBuilder, sql } from 'kysely'
import type { Db } from './client.ts'
import { type DemandScope, isKnown } from './demand-scope.ts'
import { subscriptionStates } from './subscriptions.ts'

/** Units by week of need of one group, weeks ascending; weeks without any are left out. */
export interface WeeklyUnits {
  readonly baseUnit: string
  readonly weeks: readonly number[]
  readonly quantities: readonly number[]
}

export interface RegionUnits extends WeeklyUnits {
  /** null: without a shop owner, or the owner has none. */
  readonly region: string | null
}

export interface OwnerUnits extends WeeklyUnits {
  /** null: without a shop owner. */
  readonly shopOwnerId: number | null
}

/** What was sold and ordered and not cancelled, per region and week number in [fromWeek, endWeek). */
export async function regionWeeks(
  db: Db,
  scope: DemandScope,
  fromWeek: number,
  endWeek: number,
): Promise<RegionUnits[]> {
  const { rows } = await sql<RegionUnits>`
    with demand as (
      select shop_owner.region, base_unit, week, sum(quantity) as quantity
      from (${ownerWeek(scope, fromWeek, endWeek)}) as owner_week left join shop_owner using (shop_owner_id)
      group by 1, 2, 3
    )
    select region, base_unit as "baseUnit", array_agg(week order by week) as weeks,
      array_agg(quantity order by week) as quantities
    from demand group by region, base_unit order by base_unit, region nulls first`.execute(db)
  return rows
}

/** The same per shop owner. */
export async function ownerWeeks(
  db: Db,
  scope: DemandScope,
  fromWeek: number,
  endWeek: number,
): Promise<OwnerUnits[]> {
  const { rows } = await sql<OwnerUnits>`
    select shop_owner_id as "shopOwnerId", base_unit as "baseUnit", array_agg(week order by week) as weeks,
      array_agg(quantity order by week) as quantities
    from (${ownerWeek(scope, fromWeek, endWeek)}) as owner_week
    group by shop_owner_id, base_unit order by base_unit, shop_owner_id nulls first`.execute(db)
  return rows
}

/** Open orders per shop owner, evenly over the weeks of their need window that lie in [fromWeek, endWeek). */
export async function ownerBook(
  db: Db,
  scope: DemandScope,
  fromWeek: number,
  endWeek: number,
): Promise<OwnerUnits[]> {
  const { rows } = await sql<OwnerUnits>`
    with line as (
      select shop_owner_id, base_unit, greatest(${weekOf('need_from')}, ${fromWeek}::integer) as from_week,
        ${weekOf('need_to')} as to_week,
        sum(case when kind in ('cancelled', 'fulfilled') then -quantity else quantity end)::float8 as quantity
      from demand_entry join item using (item_id)
      where (kind in ('placed', 'cancelled') and rung <> 'intent' or kind = 'settled' and rung = 'intent'
          or kind = 'fulfilled')
        and ${weekOf('need_to')} >= ${fromWeek}::integer and ${isKnown(scope)}
      group by 1, 2, 3, 4 having sum(case when kind in ('cancelled', 'fulfilled') then -quantity else quantity end) > 0
    ), by_week as (
      select shop_owner_id, base_unit, week, sum(quantity / (to_week - from_week + 1)) as quantity
      from line, generate_series(from_week, least(to_week, ${endWeek}::integer - 1)) as week
      group by 1, 2, 3
    )
    select shop_owner_id as "shopOwnerId", base_unit as "baseUnit", array_agg(week order by week) as weeks,
      array_agg(quantity order by week) as quantities
    from by_week group by shop_owner_id, base_unit order by base_unit, shop_owner_id nulls first`.execute(db)
  return rows
}

/** Subscriptions of one owner that are alike: plan, week of the first box, first week without (null while they go on). */
export interface OwnerCohort {
  readonly shopOwnerId: number | null
  readonly planId: number
  readonly firstBoxWeek: number
  readonly endWeek: number | null
  readonly boxes: number
}

/** A subscription ends with its cancellation, or with the pause it is in. */
export async function ownerCohorts(db: Db, scope: DemandScope): Promise<OwnerCohort[]> {
  const { rows } = await sql<OwnerCohort>`
    with state as (
      select subscription_id, least(cancelled_on, case when is_paused then paused_on end) as end_on
      from (${subscriptionStates(scope)}) as known
    )
    select shop_owner_id as "shopOwnerId", subscription_plan_id as "planId",
      ${weekOf('first_box_on')} as "firstBoxWeek", ${weekOf('end_on')} as "endWeek",
      sum(boxes_per_delivery)::integer as boxes
    from subscription join state using (subscription_id)
    group by 1, 2, 3, 4 order by 1 nulls first, 2, 3, 4 nulls first`.execute(db)
  return rows
}

/** Region of every shop owner; null: none. */
export async function ownerRegions(db: Db): Promise<Map<number, string | null>> {
  const rows = await db.selectFrom('shop_owner').select(['shop_owner_id as id', 'region']).execute()
  return new Map(rows.map(({ id, region }) => [id, region]))
}

function ownerWeek(scope: DemandScope, fromWeek: number, endWeek: number): RawBuilder<unknown> {
  return sql`
    select shop_owner_id, base_unit, ${weekOf('need_from')} as week,
      sum(case when kind = 'cancelled' then -quantity else quantity end)::float8 as quantity
    from demand_entry join item using (item_id)
    where (kind = 'sale' or kind in ('placed', 'cancelled') and rung <> 'intent' or kind = 'settled' and rung = 'intent')
      and ${weekOf('need_from')} >= ${fromWeek}::integer and ${weekOf('need_from')} < ${endWeek}::integer
      and ${isKnown(scope)}
    group by 1, 2, 3`
}

function weekOf(column: 'need_from' | 'need_to' | 'first_box_on' | 'end_on'): RawBuilder<number> {
  return sql`(${sql.ref(column)} - date '1970-01-05') / 7`
}
