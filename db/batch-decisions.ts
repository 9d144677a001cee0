import { sql } from 'kysely'
import type { BatchDecision } from '#planning/batches/decide-batch'
import type { Db } from './client.ts'

export interface StoredDecision {
  readonly batchDecisionId: number
  readonly decision: BatchDecision
  readonly decidedBy: string
  readonly decidedAt: string
}

/** Decisions about the batches of a run that stand, in the order in which they were made. */
export async function standingDecisions(db: Db, planningRunId: number): Promise<StoredDecision[]> {
  const rows = await db
    .selectFrom('batch_decision as made')
    .select(['batch_decision_id', 'parameters', 'decided_by', 'decided_at'])
    .where('planning_run_id', '=', planningRunId)
    .where('kind', '<>', 'undo')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('batch_decision as undo')
            .select('undo.batch_decision_id')
            .whereRef('undo.undoes_id', '=', 'made.batch_decision_id'),
        ),
      ),
    )
    .orderBy('batch_decision_id')
    .execute()
  return rows.map((row) => ({
    batchDecisionId: row.batch_decision_id,
    decision: row.parameters as unknown as BatchDecision,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at.toISOString(),
  }))
}

/** Adds a decision, or an undo of one. The same key again adds nothing and answers false. */
export async function insertDecision(
  db: Db,
  entry: {
    readonly planningRunId: number
    readonly decisionKey: string
    readonly kind: BatchDecision['kind'] | 'undo'
    readonly parameters: object
    readonly undoesId?: number
    readonly decidedBy: string
    readonly decidedAt: Date
  },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('batch_decision')
    .values({
      planning_run_id: entry.planningRunId,
      decision_key: entry.decisionKey,
      kind: entry.kind,
      parameters: JSON.stringify(entry.parameters),
      undoes_id: entry.undoesId ?? null,
      decided_by: entry.decidedBy,
      decided_at: entry.decidedAt,
    })
    .onConflict((conflict) => conflict.column('decision_key').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Who decides about the batches of a run waits here for whoever is deciding. */
export async function lockDecisions(db: Db, planningRunId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('batch-decision'), ${planningRunId}::integer)`.execute(db)
}

/** A batch as supply: one order per item. */
export interface BatchOrder {
  readonly batchNumber: number
  readonly itemId: number
  readonly supplierId: number
  readonly lineId: number
  readonly quantity: number
  readonly week: string
  /** 1, 2, … within line and week. */
  readonly sequenceInWeek: number
  /** Day on which the batch is made, before transport. */
  readonly madeOn: string
}

export interface ReleasedOrder {
  readonly supplyOrderId: number
  readonly code: string
  readonly itemId: number
  readonly supplierId: number
  readonly quantity: number
  readonly dueOn: string
}

/**
 * Writes batches as supply orders, one per batch and item; the code names run, batch and item, so that writing them again
 * adds nothing. A firm order may change or become open; an open one never changes here.
 */
export async function writeBatchOrders(
  db: Db,
  write: {
    readonly runId: number
    readonly state: 'firm' | 'open'
    readonly orders: readonly BatchOrder[]
    readonly placedOn: string
    readonly knownAt: Date
  },
): Promise<ReleasedOrder[]> {
  const { orders, runId, state, placedOn, knownAt } = write
  if (orders.length === 0) return []
  const column = <Value>(of: (order: BatchOrder) => Value) => orders.map(of)
  const { rows } = await sql<ReleasedOrder>`
    insert into supply_order (code, kind, item_id, supplier_id, production_line_id, quantity, placed_on, due_on,
      made_in_week, sequence_in_week, known_at, authorisation, state, planning_run_id, batch_number)
    select format('B%s-%s-%s', ${runId}::integer, made.batch_number, made.item_id), 'production', made.item_id,
      made.supplier_id, made.line_id, made.quantity, ${placedOn}::date,
      greatest(made.made_on + coalesce(transport_days, 0), ${placedOn}::date), made.week, made.place, ${knownAt}, 'make',
      ${state}, ${runId}::integer, made.batch_number
    from unnest(
      ${column((order) => order.batchNumber)}::integer[], ${column((order) => order.itemId)}::integer[],
      ${column((order) => order.supplierId)}::integer[], ${column((order) => order.lineId)}::integer[],
      ${column((order) => order.quantity)}::integer[], ${column((order) => order.week)}::date[],
      ${column((order) => order.madeOn)}::date[], ${column((order) => order.sequenceInWeek)}::integer[]
    ) as made(batch_number, item_id, supplier_id, line_id, quantity, week, made_on, place) left join (
      select distinct on (item_id, supplier_id) item_id, supplier_id, transport_days from item_supplier
      where valid_from <= ${placedOn}::date order by item_id, supplier_id, valid_from desc
    ) as terms on terms.item_id = made.item_id and terms.supplier_id = made.supplier_id
    order by made.batch_number, made.item_id
    on conflict (code) do update set production_line_id = excluded.production_line_id, quantity = excluded.quantity,
      due_on = excluded.due_on, made_in_week = excluded.made_in_week,
      sequence_in_week = excluded.sequence_in_week, known_at = excluded.known_at,
      state = excluded.state
      where supply_order.state in ('firm', 'cancelled')
    returning supply_order_id as "supplyOrderId", code, item_id as "itemId", supplier_id as "supplierId", quantity,
      due_on as "dueOn"`.execute(db)
  return rows
}

/** Firm orders of a run that no batch stands behind any more are cancelled. */
export async function cancelFirmOrders(
  db: Db,
  runId: number,
  standing: readonly Pick<BatchOrder, 'batchNumber' | 'itemId'>[],
): Promise<void> {
  await db
    .updateTable('supply_order')
    .set({ state: 'cancelled' })
    .where('planning_run_id', '=', runId)
    .where('state', '=', 'firm')
    .where('code', 'not in', [
      '',
      ...standing.map(({ batchNumber, itemId }) => `B${runId}-${batchNumber}-${itemId}`),
    ])
    .execute()
}

/** Batches of a run that are released, by number, with the place in their week at which they were; null: not known. */
export async function releasedBatches(db: Db, planningRunId: number): Promise<Map<number, number | null>> {
  const rows = await db
    .selectFrom('supply_order')
    .select(['batch_number', ({ fn }) => fn.min<number | null>('sequence_in_week').as('place')])
    .groupBy('batch_number')
    .where('planning_run_id', '=', planningRunId)
    .where('batch_number', 'is not', null)
    .where('state', 'in', ['open', 'closed'])
    .execute()
  return new Map(rows.map(({ batch_number, place }) => [batch_number!, place]))
}

/** What is still to be made for orders of earlier runs, or of none, per order. */
export interface CarriedOrder {
  readonly planningRunId: number | null
  readonly batchNumber: number | null
  readonly lineId: number
  readonly itemId: number
  readonly quantity: number
  readonly week: string
  readonly state: 'firm' | 'open'
}

export async function carriedOrders(
  db: Db,
  run: { readonly planningRunId: number; readonly firstBucket: string },
): Promise<CarriedOrder[]> {
  const { rows } = await sql<CarriedOrder>`
    select planning_run_id as "planningRunId", batch_number as "batchNumber", production_line_id as "lineId",
      item_id as "itemId", (supply_order.quantity - coalesce(received.quantity, 0))::integer as quantity,
      coalesce(made_in_week, date_trunc('week', due_on)::date) as week, state
    from supply_order left join (
      select supply_order_id, sum(quantity) as quantity from receipt where supply_order_id is not null group by 1
    ) as received using (supply_order_id)
    where production_line_id is not null and state in ('firm', 'open')
      and planning_run_id is distinct from ${run.planningRunId}
      and coalesce(made_in_week, date_trunc('week', due_on)::date) >= ${run.firstBucket}::date
      and supply_order.quantity > coalesce(received.quantity, 0)
    order by production_line_id, week, planning_run_id nulls first, sequence_in_week nulls last, batch_number,
      item_id`.execute(db)
  return rows
}
