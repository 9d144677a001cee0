import { sql } from 'kysely'
import { ADVISORY_LOCK } from './advisory-lock.ts'
import type { Db } from './client.ts'
import type { Json } from './database.ts'

export interface NewRun {
  readonly asOf: string
  readonly ledgerVersion: number
  readonly firstBucket: string
  readonly horizonWeeks: number
  readonly detailWeeks: number
  readonly quantileLevels: readonly number[]
  readonly seed: number
  readonly startedBy: string
  readonly parentRunId: number | null
  readonly parameters: Record<string, unknown>
}

/** Records a run, or gives the one that is asked for already in every detail and has not ended. */
export async function insertRun(db: Db, run: NewRun): Promise<number> {
  await sql`select pg_advisory_xact_lock(${ADVISORY_LOCK.runQueue})`.execute(db)
  const same = await sql<{ id: number }>`
    select planning_run_id as id from planning_run
    where state in ('queued', 'running') and not cancel_requested and as_of = ${run.asOf}
      and ledger_version = ${run.ledgerVersion} and horizon_weeks = ${run.horizonWeeks}
      and detail_weeks = ${run.detailWeeks} and seed = ${run.seed}
      and parent_run_id is not distinct from ${run.parentRunId}::integer
      and parameters = ${JSON.stringify(run.parameters)}::jsonb
    order by planning_run_id limit 1`.execute(db)
  if (same.rows[0]) return same.rows[0].id
  const { planning_run_id } = await db
    .insertInto('planning_run')
    .values({
      as_of: run.asOf,
      ledger_version: run.ledgerVersion,
      first_bucket: run.firstBucket,
      horizon_weeks: run.horizonWeeks,
      detail_weeks: run.detailWeeks,
      quantile_levels: [...run.quantileLevels],
      seed: run.seed,
      started_by: run.startedBy,
      parent_run_id: run.parentRunId,
      parameters: JSON.stringify(run.parameters) as unknown as Json,
    })
    .returning('planning_run_id')
    .executeTakeFirstOrThrow()
  return planning_run_id
}

export type PlanningRun = NonNullable<Awaited<ReturnType<typeof findRun>>>

/** One run with its state and stage counts; undefined when there is none. */
export async function findRun(db: Db, runId: number) {
  return runColumns(db).where('planning_run_id', '=', runId).executeTakeFirst()
}

/** What a run or its nearest ancestor learned over all its items; null when none did. */
export async function learnedBefore(db: Db, runId: number | null): Promise<unknown> {
  if (runId === null) return null
  const { rows } = await sql<{ learned: unknown }>`
    with recursive line as (
      select planning_run_id, parent_run_id, learned, 0 as distance from planning_run where planning_run_id = ${runId}
      union all
      select run.planning_run_id, run.parent_run_id, run.learned, distance + 1
      from planning_run run join line on run.planning_run_id = line.parent_run_id)
    select learned from line where learned is not null order by distance limit 1`.execute(db)
  return rows[0]?.learned ?? null
}

export async function listRuns(db: Db, limit: number) {
  return runColumns(db).orderBy('planning_run_id', 'desc').limit(limit).execute()
}

