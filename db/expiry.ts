import { sql } from 'kysely'
import type { Db } from './client.ts'

/** Tables that hold the rows of a run; its header stays, so that its number is never met without an explanation. */
const RUN_TABLES = [
  'batch_decision',
  'batch_pegging',
  'batch_line',
  'batch',
  'run_line_load',
  'run_exception',
  'run_order_variance',
  'run_order_cause',
  'run_smoothing',
  'run_plan',
  'run_group_demand',
  'run_owner_demand',
  'run_forecast',
] as const

/**
 * Expires drafts older than the limit and deletes their rows; gives the runs expired. Kept are the newest finished run
 * of each as-of date, on which accuracy is measured, and runs that something was published, ordered or continued from.
 * Needs maintenance rights: nobody else may delete results.
 */
export async function expireRuns(db: Db, olderThanDays: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    update planning_run run set state = 'expired'
    where state in ('finished', 'failed', 'cancelled')
      and finished_at < now() - make_interval(days => ${olderThanDays})
      and not exists (select from publication where publication.planning_run_id = run.planning_run_id)
      and not exists (select from publication_batch batch where batch.planning_run_id = run.planning_run_id)
      and not exists (select from supply_order ordered where ordered.planning_run_id = run.planning_run_id)
      and not exists (select from planning_run child where child.parent_run_id = run.planning_run_id)
      and planning_run_id not in (select max(planning_run_id) from planning_run where state = 'finished' group by as_of)
    returning planning_run_id as id`.execute(db)
  const expired = rows.map(({ id }) => id)
  for (const table of RUN_TABLES)
    await sql`delete from ${sql.table(table)} where planning_run_id = any(${expired}::integer[])`.execute(db)
  return expired
}

/** Forgets where uploads begun before `oldest` lie in `folder`: their failed rows can no longer be asked for. */
export async function forgetUploads(db: Db, folder: string, oldest: Date): Promise<void> {
  await sql`
    update import_file set stored_path = null
    where started_at < ${oldest} and starts_with(stored_path, ${`${folder}/`})`.execute(db)
}
