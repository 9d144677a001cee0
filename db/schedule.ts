import { sql } from 'kysely'
import type { ScheduledBatch } from '#planning/batches/batch-schedule'
import type { Db } from './client.ts'
import { ripeningDays } from './ripening-days.ts'

/** Batches of a run as it made them, with what they are for. */
export async function plannedSchedule(db: Db, planningRunId: number): Promise<ScheduledBatch[]> {
  const { rows } = await sql<ScheduledBatch>`
    select batch_number as "batchNumber", production_line_id as "lineId", setup_family_id as "familyId", week,
      'planned' as state, coalesce(items, '[]') as items, coalesce(pegs, '[]') as pegs
    from batch left join (
      select batch_number, jsonb_agg(jsonb_build_object('itemId', item_id, 'quantity', quantity) order by item_id)
        as items
      from batch_line where planning_run_id = ${planningRunId} group by batch_number
    ) as made using (batch_number) left join (
      select batch_number, jsonb_agg(jsonb_build_object('itemId', item_id, 'purpose', purpose, 'needWeek', need_week,
        'quantity', quantity) order by item_id, need_week, purpose) as pegs
      from batch_pegging where planning_run_id = ${planningRunId} group by batch_number
    ) as pegged using (batch_number)
    where planning_run_id = ${planningRunId} order by batch_number`.execute(db)
  return rows
}

/** An item with the terms of one supplier that makes it. */
export interface MadeItem {
  readonly itemId: number
  readonly supplierId: number
  readonly familyId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly baseUnit: string
  /** Days between the end of making and the day on which units can be used. */
  readonly transportDays: number
  readonly minimumQuantity: number
  readonly lotMultiple: number
  /** null when there is none. */
  readonly maximumQuantity: number | null
  readonly unitCostMinor: number
  readonly priceMinor: number
  /** null: it keeps. */
  readonly shelfLifeDays: number | null
}

/** Items with a routing, and those that the run makes although they have none any more. */
export async function madeItems(
  db: Db,
  { planningRunId, asOf }: { readonly planningRunId: number; readonly asOf: string },
): Promise<MadeItem[]> {
  const { rows } = await sql<MadeItem>`
    with made as (
      select item_id, supplier_id from routing join production_line using (production_line_id)
      union
      select item_id, supplier_id from batch_line where planning_run_id = ${planningRunId}
    )
    select distinct on (item.item_id, made.supplier_id) item.item_id as "itemId", made.supplier_id as "supplierId",
      coalesce(item.setup_family_id, 0) as "familyId", item.code, item.name_zh as "nameZh", item.name_en as "nameEn",
      item.base_unit as "baseUnit", coalesce(terms.transport_days, 0) + ${ripeningDays(sql`coalesce(terms.transport_days, 0)`)} as "transportDays",
      coalesce(terms.minimum_order_quantity, 0) as "minimumQuantity", coalesce(terms.lot_multiple, 1) as "lotMultiple",
      terms.maximum_order_quantity as "maximumQuantity", item.price_minor::float8 as "priceMinor",
      coalesce(nullif(terms.unit_cost_minor, 0), item.unit_cost_minor)::float8 as "unitCostMinor",
      item.shelf_life_days as "shelfLifeDays"
    from made join item using (item_id)
      left join item_supplier as terms on terms.item_id = item.item_id and terms.supplier_id = made.supplier_id
        and valid_from <= ${asOf}::date and (valid_to is null or valid_to >= ${asOf}::date)
    order by item.item_id, made.supplier_id, terms.valid_from desc nulls last`.execute(db)
  return rows
}
