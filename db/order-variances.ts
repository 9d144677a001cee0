import type { BullwhipCause } from '#planning/bullwhip/variance-by-cause'
import type { Db } from './client.ts'

/** Ratios of a run: the company's first, so that the limit cuts items only, then the largest. */
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
    .orderBy((select) => select('run_order_variance.item_id', 'is not', null))
    .orderBy('ratio', 'desc')
    .limit(2000)
    .execute()
}

/** The company's ratios of past orders by tier; a tier that was not measured is absent. */
export async function pastRatios(db: Db, planningRunId: number): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('run_order_variance')
    .select(['tier', 'ratio'])
    .where('planning_run_id', '=', planningRunId)
    .where('basis', '=', 'past')
    .where('item_id', 'is', null)
    .execute()
  return new Map(rows.flatMap(({ tier, ratio }) => (ratio === null ? [] : [[tier, ratio] as const])))
}

/** The company's ratio by tier and basis in every version, oldest first; the newest run of each as-of day counts. */
export async function ratioVersions(db: Db, limit: number) {
  const rows = await db
    .selectFrom('planning_run')
    .innerJoin('run_order_variance', 'run_order_variance.planning_run_id', 'planning_run.planning_run_id')
    .select([
      'planning_run.planning_run_id as planningRunId',
      'planning_run.as_of as asOf',
      'tier',
      'basis',
      'ratio',
      'bucket_count as bucketCount',
    ])
    .where('planning_run.state', '=', 'finished')
    .where('run_order_variance.item_id', 'is', null)
    .where('planning_run.planning_run_id', 'in', (of) =>
      of
        .selectFrom('planning_run as newest')
        .distinctOn('newest.as_of')
        .select('newest.planning_run_id')
        .where('newest.state', '=', 'finished')
        .where('newest.parent_run_id', 'is', null)
        .orderBy('newest.as_of', 'desc')
        .orderBy('newest.planning_run_id', 'desc')
        .limit(limit),
    )
    .orderBy('planning_run.as_of')
    .execute()
  return rows
}

/** Parts of the ratio of past orders by cause: of the company (no supplier) first, then of each supplier. */
export async function orderCauses(db: Db, planningRunId: number) {
  return db
    .selectFrom('run_order_cause')
    .leftJoin('supplier', 'supplier.supplier_id', 'run_order_cause.supplier_id')
    .select([
      'run_order_cause.supplier_id as supplierId',
      'supplier.name_zh as supplierZh',
      'supplier.name_en as supplierEn',
      'ratio',
      'bucket_count as bucketCount',
    ])
    .select((of) => of.ref('cause').$castTo<BullwhipCause>().as('cause'))
    .where('planning_run_id', '=', planningRunId)
    .orderBy('run_order_cause.supplier_id', (order) => order.asc().nullsFirst())
    .orderBy('cause')
    .execute()
}
