import type { Db } from './client.ts'

/** What a run alone knows of its batches. */
export interface BatchFacts {
  readonly authorisation: string
  readonly quantity: number
  readonly runMinutes: number
}

export async function batchFacts(db: Db, planningRunId: number): Promise<Map<number, BatchFacts>> {
  const rows = await db
    .selectFrom('batch')
    .select(['batch_number', 'authorisation', 'quantity', 'run_minutes as runMinutes'])
    .where('planning_run_id', '=', planningRunId)
    .execute()
  return new Map(rows.map(({ batch_number, ...facts }) => [batch_number, facts]))
}

export async function boardLines(db: Db, supplierId: number | undefined) {
  let query = db
    .selectFrom('production_line')
    .innerJoin('supplier', 'supplier.supplier_id', 'production_line.supplier_id')
    .select([
      'production_line_id as lineId',
      'production_line.code',
      'production_line.name_zh as nameZh',
      'production_line.name_en as nameEn',
      'supplier.supplier_id as supplierId',
      'supplier.name_zh as supplierZh',
      'supplier.name_en as supplierEn',
    ])
  if (supplierId !== undefined) query = query.where('supplier.supplier_id', '=', supplierId)
  return query.orderBy('supplier.code').orderBy('production_line.code').execute()
}

export async function lineLoads(db: Db, planningRunId: number, supplierId: number | undefined) {
  let query = db
    .selectFrom('run_line_load')
    .select([
      'production_line_id as lineId',
      'week',
      'available_minutes as availableMinutes',
      'run_minutes as runMinutes',
      'setup_minutes as setupMinutes',
      'overtime_minutes as overtimeMinutes',
      'is_detailed as isDetailed',
    ])
    .where('planning_run_id', '=', planningRunId)
  if (supplierId !== undefined) query = query.where('supplier_id', '=', supplierId)
  return query.orderBy('production_line_id').orderBy('week').execute()
}
