import type { Db } from './client.ts'
import type { DemandFilter } from './demand-overview.ts'
import { holding } from './like-pattern.ts'

/** Forecast arrays of the items after `afterItemId`, in the order of their ids: one page of a long report. */
export async function forecastPage(
  db: Db,
  planningRunId: number,
  filter: DemandFilter,
  page: { afterItemId: number; limit: number },
) {
  let query = db
    .selectFrom('run_forecast')
    .innerJoin('item', 'item.item_id', 'run_forecast.item_id')
    .leftJoin('product', 'product.product_id', 'item.product_id')
    .select([
      'item.item_id as itemId',
      'item.code',
      'item.name_zh as nameZh',
      'item.name_en as nameEn',
      'item.base_unit as baseUnit',
      'method',
      'mean',
      'paid',
      'deposit',
      'gross_deposit as grossDeposit',
      'subscription',
      'intent',
      'model',
      'quantiles',
    ])
    .where('planning_run_id', '=', planningRunId)
    .where('item.item_id', '>', page.afterItemId)
  if (filter.categoryId !== undefined) query = query.where('product.category_id', '=', filter.categoryId)
  if (filter.pattern) query = query.where('demand_pattern', '=', filter.pattern)
  if (filter.supplierId !== undefined)
    query = query.where('item.item_id', 'in', (select) =>
      select
        .selectFrom('item_supplier')
        .select('item_supplier.item_id')
        .where('supplier_id', '=', filter.supplierId!),
    )
  if (filter.search) {
    const like = holding(filter.search)
    query = query.where((where) =>
      where.or([
        where('item.code', 'ilike', like),
        where('item.name_zh', 'ilike', like),
        where('item.name_en', 'ilike', like),
      ]),
    )
  }
  return query.orderBy('item.item_id').limit(page.limit).execute()
}

export type ForecastPageRow = Awaited<ReturnType<typeof forecastPage>>[number]
