import { sql } from 'kysely'
import type { Db } from './client.ts'

/** A total that a planner put in the place of the forecast, why, and what came. */
export interface OverrideOutcome {
  readonly reason: string
  readonly quantity: number
  readonly forecastSeen: number
  readonly actual: number
}

/**
 * The last word on each item and week that is over by `asOf`, newest first, where history is whole.
 *
 * @param of.madeBy one planner's last words; absent: the last word of anybody
 * @param of.unit items counted in this base unit; absent: all
 */
export async function overrideOutcomes(
  db: Db,
  run: { readonly planningRunId: number; readonly asOf: string },
  of: { readonly madeBy?: string; readonly unit?: string; readonly limit: number },
): Promise<OverrideOutcome[]> {
  const { rows } = await sql<OverrideOutcome>`
    with said as (
      select distinct on (item_id, week) forecast_override_id, item_id, week, scope, quantity, forecast_seen, reason
      from forecast_override
      where week + 6 <= ${run.asOf}::date and made_by = coalesce(${of.madeBy ?? null}, made_by)
      order by item_id, week, forecast_override_id desc
    )
    select reason, quantity, forecast_seen as "forecastSeen", history[(week - history_start) / 7 + 1] as actual
    from said join run_forecast using (item_id) join item using (item_id)
    where planning_run_id = ${run.planningRunId} and base_unit = coalesce(${of.unit ?? null}, base_unit)
      and scope = 'total' and quantity is not null and forecast_seen is not null
      and history_status[(week - history_start) / 7 + 1] = 0
    order by forecast_override_id desc limit ${of.limit}`.execute(db)
  return rows
}
