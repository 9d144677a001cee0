import type { Db } from './client.ts'

/** Exceptions of a run, most money at risk first. */
export async function worklist(
  db: Db,
  planningRunId: number,
  filter: { kind?: string | undefined; limit: number },
) {
  let query = db
    .selectFrom('run_exception')
    .leftJoin('item', 'item.item_id', 'run_exception.item_id')
    .leftJoin('supplier', 'supplier.supplier_id', 'run_exception.supplier_id')
    .leftJoin('production_line', 'production_line.production_line_id', 'run_exception.production_line_id')
    .where('planning_run_id', '=', planningRunId)
  const counts = await query
    .select(['kind', (select) => select.fn.countAll<number>().as('count')])
    .groupBy('kind')
    .execute()
  if (filter.kind) query = query.where('kind', '=', filter.kind)
  const rows = await query
    .select([
      'exception_number as exceptionNumber',
      'kind',
      'item.item_id as itemId',
      'item.code as itemCode',
      'item.name_zh as itemZh',
      'item.name_en as itemEn',
      'item.base_unit as baseUnit',
      'supplier.supplier_id as supplierId',
      'supplier.name_zh as supplierZh',
      'supplier.name_en as supplierEn',
      'production_line.name_zh as lineZh',
      'production_line.name_en as lineEn',
      'week',
      'quantity',
      'money_at_risk_minor as moneyAtRiskMinor',
      'cause',
      'parameters',
    ])
    .orderBy('money_at_risk_minor', 'desc')
    .orderBy('exception_number')
    .limit(filter.limit)
    .execute()
  return { counts, rows }
}

export async function orderVariances(db: Db, planningRunId: number) {
  return db
    .selectFrom('run_order_variance')
    .leftJoin('item', 'item.item_id', 'run_order_variance.item_id')
    .select([
      'tier',
      'basis',
      'aggregation',
      'item.item_id as itemId',
      'item.code as itemCode',
      'item.name_zh as itemZh',
      'item.name_en as itemEn',
      'ratio',
      'ratio_low as ratioLow',
      'ratio_high as ratioHigh',
      'net_stock_amplification as netStockAmplification',
      'bucket',
      'bucket_count as bucketCount',
    ])
    .where('planning_run_id', '=', planningRunId)
    .orderBy('ratio', 'desc')
    .limit(2000)
    .execute()
}
