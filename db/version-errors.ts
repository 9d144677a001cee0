import { sql } from 'kysely'
import type { Db } from './client.ts'

/** What one run said of one closed week, summed over the items of one base unit whose week can be judged. */
export interface VersionWeek {
  readonly planningRunId: number
  readonly firstBucket: string
  readonly asOf: string
  readonly week: string
  readonly said: number
  readonly happened: number
  /** Sum over items of |said − happened|. */
  readonly absoluteError: number
  readonly itemCount: number
}

/**
 * Every version beside what happened: the newest finished run of each first week × the closed weeks it told of.
 * What happened is the shown run's history; weeks that sold out or have no data are left out.
 */
export async function versionWeeks(
  db: Db,
  shownRunId: number,
  pastWeeks: number,
  unit: string,
): Promise<VersionWeek[]> {
  const { rows } = await sql<VersionWeek>`
    with shown as (
      select first_bucket, as_of from planning_run where planning_run_id = ${shownRunId}
    ), version as (
      select distinct on (run.first_bucket) run.planning_run_id, run.first_bucket, run.as_of, run.horizon_weeks
      from planning_run as run, shown
      where run.state = 'finished' and not run.parameters ? 'onlyItems' and run.first_bucket < shown.first_bucket
        and run.first_bucket >= shown.first_bucket - 7 * ${pastWeeks}::integer
      order by run.first_bucket, run.planning_run_id desc
    ), compared as (
      select version.planning_run_id, week.monday,
        said.mean[(week.monday - version.first_bucket) / 7 + 1]::float8 as said,
        actual.history[(week.monday - actual.history_start) / 7 + 1]::float8 as happened
      from version, shown, generate_series(1, ${pastWeeks}::integer) as back,
        lateral (select shown.first_bucket - 7 * back as monday) as week,
        run_forecast as said
        join run_forecast as actual on actual.planning_run_id = ${shownRunId} and actual.item_id = said.item_id
        join item on item.item_id = said.item_id and item.base_unit = ${unit}
      where said.planning_run_id = version.planning_run_id
        and week.monday + 6 <= shown.as_of and week.monday >= version.first_bucket
        and week.monday < version.first_bucket + 7 * version.horizon_weeks
        and actual.history_status[(week.monday - actual.history_start) / 7 + 1] = 0
    )
    select version.planning_run_id as "planningRunId", version.first_bucket as "firstBucket", version.as_of as "asOf",
      monday as week, sum(said) as said, sum(happened) as happened, sum(abs(said - happened)) as "absoluteError",
      count(*)::integer as "itemCount"
    from compared join version using (planning_run_id)
    where said is not null and happened is not null
    group by version.planning_run_id, version.first_bucket, version.as_of, monday
    order by version.first_bucket, monday`.execute(db)
  return rows
}

export interface VersionItem {
  readonly itemId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly said: number
  readonly happened: number
}

/** The items of one base unit on which one run erred most in one closed week. */
export async function worstItems(
  db: Db,
  shownRunId: number,
  planningRunId: number,
  week: string,
  options: { readonly unit: string; readonly limit: number },
): Promise<VersionItem[]> {
  const { rows } = await sql<VersionItem>`
    select item.item_id as "itemId", item.code, item.name_zh as "nameZh", item.name_en as "nameEn", told.said,
      told.happened
    from planning_run as run
      join run_forecast as said using (planning_run_id)
      join run_forecast as actual on actual.planning_run_id = ${shownRunId} and actual.item_id = said.item_id
      join item on item.item_id = said.item_id,
      lateral (
        select said.mean[(${week}::date - run.first_bucket) / 7 + 1]::float8 as said,
          actual.history[(${week}::date - actual.history_start) / 7 + 1]::float8 as happened,
          actual.history_status[(${week}::date - actual.history_start) / 7 + 1] as status
      ) as told
    where run.planning_run_id = ${planningRunId} and told.status = 0 and told.said is not null
      and item.base_unit = ${options.unit}
      and ${week}::date >= run.first_bucket
    order by abs(told.said - told.happened) desc, item.item_id limit ${options.limit}`.execute(db)
  return rows
}
