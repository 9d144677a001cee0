import { sql } from 'kysely'
import type { Db } from './client.ts'
import { ripeningDays } from './ripening-days.ts'
import { termsAsOf } from './terms-as-of.ts'

/** When a supplier takes orders, and what a run orders from it. */
export interface SupplierOrderDay {
  readonly supplierId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  /** ISO weekday, Monday 1. */
  readonly orderWeekday: number
  /** Days from an order to its goods being ready to serve, of each of its items' terms, without repeats. */
  readonly leadDays: readonly number[]
  /** Orders of the weeks planned in detail, minor units a week. */
  readonly weeklyMinor: number
}

export async function supplierOrderDays(
  db: Db,
  run: { readonly planningRunId: number; readonly asOf: string; readonly detailWeeks: number },
): Promise<SupplierOrderDay[]> {
  const { rows } = await sql<SupplierOrderDay>`
    with terms as ${termsAsOf(run.asOf)}
    select supplier.supplier_id as "supplierId", supplier.code, supplier.name_zh as "nameZh",
      supplier.name_en as "nameEn", order_weekday as "orderWeekday",
      array_agg(distinct lead_time_days + transport_days + ${ripeningDays(sql`transport_days`)}) as "leadDays",
      sum(terms.unit_cost_minor
        * (select sum(units)::float8 from unnest(order_quantity[1:${run.detailWeeks}::integer]) as units))
        / ${run.detailWeeks}::integer as "weeklyMinor"
    from run_plan join terms using (item_id, supplier_id) join item using (item_id)
      join supplier using (supplier_id)
    where planning_run_id = ${run.planningRunId}
    group by 1, 2, 3, 4, 5 order by 2`.execute(db)
  return rows
}

/** Returns the weekday before; undefined when there is no such supplier. */
export async function setOrderWeekday(
  db: Db,
  supplierId: number,
  weekday: number,
): Promise<number | undefined> {
  const before = await db
    .selectFrom('supplier')
    .select('order_weekday')
    .where('supplier_id', '=', supplierId)
    .forUpdate()
    .executeTakeFirst()
  if (before)
    await db
      .updateTable('supplier')
      .set({ order_weekday: weekday })
      .where('supplier_id', '=', supplierId)
      .execute()
  return before?.order_weekday
}