/** The newest finished run that stands alone or continues another; what screens show unless told otherwise. */
export async function latestFinishedRun(db: Db) {
  return runColumns(db)
    .where('state', '=', 'finished')
    .orderBy('as_of', 'desc')
    .orderBy('planning_run_id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The run being made, else the one that waits longest. */
export async function runUnderWay(db: Db) {
  return runColumns(db)
    .where('state', 'in', ['queued', 'running'])
    .orderBy(sql`state = 'running'`, 'desc')
    .orderBy('planning_run_id')
    .limit(1)
    .executeTakeFirst()
}

function runColumns(db: Db) {
  return db
    .selectFrom('planning_run')
    .select([
      'planning_run_id as runId',
      'parent_run_id as parentRunId',
      'as_of as asOf',
      'ledger_version as ledgerVersion',
      'first_bucket as firstBucket',
      'horizon_weeks as horizonWeeks',
      'detail_weeks as detailWeeks',
      'quantile_levels as quantileLevels',
      'seed',
      'parameters',
      'state',
      'stage',
      'stage_done as stageDone',
      'stage_total as stageTotal',
      'cancel_requested as cancelRequested',
      'problem',
      'item_count as itemCount',
      'batch_gap_fraction as batchGapFraction',
      'stopped_by as stoppedBy',
      'started_by as startedBy',
      'queued_at as queuedAt',
      'started_at as startedAt',
      'finished_at as finishedAt',
    ])
}

/** A run that a worker has taken up, and when: a later worker takes it up at another moment. */
export interface TakenRun {
  readonly runId: number
  readonly startedAt: Date
}

/** Gives a run back that its worker cannot finish, because it stops: the next worker makes it from the beginning. */
export async function giveBackRun(db: Db, { runId, startedAt }: TakenRun): Promise<void> {
  await db
    .updateTable('planning_run')
    .set({ state: 'queued', stage: null, stage_done: 0, stage_total: 0 })
    .where('planning_run_id', '=', runId)
    .where('started_at', '=', startedAt)
    .where('state', '=', 'running')
    .execute()
}

/** Takes a run up, also one whose worker died; null when it is already finished, cancelled or expired, else when it began. */
export async function beginRun(db: Db, runId: number): Promise<Date | null> {
  const row = await db
    .updateTable('planning_run')
    .set({
      state: 'running',
      stage: 'reading',
      stage_done: 0,
      stage_total: 0,
      started_at: new Date(),
      problem: null,
    })
    .where('planning_run_id', '=', runId)
    .where('state', 'in', ['queued', 'running', 'failed'])
    .returning('started_at')
    .executeTakeFirst()
  return row?.started_at ?? null
}

/** The newest finished run over all items that stands for a later state of things than this one; undefined when none does. */
export async function overtakingRun(db: Db, run: { runId: number; asOf: string }) {
  return runColumns(db)
    .where('state', '=', 'finished')
    .where(sql<boolean>`not parameters ? 'onlyItems'`)
    .where(sql<boolean>`(as_of, planning_run_id) > (${run.asOf}::date, ${run.runId}::integer)`)
    .orderBy('as_of', 'desc')
    .orderBy('planning_run_id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Writes stage and counts; true when somebody asked to cancel. */
export async function reportStage(
  db: Db,
  runId: number,
  stage: string,
  done: number,
  total: number,
): Promise<boolean> {
  const row = await db
    .updateTable('planning_run')
    .set({ stage, stage_done: done, stage_total: total })
    .where('planning_run_id', '=', runId)
    .returning('cancel_requested')
    .executeTakeFirstOrThrow()
  return row.cancel_requested
}

/** Ends a run that this worker took up; one that another worker has taken up since goes on. */
export async function endRunWithout(
  db: Db,
  { runId, startedAt }: TakenRun,
  state: 'failed' | 'cancelled',
  problem: string | null,
): Promise<void> {
  await db
    .updateTable('planning_run')
    .set({ state, problem, finished_at: new Date() })
    .where('planning_run_id', '=', runId)
    .where('started_at', '=', startedAt)
    .where('state', '=', 'running')
    .execute()
}

/** Asks a run to stop; one that has not begun stops at once. */
export async function requestCancel(db: Db, runId: number): Promise<void> {
  await sql`
    update planning_run set cancel_requested = true,
      state = case when state = 'queued' then 'cancelled' else state end,
      finished_at = case when state = 'queued' then now() else finished_at end
    where planning_run_id = ${runId} and state in ('queued', 'running')`.execute(db)
}

/** A run, its parent and so on to the root: an item's row is the nearest one in this order. */
export async function runLineage(db: Db, runId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with recursive lineage as (
      select planning_run_id, parent_run_id, 0 as depth from planning_run where planning_run_id = ${runId}
      union all
      select parent.planning_run_id, parent.parent_run_id, depth + 1
      from planning_run parent join lineage on parent.planning_run_id = lineage.parent_run_id
    ) select planning_run_id as id from lineage order by depth`.execute(db)
  return rows.map(({ id }) => id)
}

/** Runs that were asked for and have neither ended nor failed. */
export async function unfinishedRuns(db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom('planning_run')
    .select('planning_run_id')
    .where('state', 'in', ['queued', 'running'])
    .orderBy('planning_run_id')
    .execute()
  return rows.map(({ planning_run_id }) => planning_run_id)
}

/** Business settings that a run depends on. */
export async function businessSettings(
  db: Db,
): Promise<{ timeZone: string; minimumGroupSize: number; currency: string; resaleFraction: number }> {
  const rows = await db.selectFrom('setting').select(['key', 'value']).execute()
  const value = (key: string) => rows.find((row) => row.key === key)?.value
  return {
    timeZone: String(value('timeZone') ?? 'Asia/Shanghai'),
    minimumGroupSize: Number(value('minimumGroupSize') ?? 10),
    currency: String(value('currency') ?? 'CNY'),
    resaleFraction: Number(value('resaleFraction') ?? 1),
  }
}
