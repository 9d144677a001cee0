import { sql } from 'kysely'
import type { Db } from './client.ts'

/** What the caller's customers will want over the first weeks of the newest plan, in one base unit. */
export interface OwnerOutlook {
  readonly asOf: string
  readonly firstBucket: string
  readonly baseUnit: string
  readonly mean: number
  /** Ordered or subscribed already. */
  readonly onBook: number
  readonly low: number
  readonly high: number
  /** Bought in as many weeks before. */
  readonly before: number
}

/**
 * Of the newest finished run over all items; empty before the first, and where the run told no such sum.
 * @param weeks one of the sums that runs tell
 * @param levels of the range, both among the run's own
 */
export async function ownerOutlook(
  db: Db,
  weeks: number,
  [low, high]: readonly [low: number, high: number],
): Promise<OwnerOutlook[]> {
  const place = (level: number) =>
    sql`(array_position(shown.quantile_levels, ${level}::float8) - 1) * cardinality(sum_weeks) + place`
  const { rows } = await sql<OwnerOutlook>`
    with shown as (
      select planning_run_id, as_of, first_bucket, quantile_levels from planning_run
      where state = 'finished' and not parameters ? 'onlyItems'
      order by as_of desc, planning_run_id desc limit 1
    )
    select shown.as_of as "asOf", shown.first_bucket as "firstBucket", base_unit as "baseUnit",
      sum_means[place]::float8 as mean, on_book_sums[place]::float8 as "onBook",
      sum_quantiles[${place(low)}]::float8 as low, sum_quantiles[${place(high)}]::float8 as high,
      past_sums[place]::float8 as before
    from shown join run_owner_demand using (planning_run_id),
      lateral (select array_position(sum_weeks, ${weeks}::integer) as place) as sum
    where place is not null
    order by base_unit <> 'piece', base_unit`.execute(db)
  return rows
}
