import { sql } from 'kysely'
import type pg from 'pg'
import type { Db } from './client.ts'
import { type CopyValue, copyRows } from './copy-rows.ts'
import type { OwnerDemandRow } from './run-rows.ts'

const STAGED = 'staged_owner_demand'

/** Stores what owners' customers will want; by way of a temporary table, since COPY does not write under row-level security. */
export async function storeOwnerDemand(
  db: Db,
  client: pg.PoolClient,
  runId: number,
  rows: readonly OwnerDemandRow[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`create temporary table ${sql.table(STAGED)} on commit drop as select * from run_owner_demand with no data`.execute(
    db,
  )
  await copyRows(
    client,
    `${STAGED} (planning_run_id, shop_owner_id, base_unit, sum_weeks, past_sums, on_book_sums, sum_means, sum_quantiles)`,
    values(runId, rows),
  )
  await sql`insert into run_owner_demand select * from ${sql.table(STAGED)}`.execute(db)
}

function* values(runId: number, rows: readonly OwnerDemandRow[]): Generator<CopyValue[]> {
  for (const row of rows)
    yield [
      runId,
      row.shopOwnerId,
      row.baseUnit,
      row.sumWeeks,
      row.pastSums,
      row.onBookSums,
      row.sumMeans,
      row.sumQuantiles,
    ]
}
