import { sql } from 'kysely'
import type { Db } from './client.ts'
import { type DemandScope, endOfAsOf, isKnown } from './demand-scope.ts'

/** Expectations of closed windows and what the same owners sold in them, summed; one row per group and shortage. */
export interface OwnerOutcomes {
  /** null with `region` and no owner: all owners. */
  readonly shopOwnerId: number | null
  readonly code: string | null
  readonly name: string | null
  readonly region: string | null
  readonly level: 'all' | 'region' | 'owner'
  /** The item was counted at nothing in the week of the expectation or the week before. */
  readonly underShortage: boolean
  readonly count: number
  readonly expected: number
  readonly actual: number
  readonly expectedSquared: number
  readonly expectedTimesActual: number
  readonly actualSquared: number
  /** Σ |expected − actual|. */
  readonly absoluteError: number
}

/**
 * Of items in the base unit that most expectations are in, since units of two kinds do not add up. Over windows that
 * ended in the last `pastWeeks` weeks before the as-of date; owners by what they expected, the largest first.
 */
export async function ownerOutcomes(
  db: Db,
  scope: DemandScope,
  limits: { readonly pastWeeks: number; readonly owners: number },
): Promise<OwnerOutcomes[]> {
  const { rows } = await sql<OwnerOutcomes>`
    with expected as (
      select item_id, shop_owner_id, need_from, need_to, sum(quantity) as quantity,
        (max(occurred_on) - date '1970-01-05') / 7 as given_week
      from demand_entry
      where kind = 'expected' and shop_owner_id is not null and ${isKnown(scope)}
        and need_to <= ${scope.asOf}::date and need_to > ${scope.asOf}::date - 7 * ${limits.pastWeeks}::integer
      group by 1, 2, 3, 4 having sum(quantity) > 0
    ), common as (
      select mode() within group (order by base_unit) as base_unit from expected join item using (item_id)
    ), sold as (
      select expected.item_id, expected.shop_owner_id, expected.need_from, expected.need_to,
        greatest(0, sum(sale.quantity)) as quantity
      from expected join demand_entry as sale on sale.item_id = expected.item_id
        and sale.shop_owner_id = expected.shop_owner_id and sale.kind = 'sale'
        and sale.need_from between expected.need_from and expected.need_to
      where ${isKnown(scope)}
      group by 1, 2, 3, 4
    ), empty as (
      select distinct item_id, (counted_on - date '1970-01-05') / 7 as week
      from (
        select item_id, (counted_at at time zone ${scope.timeZone})::date as counted_on
        from stock_snapshot where counted_at < ${endOfAsOf(scope)}
        group by 1, 2 having sum(on_hand) <= 0
      ) as counted
    ), compared as (
      select expected.shop_owner_id, coalesce(shop_owner.region, '') as region,
        expected.quantity::float8 as said, coalesce(sold.quantity, 0)::float8 as sold,
        exists (select from empty where empty.item_id = expected.item_id
          and empty.week between given_week - 1 and given_week) as short
      from expected join shop_owner using (shop_owner_id) join item using (item_id) join common using (base_unit)
        left join sold using (item_id, shop_owner_id, need_from, need_to)
    ), summed as (
      select shop_owner_id, region, short, grouping(region) as over_regions, grouping(shop_owner_id) as over_owners,
        count(*)::integer as count, sum(said) as said, sum(sold) as sold, sum(said * said) as said_said,
        sum(said * sold) as said_sold, sum(sold * sold) as sold_sold,
        sum(abs(said - sold)) as absolute
      from compared
      group by grouping sets ((short), (region, short), (shop_owner_id, region, short))
    ), ranked as (
      select summed.*, dense_rank() over (
        partition by over_owners order by most desc, shop_owner_id nulls first
      ) as place
      from (
        select summed.*, sum(said) over (partition by over_owners, over_regions, region, shop_owner_id) as most
        from summed
      ) as summed
    )
    select ranked.shop_owner_id as "shopOwnerId", shop_owner.code, shop_owner.name, ranked.region,
      case when over_owners = 0 then 'owner' when over_regions = 0 then 'region' else 'all' end as level,
      short as "underShortage", count, said as expected, sold as actual, said_said as "expectedSquared",
      said_sold as "expectedTimesActual", sold_sold as "actualSquared",
      absolute as "absoluteError"
    from ranked left join shop_owner using (shop_owner_id)
    where over_owners = 1 or place <= ${limits.owners}
    order by over_owners desc, over_regions desc, most desc, ranked.region, ranked.shop_owner_id, short`.execute(
    db,
  )
  return rows
}
