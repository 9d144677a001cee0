import { sql } from 'kysely'
import type { Db } from './client.ts'

/** Demand of an item as a run stored it, with what a unit earns and costs. */
export interface ItemDemand {
  readonly itemId: number
  readonly priceMinor: number
  readonly mean: readonly number[]
  readonly deposit: readonly number[]
  readonly grossDeposit: readonly number[]
  /** Level by level: level k of week w stands at k × horizon + w. */
  readonly quantiles: readonly number[]
  readonly leadTimeWeeks: number
  readonly leadTimeMean: number
  readonly leadTimeQuantiles: readonly number[]
  readonly onHand: number
  readonly backorder: number
  /** Stock at the end of each week as the run planned it. */
  readonly projectedStock: readonly number[]
  readonly scheduledReceipts: readonly number[]
  /** Units planned to arrive in each week. */
  readonly plannedReceipts: readonly number[]
}

/** Demand and stock of the items of a batch; an item that the run could not forecast or plan is left out. */
export async function demandOfItems(
  db: Db,
  planningRunId: number,
  itemIds: readonly number[],
  supplierId: number,
): Promise<ItemDemand[]> {
  const { rows } = await sql<ItemDemand>`
    select item_id as "itemId", price_minor::float8 as "priceMinor", mean, deposit, gross_deposit as "grossDeposit",
      quantiles, lead_time_weeks as "leadTimeWeeks", lead_time_mean as "leadTimeMean",
      lead_time_quantiles as "leadTimeQuantiles", on_hand as "onHand", backorder,
      projected_stock as "projectedStock", scheduled_receipts as "scheduledReceipts",
      receipt_quantity as "plannedReceipts"
    from run_forecast join item using (item_id) join run_plan using (planning_run_id, item_id)
    where planning_run_id = ${planningRunId} and supplier_id = ${supplierId} and item_id = any(${[...itemIds]}::integer[])
    order by item_id`.execute(db)
  return rows
}
