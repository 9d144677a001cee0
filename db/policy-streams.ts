import { sql } from 'kysely'
import type { Db } from './client.ts'

/** Past demand of one item as the run knows it. */
export interface PastDemand {
  readonly itemId: number
  readonly unitCostMinor: number
  /** Lead time plus one review week. */
  readonly leadTimeWeeks: number
  readonly history: readonly number[]
  /** How the run smooths orders at its largest supplier; null: the run does not say. */
  readonly gapShare: number | null
  readonly levellingWeeks: number | null
}

/** The items with the most past demand by value, at most `limit`, of those sold in all these weeks and known in the first. */
export async function pastDemand(
  db: Db,
  planningRunId: number,
  weeks: number,
  limit: number,
): Promise<PastDemand[]> {
  const { rows } = await sql<PastDemand>`
    select item_id as "itemId", greatest(1, unit_cost_minor)::float8 as "unitCostMinor",
      lead_time_weeks as "leadTimeWeeks", history[cardinality(history) - ${weeks}::integer + 1:] as history,
      smoothing.gap_share as "gapShare", smoothing.levelling_weeks as "levellingWeeks"
    from run_forecast join item using (item_id) left join lateral (
      select gap_share, levelling_weeks from run_plan join run_smoothing using (planning_run_id, supplier_id)
      where run_plan.planning_run_id = run_forecast.planning_run_id and run_plan.item_id = run_forecast.item_id
      order by required[1] desc, supplier_id limit 1
    ) as smoothing on true
    where planning_run_id = ${planningRunId} and cardinality(history) >= ${weeks}::integer
      and history[cardinality(history) - ${weeks}::integer + 1] > 0
    order by (select sum(units) from unnest(history[cardinality(history) - ${weeks}::integer + 1:]) as units)
      * greatest(1, unit_cost_minor) desc nulls last, item_id
    limit ${limit}`.execute(db)
  return rows
}

/** Units on the book a given number of weeks before their week of need, less what was cancelled by then. */
export interface KnownEarly {
  readonly itemId: number
  /** Week numbers. */
  readonly weeks: readonly number[]
  readonly quantities: readonly number[]
}

export async function knownEarly(
  db: Db,
  items: readonly { readonly itemId: number; readonly noticeWeeks: number }[],
  fromWeek: number,
  toWeek: number,
): Promise<Map<number, KnownEarly>> {
  const { rows } = await sql<KnownEarly>`
    with asked as (
      select * from unnest(
        ${items.map(({ itemId }) => itemId)}::integer[], ${items.map(({ noticeWeeks }) => noticeWeeks)}::integer[]
      ) as item(item_id, notice_weeks)
    ), early as (
      select item_id, (need_from - date '1970-01-05') / 7 as week,
        sum(case kind when 'placed' then quantity else -quantity end)::float8 as quantity
      from demand_entry join asked using (item_id)
      where kind in ('placed', 'cancelled') and rung <> 'intent' and need_from is not null
        and (need_from - date '1970-01-05') / 7 between ${fromWeek}::integer and ${toWeek}::integer
        and occurred_on <= need_from - 7 * notice_weeks
      group by 1, 2
    )
    select item_id as "itemId", array_agg(week order by week) as weeks, array_agg(quantity order by week) as quantities
    from early where quantity > 0 group by item_id`.execute(db)
  return new Map(rows.map((row) => [row.itemId, row]))
}

/** Days upstream of one item. */
export interface UpstreamLeadDays {
  readonly itemId: number
  /** Days its suppliers take to make it, each weighted by its share; null without a supplier. */
  readonly makingDays: number | null
  /** Days its materials take, each from its fastest supplier, weighted by what it costs in one unit; null without a bill. */
  readonly materialDays: number | null
}

export async function upstreamLeadDays(
  db: Db,
  itemIds: readonly number[],
  asOf: string,
): Promise<Map<number, UpstreamLeadDays>> {
  const { rows } = await sql<UpstreamLeadDays>`
    with terms as (
      select distinct on (item_id, supplier_id) item_id, lead_time_days, share_fraction from item_supplier
      where item_id = any(${itemIds}::integer[]) and valid_from <= ${asOf}::date
        and (valid_to is null or valid_to >= ${asOf}::date)
      order by item_id, supplier_id, valid_from desc
    ), making as (
      select item_id, sum(lead_time_days * share_fraction) / sum(share_fraction) as days from terms group by item_id
    ), fastest as (
      select distinct on (material_id) material_id, lead_time_days, unit_cost_minor from material_supplier
      order by material_id, lead_time_days, unit_cost_minor, supplier_id
    ), coming as (
      select item_id, sum(lead_time_days * worth) / sum(worth) as days from (
        select item_id, lead_time_days, quantity_per_unit * greatest(1, unit_cost_minor) as worth
        from bill_of_materials join fastest using (material_id) where item_id = any(${itemIds}::integer[])
      ) as line group by item_id
    )
    select item_id as "itemId", making.days::float8 as "makingDays", coming.days::float8 as "materialDays"
    from making full join coming using (item_id)`.execute(db)
  return new Map(rows.map((row) => [row.itemId, row]))
}
