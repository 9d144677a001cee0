import { type RawBuilder, sql } from 'kysely'
import type { Db } from './client.ts'
import { holding } from './like-pattern.ts'

export interface DemandFilter {
  readonly search?: string | undefined
  readonly categoryId?: number | undefined
  readonly supplierId?: number | undefined
  readonly pattern?: string | undefined
  /** base unit */
  readonly unit?: string | undefined
}

export interface DemandRow {
  readonly itemId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly baseUnit: string
  readonly pattern: string
  readonly method: string
  readonly paid: number
  readonly deposit: number
  readonly grossDeposit: number
  readonly subscription: number
  readonly intent: number
  readonly model: number
  readonly mean: number
  /** The last weeks of history, null where there is no data. */
  readonly past: readonly (number | null)[]
  readonly future: readonly number[]
}

export interface DemandWeek {
  readonly week: number
  readonly paid: number
  readonly deposit: number
  readonly grossDeposit: number
  readonly subscription: number
  readonly intent: number
  readonly model: number
}

const RUNG_COLUMNS = ['paid', 'deposit', 'gross_deposit', 'subscription', 'intent', 'model', 'mean'] as const

const RUNGS_BY_WEEK = RUNG_COLUMNS.filter((column) => column !== 'mean')

/** Items of a run with the sums of their first `weeks` weeks by rung, largest demand first. */
export async function demandRows(
  db: Db,
  planningRunId: number,
  filter: DemandFilter,
  options: { weeks: number; pastWeeks: number; limit: number },
): Promise<{ total: number; rows: DemandRow[] }> {
  const sum = (column: string) =>
    sql`(select coalesce(sum(value), 0)::float8 from unnest(${sql.ref(column)}[1:${sql.lit(options.weeks)}]) as value)`
  const sums = RUNG_COLUMNS.map((column) => sql`${sum(column)} as ${sql.ref(column)}`)
  // Only the rows shown are opened beyond their mean: every other array of a row lies in a page of its own.
  const { rows } = await sql<DemandRow & { total: number; past_status: number[] }>`
    with largest as (
      select item_id, ${sum('mean')} as mean_sum, count(*) over ()::integer as total
      from run_forecast as forecast join item using (item_id) left join product using (product_id)
      where planning_run_id = ${planningRunId} and ${matchesDemandFilter(filter)}
      order by mean_sum desc, item_id limit ${options.limit}
    ), summed as (
      select item_id, demand_pattern, method, history, history_status, mean[1:${sql.lit(options.weeks)}] as future,
        ${sql.join(sums)}
      from run_forecast where planning_run_id = ${planningRunId} and item_id in (select item_id from largest)
    )
    select item_id as "itemId", code, name_zh as "nameZh", name_en as "nameEn", base_unit as "baseUnit",
      demand_pattern as pattern, method, paid, deposit, gross_deposit as "grossDeposit", subscription, intent, model,
      mean, future,
      history[greatest(1, cardinality(history) - ${options.pastWeeks}::integer + 1):] as past,
      history_status[greatest(1, cardinality(history) - ${options.pastWeeks}::integer + 1):] as past_status, total
    from largest join summed using (item_id) join item using (item_id)
    order by mean_sum desc, item_id`.execute(db)
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map(({ total: _, past_status: status, ...row }) => ({
      ...row,
      past: row.past.map((value, index) => (status[index] === 1 ? null : value)),
    })),
  }
}

/** The same items together, week by week. */
export async function demandByWeek(
  db: Db,
  planningRunId: number,
  filter: DemandFilter,
  weeks: number,
): Promise<DemandWeek[]> {
  const { rows } = await sql<DemandWeek>`
    select (position - 1)::integer as week, sum(cell.paid::float8) as paid, sum(cell.deposit::float8) as deposit,
      sum(cell.gross_deposit::float8) as "grossDeposit", sum(cell.subscription::float8) as subscription,
      sum(cell.intent::float8) as intent, sum(cell.model::float8) as model
    from run_forecast as forecast join item using (item_id) left join product using (product_id),
      unnest(${sql.join(RUNGS_BY_WEEK.map((column) => sql`forecast.${sql.ref(column)}[1:${sql.lit(weeks)}]`))})
        with ordinality as cell (paid, deposit, gross_deposit, subscription, intent, model, position)
    where planning_run_id = ${planningRunId} and ${matchesDemandFilter(filter)}
    group by position order by position`.execute(db)
  return rows
}

/** Whether a row of run_forecast joined with item and product passes the filter. */
export function matchesDemandFilter(filter: DemandFilter): RawBuilder<boolean> {
  const conditions = [sql<boolean>`true`]
  if (filter.search) {
    const like = holding(filter.search)
    conditions.push(
      sql`(item.code ilike ${like} or item.name_zh ilike ${like} or item.name_en ilike ${like}
        or item.name_initials like ${like.toLowerCase()})`,
    )
  }
  if (filter.categoryId !== undefined) conditions.push(sql`product.category_id = ${filter.categoryId}`)
  if (filter.pattern) conditions.push(sql`demand_pattern = ${filter.pattern}`)
  if (filter.unit) conditions.push(sql`item.base_unit = ${filter.unit}`)
  if (filter.supplierId !== undefined)
    conditions.push(
      sql`exists (select from item_supplier where item_supplier.item_id = item.item_id and item_supplier.supplier_id = ${filter.supplierId})`,
    )
  return sql`(${sql.join(conditions, sql` and `)})`
}

/** A base unit and how many items are counted in it. */
export interface UnitCount {
  readonly unit: string
  readonly itemCount: number
}

/** Base units of a run's items within a filter, whatever unit it names; the most common first. */
export async function unitCounts(
  db: Db,
  planningRunId: number,
  { unit: _, ...filter }: DemandFilter,
): Promise<UnitCount[]> {
  const { rows } = await sql<UnitCount>`
    select item.base_unit as unit, count(*)::integer as "itemCount"
    from run_forecast as forecast join item using (item_id) left join product using (product_id)
    where planning_run_id = ${planningRunId} and ${matchesDemandFilter(filter)}
    group by 1 order by 2 desc, 1`.execute(db)
  return rows
}

export interface DemandChoices {
  readonly categories: readonly { categoryId: number; nameZh: string; nameEn: string }[]
  readonly suppliers: readonly { supplierId: number; nameZh: string; nameEn: string }[]
  readonly patterns: readonly string[]
}

/** What the filters of a run may be set to. */
export async function demandChoices(db: Db, planningRunId: number): Promise<DemandChoices> {
  const categories = await db
    .selectFrom('category')
    .select(['category_id as categoryId', 'name_zh as nameZh', 'name_en as nameEn'])
    .where('category_id', 'in', (select) =>
      select.selectFrom('product').select('category_id').where('category_id', 'is not', null).distinct(),
    )
    .orderBy('code')
    .execute()
  const suppliers = await db
    .selectFrom('supplier')
    .select(['supplier_id as supplierId', 'name_zh as nameZh', 'name_en as nameEn'])
    .where('is_material_supplier', '=', false)
    .orderBy('code')
    .execute()
  const patterns = await db
    .selectFrom('run_forecast')
    .select('demand_pattern')
    .distinct()
    .where('planning_run_id', '=', planningRunId)
    .orderBy('demand_pattern')
    .execute()
  return { categories, suppliers, patterns: patterns.map((row) => row.demand_pattern) }
}
