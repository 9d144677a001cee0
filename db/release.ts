import { sql } from 'kysely'
import type { ReleasedOrder } from './batch-decisions.ts'
import type { Db } from './client.ts'

const RELEASED = sql`supply_order_id as "supplyOrderId", code, item_id as "itemId", supplier_id as "supplierId",
  quantity, due_on as "dueOn"`

/**
 * Purchase orders of the planned orders placed in the first `weeks` weeks, for items without a routing at the supplier;
 * the others are ordered by their batches. Pressing twice adds nothing.
 */
export async function releasePlannedOrders(
  db: Db,
  release: {
    lineage: readonly number[]
    runId: number
    firstBucket: string
    supplierId: number | null
    weeks: number
    placedOn: string
    knownAt: Date
  },
): Promise<ReleasedOrder[]> {
  const runs = sql`${[...release.lineage]}::integer[]`
  const { rows } = await sql<ReleasedOrder>`
    with plan as (
      select distinct on (item_id, supplier_id) item_id, supplier_id, order_quantity, receipt_quantity
      from run_plan
      where planning_run_id = any(${runs})
        and (${release.supplierId}::integer is null or supplier_id = ${release.supplierId})
      order by item_id, supplier_id, array_position(${runs}, planning_run_id)
    ), lag as (
      select plan.*, (select min(k) from generate_subscripts(receipt_quantity, 1) as k where receipt_quantity[k] > 0)
        - (select min(k) from generate_subscripts(order_quantity, 1) as k where order_quantity[k] > 0) as weeks
      from plan
    )
    insert into supply_order (code, kind, item_id, supplier_id, quantity, placed_on, due_on, known_at, authorisation,
      state, planning_run_id)
    select format('P%s-%s-%s-%s', ${release.runId}::integer, item_id, supplier_id, k), 'purchase', item_id, supplier_id,
      order_quantity[k], ${release.placedOn}::date, ${release.firstBucket}::date + 7 * (k - 1 + weeks),
      ${release.knownAt}, 'make', 'open', ${release.runId}::integer
    from lag, generate_subscripts(order_quantity, 1) as k
    where k <= ${release.weeks} and order_quantity[k] > 0 and weeks is not null and not exists (
      select 1 from routing join production_line using (production_line_id) join item using (item_id)
      where item.setup_family_id is not null and routing.item_id = lag.item_id and production_line.supplier_id = lag.supplier_id
    )
    order by item_id, supplier_id, k
    on conflict (code) do nothing
    returning ${RELEASED}`.execute(db)
  return rows
}
