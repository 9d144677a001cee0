import { sql } from 'kysely'
import type { Db } from './client.ts'

/** What a run says of the items counted in one base unit, over all weeks of its horizon; units of two kinds have no sum. */
export interface UnitTotals {
  readonly unit: string
  readonly items: number
  readonly demand: {
    readonly mean: number
    readonly paid: number
    readonly deposit: number
    readonly subscription: number
    readonly intent: number
    readonly model: number
  }
  readonly orderedQuantity: number
}

/** Totals of a run by base unit, the most common first. */
export async function runTotals(db: Db, planningRunId: number): Promise<UnitTotals[]> {
  // Right after a large run its rows are not counted yet: left to choose, the sum would be made again for each item.
  const { rows } = await sql<UnitTotals>`
    with ordered as materialized (
      select base_unit, sum(quantity)::float8 as quantity
      from run_plan join item using (item_id), unnest(order_quantity) as quantity
      where planning_run_id = ${planningRunId} group by 1
    )
    select base_unit as unit, count(*)::integer as items, jsonb_build_object('mean', ${sumOf('mean')},
        'paid', ${sumOf('paid')}, 'deposit', ${sumOf('deposit')}, 'subscription', ${sumOf('subscription')},
        'intent', ${sumOf('intent')}, 'model', ${sumOf('model')}) as demand,
      coalesce(max(ordered.quantity), 0) as "orderedQuantity"
    from run_forecast join item using (item_id) left join ordered using (base_unit)
    where planning_run_id = ${planningRunId}
    group by base_unit order by 2 desc, 1`.execute(db)
  return rows
}

/** What a run ended in, counted. */
export async function runCounts(db: Db, planningRunId: number) {
  const orders = await sql<{ count: number }>`
    select count(*)::integer as count from run_plan, unnest(order_quantity) as quantity
    where planning_run_id = ${planningRunId} and quantity > 0`.execute(db)
  const batches = await sql<{ count: number }>`
    select count(*)::integer as count from batch where planning_run_id = ${planningRunId}`.execute(db)
  const exceptions = await sql<{ kind: string; count: number }>`
    select kind, count(*)::integer as count from run_exception where planning_run_id = ${planningRunId}
    group by kind order by kind`.execute(db)
  return {
    orders: orders.rows[0]!.count,
    batches: batches.rows[0]!.count,
    exceptions: Object.fromEntries(exceptions.rows.map(({ kind, count }) => [kind, count])),
  }
}

function sumOf(column: string) {
  const array = sql.ref(column)
  return sql`round(coalesce(sum((select sum(units::float8) from unnest(${array}) as units)), 0)::numeric, 1)::float8`
}
