import { sql } from 'kysely'
import type { Db } from '#db/client'
import { findRun } from '#db/runs'
import type { RunSummary } from './schema.ts'

export async function runSummary(db: Db, runId: number): Promise<RunSummary | null> {
  const run = await findRun(db, runId)
  if (!run) return null
  const { rows } = await sql<RunSummary['demand'] & { items: number }>`
    select count(*)::integer as items, ${sumOf('mean')}, ${sumOf('paid')}, ${sumOf('deposit')},
      ${sumOf('subscription')}, ${sumOf('intent')}, ${sumOf('model')}
    from run_forecast where planning_run_id = ${runId}`.execute(db)
  const orders = await sql<{ orders: number; units: number }>`
    select count(*) filter (where quantity > 0)::integer as orders, coalesce(sum(quantity), 0)::float8 as units
    from run_plan, unnest(order_quantity) as quantity where planning_run_id = ${runId}`.execute(db)
  const batches = await sql<{ count: number }>`
    select count(*)::integer as count from batch where planning_run_id = ${runId}`.execute(db)
  const exceptions = await sql<{ kind: string; count: number }>`
    select kind, count(*)::integer as count from run_exception where planning_run_id = ${runId}
    group by kind order by kind`.execute(db)
  const { items, ...demand } = rows[0]!
  return {
    runId,
    state: run.state,
    asOf: run.asOf,
    ledgerVersion: run.ledgerVersion,
    firstBucket: run.firstBucket,
    horizonWeeks: run.horizonWeeks,
    items,
    demand,
    orders: orders.rows[0]!.orders,
    orderedUnits: orders.rows[0]!.units,
    batches: batches.rows[0]!.count,
    exceptions: Object.fromEntries(exceptions.rows.map(({ kind, count }) => [kind, count])),
    batchGapFraction: run.batchGapFraction,
    problem: run.problem,
    seconds:
      run.startedAt && run.finishedAt ? (run.finishedAt.getTime() - run.startedAt.getTime()) / 1000 : null,
  }
}

function sumOf(column: string) {
  const array = sql.ref(column)
  return sql`round(coalesce(sum((select sum(units) from unnest(${array}) as units)), 0)::numeric, 1)::float8 as ${array}`
}
