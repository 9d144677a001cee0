import { sql } from 'kysely'
import type { Db } from './client.ts'

/** A total that a planner put in the place of the forecast, and what came. */
export interface OverrideOutcome {
  readonly quantity: number
  readonly forecastSeen: number
  readonly actual: number
}

/** The last word of one planner on each item and week that is over by `asOf`, newest first, where history is whole. */
export async function overrideOutcomes(
  db: Db,
  userId: string,
  run: { readonly planningRunId: number; readonly asOf: string },
  limit: number,
): Promise<OverrideOutcome[]> {
  const { rows } = await sql<OverrideOutcome>`
    with said as (
      select distinct on (item_id, week) forecast_override_id, item_id, week, scope, quantity, forecast_seen
      from forecast_override where made_by = ${userId} and week + 6 <= ${run.asOf}::date
      order by item_id, week, forecast_override_id desc
    )
    select quantity, forecast_seen as "forecastSeen", history[(week - history_start) / 7 + 1] as actual
    from said join run_forecast using (item_id)
    where planning_run_id = ${run.planningRunId} and scope = 'total' and quantity is not null
      and forecast_seen is not null and history_status[(week - history_start) / 7 + 1] = 0
    order by forecast_override_id desc limit ${limit}`.execute(db)
  return rows
}

/** The same of every planner, of items counted in one base unit, with the reason that was given. */
export async function overridesWithReason(
  db: Db,
  run: { readonly planningRunId: number; readonly asOf: string },
  unit: string,
  limit: number,
): Promise<(OverrideOutcome & { readonly reason: string })[]> {
  const { rows } = await sql<OverrideOutcome & { readonly reason: string }>`
    with said as (
      select distinct on (item_id, week) forecast_override_id, item_id, week, scope, quantity, forecast_seen, reason
      from forecast_override where week + 6 <= ${run.asOf}::date
      order by item_id, week, forecast_override_id desc
    )
    select reason, quantity, forecast_seen as "forecastSeen", history[(week - history_start) / 7 + 1] as actual
    from said join run_forecast using (item_id) join item using (item_id)
    where planning_run_id = ${run.planningRunId} and base_unit = ${unit} and scope = 'total' and quantity is not null
      and forecast_seen is not null and history_status[(week - history_start) / 7 + 1] = 0
    order by forecast_override_id desc limit ${limit}`.execute(db)
  return rows
}
