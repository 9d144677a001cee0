import { sql } from 'kysely'
import type { Db } from './client.ts'
import type { SupplyTerms } from './planned-items.ts'
import { ripeningDays } from './ripening-days.ts'
import type { PlanAdjustment } from './run-rows.ts'
import { runLineage } from './runs.ts'
import { termsAsOf } from './terms-as-of.ts'

/** Orders of an item that a run of some items leaves as they are, at one of the suppliers of those items. */
export interface OtherOrders {
  readonly itemId: number
  readonly supplierId: number
  readonly terms: Pick<
    SupplyTerms,
    | 'leadTimeDays'
    | 'transportDays'
    | 'ripeningDays'
    | 'orderWeekday'
    | 'unitCostMinor'
    | 'minimumOrderValueMinor'
  >
  /** Monday of the first week of the arrays below. */
  readonly firstBucket: string
  readonly orderQuantity: readonly number[]
  readonly scheduledReceipts: readonly number[]
  readonly adjustments: readonly PlanAdjustment[]
}

/**
 * What the parent of a run of some items, or its nearest ancestor, orders of all other items from the same suppliers.
 *
 * @param itemIds the items of the run
 * @param asOf date of the terms
 */
export async function otherOrders(
  db: Db,
  parentRunId: number,
  itemIds: readonly number[],
  asOf: string,
): Promise<OtherOrders[]> {
  const runs = sql`${await runLineage(db, parentRunId)}::integer[]`
  const planned = sql`${[...itemIds]}::integer[]`
  const { rows } = await sql<OtherOrders>`
    with terms as ${termsAsOf(asOf)}, plan as (
      select distinct on (item_id, supplier_id) run_plan.*, run.first_bucket
      from run_plan join planning_run run using (planning_run_id)
      where planning_run_id = any(${runs}) and item_id <> all(${planned})
        and supplier_id in (select supplier_id from terms where item_id = any(${planned}))
      order by item_id, supplier_id, array_position(${runs}, planning_run_id)
    )
    select plan.item_id as "itemId", plan.supplier_id as "supplierId",
      jsonb_build_object('leadTimeDays', lead_time_days, 'transportDays', transport_days, 'ripeningDays', ${ripeningDays(sql`transport_days`)},
        'orderWeekday', order_weekday, 'unitCostMinor', terms.unit_cost_minor,
        'minimumOrderValueMinor', minimum_order_value_minor) as terms,
      plan.first_bucket as "firstBucket", plan.order_quantity as "orderQuantity",
      plan.scheduled_receipts as "scheduledReceipts", plan.adjustments
    from plan join terms using (item_id, supplier_id) join item using (item_id) join supplier using (supplier_id)
    order by 1, 2`.execute(db)
  return rows
}
