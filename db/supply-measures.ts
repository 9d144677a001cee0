import { sql } from 'kysely'
import type { Db } from './client.ts'
import { type DemandScope, endOfAsOf } from './demand-scope.ts'
import type { ShownRun } from './shown-run.ts'
import { termsAsOf } from './terms-as-of.ts'

/** Two series of one supplier, entry by entry the same item and week, in minor units of money at unit cost. */
export interface SupplierPairs {
  readonly supplierId: number
  readonly before: readonly number[]
  readonly after: readonly number[]
}

const MONDAY = sql`date '1970-01-05'`

/**
 * What each supplier had committed to of the last weeks before a run (its last answer to a week, else what was ordered
 * for it), beside what arrived in that week.
 */
export async function committedAndReceived(
  db: Db,
  scope: DemandScope,
  endWeek: number,
  weekCount: number,
): Promise<SupplierPairs[]> {
  const { rows } = await sql<SupplierPairs>`
    with answer as (
      select distinct on (item_id, supplier_id, week) item_id, supplier_id, (week - ${MONDAY}) / 7 as week, answer,
        committed_quantity, (coalesce(committed_on, week) - ${MONDAY}) / 7 as arrives
      from reply where replied_at < ${endOfAsOf(scope)}
      order by item_id, supplier_id, week, reply_id desc
    ), promise as (
      select item_id, supplier_id, arrives as week, committed_quantity as units from answer where answer <> 'decline'
      union all
      select item_id, supplier_id, (due_on - ${MONDAY}) / 7, quantity from supply_order
      where state <> 'cancelled' and authorisation = 'make' and known_at < ${endOfAsOf(scope)}
        and placed_on <= ${scope.asOf}::date and not exists (
          select from answer where answer.item_id = supply_order.item_id
            and answer.supplier_id = supply_order.supplier_id and answer.week = (due_on - ${MONDAY}) / 7)
    ), promised as (
      select item_id, supplier_id, week, sum(units) as units from promise
      where week >= ${endWeek - weekCount}::integer and week < ${endWeek}::integer group by 1, 2, 3
    ), received as (
      select receipt.item_id, coalesce(receipt.supplier_id, supply_order.supplier_id) as supplier_id,
        (received_on - ${MONDAY}) / 7 as week, sum(receipt.quantity) as units
      from receipt left join supply_order using (supply_order_id)
      where receipt.known_at < ${endOfAsOf(scope)} and received_on <= ${scope.asOf}::date
      group by 1, 2, 3
    )
    select supplier_id as "supplierId", array_agg(promised.units * cost order by item_id, week)::float8[] as before,
      array_agg(coalesce(received.units, 0) * cost order by item_id, week)::float8[] as after
    from promised left join received using (item_id, supplier_id, week)
      join (select item_id, greatest(1, unit_cost_minor) as cost from item) as priced using (item_id)
    where promised.units > 0 group by 1 order by 1`.execute(db)
  return rows
}

/** Arrivals of one run beside those of another, over the weeks that both plan in detail. */
export async function arrivalsOfBoth(db: Db, run: ShownRun, before: ShownRun): Promise<SupplierPairs[]> {
  const { rows } = await sql<SupplierPairs>`
    with place as (
      select n as at, n + (${run.firstBucket}::date - ${before.firstBucket}::date) / 7 as at_before
      from generate_series(1, ${run.detailWeeks}::integer) as n
    )
    select supplier_id as "supplierId",
      array_agg(coalesce((past.receipt_quantity[at_before] + past.scheduled_receipts[at_before]) * cost, 0)
        order by item_id, at)::float8[] as before,
      array_agg(coalesce((now.receipt_quantity[at] + now.scheduled_receipts[at]) * cost, 0)
        order by item_id, at)::float8[] as after
    from (select * from run_plan where planning_run_id = ${run.planningRunId}) as now
      full join (select * from run_plan where planning_run_id = ${before.planningRunId}) as past
        using (item_id, supplier_id)
      join (select item_id, greatest(1, unit_cost_minor) as cost from item) as priced using (item_id)
      cross join place
    where at_before between 1 and ${before.detailWeeks}::integer
    group by 1 order by 1`.execute(db)
  return rows
}

/** A year's sales of one item at one supplier, its share of them, minor units. */
export interface YearSold {
  readonly itemId: number
  readonly supplierId: number
  readonly costOfSold: number
  readonly margin: number
  readonly unitCostMinor: number
  readonly shareFraction: number
}

/** Demand of the 52 weeks before a run at cost and price; items with less history are stretched to a year. */
export async function soldInYear(db: Db, run: ShownRun): Promise<YearSold[]> {
  const { rows } = await sql<YearSold>`
    with sold as (
      select item_id, 52.0 / least(52, cardinality(history)) * (
        select sum(units) from unnest(history[greatest(1, cardinality(history) - 51):]) as units) as units
      from run_forecast where planning_run_id = ${run.planningRunId} and cardinality(history) > 0
    ), shares as (
      select item_id, supplier_id, share_fraction / sum(share_fraction) over (partition by item_id) as share
      from ${termsAsOf(run.asOf)} as terms
    )
    select item_id as "itemId", supplier_id as "supplierId", (units * share * cost)::float8 as "costOfSold",
      (units * share * (price_minor - cost))::float8 as margin, cost::float8 as "unitCostMinor",
      share::float8 as "shareFraction"
    from sold join shares using (item_id)
      join (select item_id, price_minor, greatest(1, unit_cost_minor) as cost from item) as priced using (item_id)
    order by 1, 2`.execute(db)
  return rows
}

export async function supplierNames(db: Db) {
  return db
    .selectFrom('supplier')
    .select(['supplier_id as supplierId', 'name_zh as nameZh', 'name_en as nameEn'])
    .orderBy('code')
    .execute()
}
