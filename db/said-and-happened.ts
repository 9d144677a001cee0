import { sql } from 'kysely'
import type { Db } from './client.ts'

export interface SaidAndHappenedWeek {
  readonly categoryId: number | null
  readonly week: string
  readonly said: number
  readonly happened: number
  /** Sum over items of |said − happened|. */
  readonly absoluteError: number
  readonly itemCount: number
}

/**
 * Closed weeks of the shown run's history beside what finished runs said of them `lagWeeks` or more weeks ahead (the
 * newest such run of each week), summed over the items of a category. Weeks that sold out or have no data are left out.
 */
export async function saidAndHappened(
  db: Db,
  shownRunId: number,
  lagWeeks: number,
  pastWeeks: number,
): Promise<SaidAndHappenedWeek[]> {
  const { rows } = await sql<SaidAndHappenedWeek>`
    with shown as (
      select first_bucket, as_of from planning_run where planning_run_id = ${shownRunId}
    ), told as (
      select distinct on (week.monday) week.monday, run.planning_run_id,
        (week.monday - run.first_bucket) / 7 as position
      from shown, generate_series(1, ${pastWeeks}::integer) as back,
        lateral (select shown.first_bucket - 7 * back as monday) as week
        join planning_run as run on run.state = 'finished' and not run.parameters ? 'onlyItems'
          and run.first_bucket <= week.monday - 7 * ${lagWeeks}::integer
          and run.first_bucket + 7 * run.horizon_weeks > week.monday
      where week.monday + 6 <= shown.as_of
      order by week.monday, run.first_bucket desc, run.planning_run_id desc
    ), compared as (
      select product.category_id, told.monday, said.mean[told.position + 1]::float8 as said,
        actual.history[(told.monday - actual.history_start) / 7 + 1]::float8 as happened,
        actual.history_status[(told.monday - actual.history_start) / 7 + 1] as status
      from told join run_forecast as said using (planning_run_id)
        join run_forecast as actual on actual.planning_run_id = ${shownRunId} and actual.item_id = said.item_id
        join item on item.item_id = said.item_id left join product using (product_id)
    )
    select category_id as "categoryId", monday as week, sum(said) as said, sum(happened) as happened,
      sum(abs(said - happened)) as "absoluteError", count(*)::integer as "itemCount"
    from compared where status = 0 and said is not null and happened is not null
    group by category_id, monday order by monday, category_id nulls last`.execute(db)
  return rows
}
