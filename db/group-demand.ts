import { sql } from 'kysely'
import type { Db } from './client.ts'
import { holding } from './like-pattern.ts'

/** Quantiles of two levels over the weeks of a group, and of a sum of its first weeks. */
export interface GroupRange {
  readonly low: readonly number[]
  readonly high: readonly number[]
  readonly sumLow: number | null
  readonly sumHigh: number | null
}

/** Which levels and which sum are wanted of a run's stored arrays. */
export interface RangeRequest {
  readonly planningRunId: number
  readonly horizonWeeks: number
  readonly unit: string
  /** Weeks told, and the number of first weeks summed. */
  readonly weeks: number
  /** Places of the lower and the higher level among the run's levels, from 0; -1: it told no such level. */
  readonly low: number
  readonly high: number
}

/** A quantile of one sum: level k of sum j stands at k × sums + j. */
const sumAt = (level: number, weeks: number) =>
  sql<
    number | null
  >`sum_quantiles[${level}::integer * cardinality(sum_weeks) + array_position(sum_weeks, ${weeks}::integer)]`

/** Range of all items in one base unit, or of one category; null where the run told none. */
export async function groupRange(
  db: Db,
  { planningRunId, horizonWeeks, unit, weeks, low, high }: RangeRequest,
  categoryId: number | null,
): Promise<GroupRange | null> {
  const slice = (level: number) =>
    sql<number[]>`quantiles[${level * horizonWeeks + 1}::integer:${level * horizonWeeks + weeks}::integer]`
  const row = await db
    .selectFrom('run_group_demand')
    .select([slice(low).as('low'), slice(high).as('high')])
    .select([sumAt(low, weeks).as('sumLow'), sumAt(high, weeks).as('sumHigh')])
    .where('planning_run_id', '=', planningRunId)
    .where('base_unit', '=', unit)
    .where('group_kind', '=', categoryId === null ? 'total' : 'category')
    .where(sql<boolean>`category_id is not distinct from ${categoryId}::integer`)
    .executeTakeFirst()
  return row ?? null
}

/** Demand of one group over the first weeks. */
export interface GroupRow {
  /** Id of a category, product or owner; null: outside of every group of the kind. */
  readonly id: number | null
  readonly code: string | null
  readonly nameZh: string | null
  readonly nameEn: string | null
  /** Of an owner or a region. */
  readonly region: string | null
  /** null: not made of items. */
  readonly itemCount: number | null
  readonly mean: number
  readonly known: number
  readonly low: number | null
  readonly high: number | null
  /** Units of as many weeks before the run. */
  readonly before: number | null
}

export interface GroupList {
  readonly total: number
  readonly rows: readonly GroupRow[]
}

/** Categories or products with the sums of their items, the largest first. */
export async function itemGroups(
  db: Db,
  { planningRunId, unit, weeks, low, high }: RangeRequest,
  kind: 'category' | 'product',
  filter: { readonly categoryId?: number | undefined; readonly search?: string | undefined },
  limit: number,
): Promise<GroupList> {
  const id = sql.ref(kind === 'category' ? 'product.category_id' : 'item.product_id')
  const sum = (column: string) =>
    sql`(select sum(units::float8) from unnest(${sql.ref(`forecast.${column}`)}[1:${sql.lit(weeks)}]) as units)`
  const { rows } = await sql<GroupRow & { total: number }>`
    with member as (
      select ${id} as id, count(*)::integer as item_count, sum(${sum('mean')}) as mean,
        sum(${sum('paid')} + ${sum('deposit')} + ${sum('subscription')}) as known,
        sum((select sum(units::float8) from unnest(
          forecast.history[greatest(1, cardinality(forecast.history) - ${weeks}::integer + 1):]) as units)) as before
      from run_forecast as forecast join item using (item_id) left join product using (product_id)
      where planning_run_id = ${planningRunId} and item.base_unit = ${unit}
        and ${filter.categoryId === undefined ? sql`true` : sql`product.category_id = ${filter.categoryId}`}
      group by 1
    )
    select member.id, named.code, named.name_zh as "nameZh", named.name_en as "nameEn", null as region,
      member.item_count as "itemCount", member.mean, member.known, member.before,
      ${sumAt(low, weeks)} as low, ${sumAt(high, weeks)} as high, count(*) over ()::integer as total
    from member left join ${sql.table(kind)} as named on named.${sql.ref(`${kind}_id`)} = member.id
      left join run_group_demand as told on told.planning_run_id = ${planningRunId} and told.base_unit = ${unit}
        and told.group_kind = ${kind} and told.${sql.ref(`${kind}_id`)} = member.id
    where ${named(filter.search)}
    order by member.mean desc, member.id limit ${limit}`.execute(db)
  return listed(rows)
}

/** Regions, the largest first. */
export async function regionGroups(
  db: Db,
  { planningRunId, unit, weeks, low, high }: RangeRequest,
  limit: number,
): Promise<GroupList> {
  const { rows } = await sql<GroupRow & { total: number }>`
    select null::integer as id, null as code, null as "nameZh", null as "nameEn", region, null::integer as "itemCount",
      (select sum(units::float8) from unnest(mean[1:${sql.lit(weeks)}]) as units) as mean,
      (select sum(units::float8) from unnest(on_book[1:${sql.lit(weeks)}]) as units) as known,
      ${sumAt(low, weeks)} as low, ${sumAt(high, weeks)} as high,
      (select sum(units::float8) from unnest(history[greatest(1, cardinality(history) - ${weeks}::integer + 1):]) as units)
        as before, count(*) over ()::integer as total
    from run_group_demand
    where planning_run_id = ${planningRunId} and base_unit = ${unit} and group_kind = 'region'
    order by mean desc, region limit ${limit}`.execute(db)
  return listed(rows)
}

/** Shop owners by what their customers will want, the largest first. */
export async function ownerGroups(
  db: Db,
  { planningRunId, unit, weeks, low, high }: RangeRequest,
  filter: { readonly search?: string | undefined },
  limit: number,
): Promise<GroupList> {
  const place = sql`array_position(sum_weeks, ${weeks}::integer)`
  const like = filter.search ? holding(filter.search) : null
  const { rows } = await sql<GroupRow & { total: number }>`
    select shop_owner_id as id, code, name as "nameZh", name as "nameEn", region, null::integer as "itemCount",
      sum_means[${place}]::float8 as mean, on_book_sums[${place}]::float8 as known,
      ${sumAt(low, weeks)} as low, ${sumAt(high, weeks)} as high, past_sums[${place}]::float8 as before,
      count(*) over ()::integer as total
    from run_owner_demand join shop_owner using (shop_owner_id)
    where planning_run_id = ${planningRunId} and base_unit = ${unit}
      and ${like === null ? sql`true` : sql`(code ilike ${like} or name ilike ${like} or region ilike ${like})`}
    order by mean desc, shop_owner_id limit ${limit}`.execute(db)
  return listed(rows)
}

function listed(rows: readonly (GroupRow & { total: number })[]): GroupList {
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _, ...row }) => row) }
}

function named(search: string | undefined) {
  if (!search) return sql`true`
  const like = holding(search)
  return sql`(named.code ilike ${like} or named.name_zh ilike ${like} or named.name_en ilike ${like})`
}
