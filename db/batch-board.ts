import { sql } from 'kysely'
import type { Db } from './client.ts'

export interface BoardBatch {
  readonly batchNumber: number
  readonly lineId: number
  readonly week: string
  readonly sequenceInWeek: number
  readonly startsOn: string
  readonly endsOn: string
  readonly familyZh: string
  readonly familyEn: string
  readonly familyId: number
  readonly quantity: number
  readonly minimumQuantity: number
  readonly setupMinutes: number
  readonly runMinutes: number
  readonly state: string
  readonly authorisation: string
  readonly items: readonly {
    itemId: number
    code: string
    nameZh: string
    nameEn: string
    quantity: number
  }[]
  readonly purposes: Readonly<Record<string, number>>
}

/** Batches of a run with their items and what they serve. */
export async function boardBatches(
  db: Db,
  planningRunId: number,
  supplierId: number | undefined,
): Promise<BoardBatch[]> {
  const { rows } = await sql<BoardBatch>`
    select batch_number as "batchNumber", production_line_id as "lineId", week, sequence_in_week as "sequenceInWeek",
      starts_on as "startsOn", ends_on as "endsOn", family.name_zh as "familyZh", family.name_en as "familyEn",
      family.setup_family_id as "familyId", batch.quantity, minimum_quantity as "minimumQuantity",
      setup_minutes as "setupMinutes", run_minutes as "runMinutes", state, authorisation,
      coalesce(lines.items, '[]') as items, coalesce(pegged.purposes, '{}') as purposes
    from batch join setup_family as family using (setup_family_id)
    left join (
      select batch_number, jsonb_agg(jsonb_build_object('itemId', item_id, 'code', code, 'nameZh', name_zh,
        'nameEn', name_en, 'quantity', quantity) order by quantity desc) as items
      from batch_line join item using (item_id) where planning_run_id = ${planningRunId} group by batch_number
    ) as lines using (batch_number)
    left join (
      select batch_number, jsonb_object_agg(purpose, quantity) as purposes from (
        select batch_number, purpose, sum(quantity)::integer as quantity from batch_pegging
        where planning_run_id = ${planningRunId} group by batch_number, purpose
      ) as by_purpose group by batch_number
    ) as pegged using (batch_number)
    where batch.planning_run_id = ${planningRunId}
      and (${supplierId ?? null}::integer is null or batch.supplier_id = ${supplierId ?? null}::integer)
    order by production_line_id, starts_on, sequence_in_week, batch_number`.execute(db)
  return rows
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

/** What a batch is for, strand by strand; the quantities add up to the batch. */
export async function batchStrands(db: Db, planningRunId: number, batchNumber: number) {
  return db
    .selectFrom('batch_pegging')
    .innerJoin('item', 'item.item_id', 'batch_pegging.item_id')
    .leftJoin('campaign', 'campaign.campaign_id', 'batch_pegging.campaign_id')
    .select([
      'item.item_id as itemId',
      'item.code',
      'item.name_zh as nameZh',
      'item.name_en as nameEn',
      'purpose',
      'campaign.code as campaignCode',
      'campaign.name_zh as campaignZh',
      'campaign.name_en as campaignEn',
      'need_week as needWeek',
      'quantity',
    ])
    .where('planning_run_id', '=', planningRunId)
    .where('batch_number', '=', batchNumber)
    .orderBy('item.code')
    .orderBy('need_week')
    .execute()
}
