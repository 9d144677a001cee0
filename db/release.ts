import { sql } from 'kysely'
import type { Db } from './client.ts'

export interface ReleasedOrder {
  readonly supplyOrderId: number
  readonly code: string
  readonly itemId: number
  readonly supplierId: number
  readonly quantity: number
  readonly dueOn: string
}

/**
 * Supply orders of batches, one per batch and item. Its code names run, batch and item: pressing twice adds nothing.
 * They are due when the batch is made and carried.
 */
export async function releaseBatchOrders(
  db: Db,
  release: { runId: number; batchNumbers: readonly number[]; placedOn: string; knownAt: Date },
): Promise<ReleasedOrder[]> {
  const batches = sql`${[...release.batchNumbers]}::integer[]`
  const { rows } = await sql<ReleasedOrder>`
    insert into supply_order (code, kind, item_id, supplier_id, production_line_id, quantity, placed_on, due_on,
      known_at, authorisation, state, planning_run_id, batch_number)
    select format('B%s-%s-%s', batch.planning_run_id, batch.batch_number, batch_line.item_id), 'production',
      batch_line.item_id, batch.supplier_id, production_line_id, batch_line.quantity, ${release.placedOn}::date,
      greatest(ends_on + coalesce(transport_days, 0), ${release.placedOn}::date), ${release.knownAt}, 'make', 'open',
      batch.planning_run_id, batch.batch_number
    from batch join batch_line using (planning_run_id, batch_number) left join (
      select distinct on (item_id, supplier_id) item_id, supplier_id, transport_days from item_supplier
      where valid_from <= ${release.placedOn}::date order by item_id, supplier_id, valid_from desc
    ) as terms on terms.item_id = batch_line.item_id and terms.supplier_id = batch.supplier_id
    where batch.planning_run_id = ${release.runId} and batch.batch_number = any(${batches})
    order by batch.batch_number, batch_line.item_id
    on conflict (code) do nothing
    returning ${RELEASED}`.execute(db)
  await db
    .updateTable('batch')
    .set({ state: 'released' })
    .where('planning_run_id', '=', release.runId)
    .where('batch_number', 'in', [...release.batchNumbers])
    .where('state', '<>', 'released')
    .execute()
  return rows
}

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

/** Batches of a run that may be released, with their state. */
export async function batchStates(
  db: Db,
  runId: number,
  batchNumbers: readonly number[] | null,
): Promise<{ batchNumber: number; state: string }[]> {
  let query = db
    .selectFrom('batch')
    .select(['batch_number as batchNumber', 'state'])
    .where('planning_run_id', '=', runId)
    .orderBy('batch_number')
  if (batchNumbers !== null) query = query.where('batch_number', 'in', [...batchNumbers])
  return query.execute()
}
