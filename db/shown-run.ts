import { type Selectable, sql } from 'kysely'
import type { Db } from './client.ts'
import type { PlanningRun } from './database.ts'

/** The run that screens show. */
export interface ShownRun {
  readonly planningRunId: number
  readonly asOf: string
  readonly ledgerVersion: number
  readonly firstBucket: string
  readonly horizonWeeks: number
  readonly detailWeeks: number
  readonly quantileLevels: readonly number[]
  readonly batchGapFraction: number | null
  readonly finishedAt: string | null
}

/** The newest finished run over all items, or null before the first. Runs of a few items continue another and are left out. */
export async function shownRun(db: Db, runId?: number): Promise<ShownRun | null> {
  let query = db
    .selectFrom('planning_run')
    .selectAll()
    .where('state', '=', 'finished')
    .where(sql<boolean>`not parameters ? 'onlyItems'`)
    // A run made later as of an earlier day tells what was known then; screens show the newest day.
    .orderBy('as_of', 'desc')
    .orderBy('planning_run_id', 'desc')
    .limit(1)
  if (runId !== undefined) query = query.where('planning_run_id', '=', runId)
  return toShown(await query.executeTakeFirst())
}

/** The newest finished run over all items before this one; null when it is the first. */
export async function runBefore(db: Db, run: ShownRun): Promise<ShownRun | null> {
  const row = await db
    .selectFrom('planning_run')
    .selectAll()
    .where('state', '=', 'finished')
    .where(sql<boolean>`not parameters ? 'onlyItems'`)
    .where(sql<boolean>`(as_of, planning_run_id) < (${run.asOf}::date, ${run.planningRunId}::integer)`)
    .orderBy('as_of', 'desc')
    .orderBy('planning_run_id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return toShown(row)
}

function toShown(row: Selectable<PlanningRun> | undefined): ShownRun | null {
  if (!row) return null
  return {
    planningRunId: row.planning_run_id,
    asOf: row.as_of,
    ledgerVersion: row.ledger_version,
    firstBucket: row.first_bucket,
    horizonWeeks: row.horizon_weeks,
    detailWeeks: row.detail_weeks,
    quantileLevels: row.quantile_levels,
    batchGapFraction: row.batch_gap_fraction,
    finishedAt: row.finished_at?.toISOString() ?? null,
  }
}
