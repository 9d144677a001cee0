import type { Db } from './client.ts'
import { holding } from './like-pattern.ts'
import type { PlanAdjustment, ReturnBasis } from './run-rows.ts'

/** Order plan rows of a run: one per item and supplier, arrays by week. */
export async function orderPlanRows(
  db: Db,
  planningRunId: number,
  filter: {
    itemId?: number | undefined
    supplierId?: number | undefined
    search?: string | undefined
    limit: number
    offset?: number | undefined
  },
) {
  let query = db
    .selectFrom('run_plan')
    .innerJoin('item', 'item.item_id', 'run_plan.item_id')
    .innerJoin('supplier', 'supplier.supplier_id', 'run_plan.supplier_id')
    .select([
      'item.item_id as itemId',
      'item.code',
      'item.name_zh as nameZh',
      'item.name_en as nameEn',
      'item.base_unit as baseUnit',
      'supplier.supplier_id as supplierId',
      'supplier.name_zh as supplierZh',
      'supplier.name_en as supplierEn',
      'run_plan.on_hand as onHand',
      'run_plan.backorder',
      'run_plan.scheduled_receipts as scheduledReceipts',
      'run_plan.expected_returns as expectedReturns',
      'run_plan.required',
      'run_plan.order_quantity as orderQuantity',
      'run_plan.receipt_quantity as receiptQuantity',
      'run_plan.projected_stock as projectedStock',
      'run_plan.safety_stock as safetyStock',
      'run_plan.cover_known as coverKnown',
      'run_plan.cover_model as coverModel',
      'run_plan.cover_safety as coverSafety',
      'run_plan.cover_top_up as coverTopUp',
      'run_plan.authorised_make as authorisedMake',
      'run_plan.authorised_reserve as authorisedReserve',
      'run_plan.authorised_material as authorisedMaterial',
      'run_plan.order_variance_ratio as orderVarianceRatio',
    ])
    .select((row) => row.ref('run_plan.adjustments').$castTo<PlanAdjustment[]>().as('adjustments'))
    .select((row) => row.ref('run_plan.return_basis').$castTo<ReturnBasis | null>().as('returnBasis'))
    .where('run_plan.planning_run_id', '=', planningRunId)
  if (filter.itemId !== undefined) query = query.where('run_plan.item_id', '=', filter.itemId)
  if (filter.supplierId !== undefined) query = query.where('run_plan.supplier_id', '=', filter.supplierId)
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
  const counted = await query
    .clearSelect()
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await query
    .orderBy('item.code')
    .orderBy('supplier.code')
    .limit(filter.limit)
    .offset(filter.offset ?? 0)
    .execute()
  return { total: counted.total, rows }
}
