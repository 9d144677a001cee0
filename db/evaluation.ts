import { sql } from 'kysely'
import type { Db } from './client.ts'

/** One supplier with one lead time for every item: enough to sum demand over it. */
export async function giveOneLeadTime(db: Db, leadTimeDays: number): Promise<void> {
  const { supplier_id } = await db
    .insertInto('supplier')
    .values({ code: 'evaluation', name_zh: '评测', name_en: 'Evaluation' })
    .returning('supplier_id')
    .executeTakeFirstOrThrow()
  await sql`
    insert into item_supplier (item_id, supplier_id, lead_time_days)
    select item_id, ${supplier_id}, ${leadTimeDays} from item`.execute(db)
}

/** What a run said of one item; quantiles level by level, each over the horizon. */
export interface RunForecast {
  readonly itemId: number
  readonly historyStart: string
  readonly history: readonly number[]
  readonly historyStatus: readonly number[]
  readonly mean: readonly number[]
  readonly quantiles: readonly number[]
  readonly leadTimeWeeks: number
  readonly leadTimeMean: number
  readonly leadTimeQuantiles: readonly number[]
}

export async function forecastsOfRun(db: Db, runId: number): Promise<RunForecast[]> {
  return db
    .selectFrom('run_forecast')
    .select([
      'item_id as itemId',
      'history_start as historyStart',
      'history',
      'history_status as historyStatus',
      'mean',
      'quantiles',
      'lead_time_weeks as leadTimeWeeks',
      'lead_time_mean as leadTimeMean',
      'lead_time_quantiles as leadTimeQuantiles',
    ])
    .where('planning_run_id', '=', runId)
    .orderBy('item_id')
    .execute()
}

/** Quantiles of all items together, level by level, each over the horizon; null where items are of several units. */
export async function totalOfRun(db: Db, runId: number): Promise<readonly number[] | null> {
  const rows = await db
    .selectFrom('run_group_demand')
    .select('quantiles')
    .where('planning_run_id', '=', runId)
    .where('group_kind', '=', 'total')
    .execute()
  return rows.length === 1 ? rows[0]!.quantiles : null
}

/** Units asked for and units that came back, whole file: what comes back is later supply, never less demand. */
export async function returnedUnits(db: Db): Promise<{ askedUnits: number; returnedUnits: number }> {
  const { rows } = await sql<{ askedUnits: number; returnedUnits: number }>`
    select coalesce(sum(quantity) filter (where kind in ('sale', 'placed')), 0)::float8 as "askedUnits",
      coalesce(sum(quantity) filter (where kind = 'return'), 0)::float8 as "returnedUnits"
    from demand_entry`.execute(db)
  return rows[0]!
}

/** First and last day on which anything was needed. */
export async function demandSpan(db: Db): Promise<{ firstDay: string; lastDay: string }> {
  const { rows } = await sql<{ firstDay: string; lastDay: string }>`
    select min(need_from) as "firstDay", max(need_from) as "lastDay" from demand_entry
    where kind in ('sale', 'placed')`.execute(db)
  return rows[0]!
}
