import { sql } from 'kysely'
import type { Db } from './client.ts'

/** A closed week and the run that is judged for it. */
export interface ToldWeek {
  readonly week: string
  readonly planningRunId: number
  /** Place of the week in the arrays of that run, from 0. */
  readonly position: number
  readonly firstBucket: string
  readonly horizonWeeks: number
  /** Levels of that run's quantiles. */
  readonly quantileLevels: readonly number[]
}

/** The run from which one looks back: its first planned week and the day to which it knows what happened. */
export interface LookingBack {
  readonly firstBucket: string
  readonly asOf: string
}

/**
 * Closed weeks before a run with the newest finished run that told of each `lagWeeks` or more weeks ahead, oldest first.
 */
export async function toldWeeks(
  db: Db,
  run: LookingBack,
  lagWeeks: number,
  pastWeeks: number,
): Promise<ToldWeek[]> {
  const { rows } = await sql<ToldWeek>`
    with shown as (
      select ${run.firstBucket}::date as first_bucket, ${run.asOf}::date as as_of
    )
    select distinct on (week.monday) week.monday as week, run.planning_run_id as "planningRunId",
      (week.monday - run.first_bucket) / 7 as position, run.first_bucket as "firstBucket",
      run.horizon_weeks as "horizonWeeks", run.quantile_levels as "quantileLevels"
    from shown, generate_series(1, ${pastWeeks}::integer) as back,
      lateral (select shown.first_bucket - 7 * back as monday) as week
      join planning_run as run on run.state = 'finished' and not run.parameters ? 'onlyItems'
        and run.first_bucket <= week.monday - 7 * ${lagWeeks}::integer
        and run.first_bucket + 7 * run.horizon_weeks > week.monday
    where week.monday + 6 <= shown.as_of
    order by week.monday, run.first_bucket desc, run.planning_run_id desc`.execute(db)
  return rows
}

/** What was said of one item in the told weeks, and its history as the shown run knows it. */
export interface ItemSaid {
  readonly itemId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly categoryId: number | null
  readonly productId: number | null
  /** The supplier with the largest planned orders. */
  readonly supplierId: number | null
  readonly pattern: string
  readonly method: string
  readonly historyStart: string
  readonly history: readonly number[]
  readonly historyStatus: readonly number[]
  /** Per told week; null when that run knew nothing of the item. */
  readonly said: readonly (number | null)[]
  /** Per told week, before owners' expectations were heard. */
  readonly saidBeforeExpectations: readonly (number | null)[]
  /** Per told week, before planners' overrides. */
  readonly saidBeforeOverride: readonly (number | null)[]
  /** Level by level, within a level by told week; null for runs with other levels. */
  readonly quantiles: readonly (number | null)[]
}

/** A page of items counted in one base unit, in the order of their ids, each with what was said of it in `told`. */
export async function itemsSaid(
  db: Db,
  shownRunId: number,
  told: readonly ToldWeek[],
  levels: readonly number[],
  page: { readonly afterItemId: number; readonly limit: number; readonly unit: string },
): Promise<ItemSaid[]> {
  const runs = told.map(({ planningRunId }) => planningRunId)
  const positions = told.map(({ position }) => position)
  const strides = quantileStrides(told, levels)
  const { rows } = await sql<ItemSaid>`
    with told as (
      select * from unnest(${runs}::integer[], ${positions}::integer[], ${strides}::integer[])
        with ordinality as week(planning_run_id, position, stride, ordinal)
    )
    select actual.item_id as "itemId", item.code, item.name_zh as "nameZh", item.name_en as "nameEn",
      product.category_id as "categoryId", item.product_id as "productId", supply.supplier_id as "supplierId",
      actual.demand_pattern as pattern, actual.method, actual.history_start as "historyStart", actual.history,
      actual.history_status as "historyStatus", said.means as said, said.before as "saidBeforeExpectations",
      said.before_override as "saidBeforeOverride",
      quantile.levels as quantiles
    from run_forecast as actual
      join item on item.item_id = actual.item_id
      left join product using (product_id)
      left join lateral (
        select supplier_id from run_plan
        where run_plan.planning_run_id = ${shownRunId} and run_plan.item_id = actual.item_id
        order by (select sum(units) from unnest(run_plan.order_quantity) as units) desc nulls last, supplier_id
        limit 1
      ) as supply on true,
      lateral (
        select array_agg(run.mean[told.position + 1] order by told.ordinal) as means,
          array_agg((coalesce(run.mean_before_expectations, run.mean_before_override, run.mean))[told.position + 1] order by told.ordinal) as before,
          array_agg((coalesce(run.mean_before_override, run.mean))[told.position + 1] order by told.ordinal)
            as before_override
        from told left join run_forecast as run
          on run.planning_run_id = told.planning_run_id and run.item_id = actual.item_id
      ) as said,
      lateral (
        select array_agg(
          case when told.stride > 0 then run.quantiles[level * told.stride + told.position + 1] end
          order by level, told.ordinal) as levels
        from told left join run_forecast as run
          on run.planning_run_id = told.planning_run_id and run.item_id = actual.item_id,
          generate_series(0, ${levels.length - 1}::integer) as level
      ) as quantile
    where actual.planning_run_id = ${shownRunId} and item.base_unit = ${page.unit}
      and actual.item_id > ${page.afterItemId}
    order by actual.item_id limit ${page.limit}`.execute(db)
  return rows
}

/** What the told runs said of every item, per told week; null when that run knew nothing of the item. */
export async function saidMeans(
  db: Db,
  told: readonly ToldWeek[],
): Promise<ReadonlyMap<number, readonly (number | null)[]>> {
  if (told.length === 0) return new Map()
  const { rows } = await sql<{ itemId: number; said: (number | null)[] }>`
    with told as (
      select * from unnest(
        ${told.map(({ planningRunId }) => planningRunId)}::integer[],
        ${told.map(({ position }) => position)}::integer[])
        with ordinality as week(planning_run_id, position, ordinal)
    ), known as (
      select distinct item_id from run_forecast where planning_run_id in (select planning_run_id from told)
    )
    select known.item_id as "itemId", array_agg(run.mean[told.position + 1] order by told.ordinal) as said
    from known cross join told
      left join run_forecast as run
        on run.planning_run_id = told.planning_run_id and run.item_id = known.item_id
    group by known.item_id`.execute(db)
  return new Map(rows.map(({ itemId, said }) => [itemId, said]))
}

/** Weeks from one level to the next in the quantiles of each run; 0 marks a run with other levels: it tells none here. */
export function quantileStrides(told: readonly ToldWeek[], levels: readonly number[]): number[] {
  return told.map((week) => (sameLevels(week.quantileLevels, levels) ? week.horizonWeeks : 0))
}

function sameLevels(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((level, at) => Math.abs(level - b[at]!) < 1e-6)
}
