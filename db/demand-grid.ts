import { sql } from 'kysely'
import type { Db } from './client.ts'
import { type DemandFilter, matchesDemandFilter } from './demand-overview.ts'

/** What a run says of one item week by week, before anybody's override. */
export interface GridForecast {
  readonly itemId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly categoryId: number | null
  readonly categoryZh: string | null
  readonly categoryEn: string | null
  /** Base units per week of the first weeks. */
  readonly model: readonly number[]
  readonly paid: readonly number[]
  readonly deposit: readonly number[]
  readonly subscription: readonly number[]
}

/** Items of a run with their first `weeks` weeks, largest demand first; `itemIds` narrows further. */
export async function gridForecasts(
  db: Db,
  planningRunId: number,
  filter: DemandFilter & { readonly itemIds?: readonly number[] },
  options: { readonly weeks: number; readonly limit: number },
): Promise<{ total: number; rows: GridForecast[] }> {
  const weeks = sql.lit(options.weeks)
  const isNamed = filter.itemIds
    ? sql<boolean>`forecast.item_id = any(${[...filter.itemIds]}::integer[])`
    : sql<boolean>`true`
  const { rows } = await sql<GridForecast & { total: number }>`
    select item_id as "itemId", item.code, item.name_zh as "nameZh", item.name_en as "nameEn",
      category_id as "categoryId", category.name_zh as "categoryZh", category.name_en as "categoryEn",
      (coalesce(mean_before_override, mean))[1:${weeks}] as model, paid[1:${weeks}] as paid,
      deposit[1:${weeks}] as deposit, subscription[1:${weeks}] as subscription, count(*) over ()::integer as total
    from run_forecast as forecast join item using (item_id) left join product using (product_id)
      left join category using (category_id)
    where planning_run_id = ${planningRunId} and ${isNamed} and ${matchesDemandFilter(filter)}
    order by (select coalesce(sum(value), 0) from unnest(mean[1:${weeks}]) as value) desc, item_id
    limit ${options.limit}`.execute(db)
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _, ...row }) => row) }
}
