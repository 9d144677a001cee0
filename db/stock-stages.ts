import { sql } from 'kysely'
import type { Db } from './client.ts'
import { ripeningDays } from './ripening-days.ts'
import { termsAsOf } from './terms-as-of.ts'

/** Where stock of one item may wait on its way, and how much its demand varies. */
export interface StockStages {
  readonly serviceFraction: number
  readonly makingDays: number
  /** From the supplier to being ready to serve. */
  readonly transportDays: number
  /** Minor units for one unit of the item. */
  readonly unitCostMinor: number
  readonly leadTimeWeeks: number
  /** Quantiles of the demand summed over these weeks, one per level of the run; the supplier's share of it. */
  readonly leadTimeQuantiles: readonly number[]
  readonly shareFraction: number
  /** Each from its fastest supplier, dearest first. */
  readonly materials: readonly {
    readonly materialId: number
    readonly code: string
    readonly nameZh: string
    readonly nameEn: string
    readonly days: number
    /** Minor units for what one unit of the item takes of it. */
    readonly unitCostMinor: number
  }[]
}

export async function stockStages(
  db: Db,
  run: { readonly planningRunId: number; readonly asOf: string },
  which: { readonly itemId: number; readonly supplierId: number },
): Promise<StockStages | undefined> {
  const { rows } = await sql<StockStages>`
    with fastest as (
      select distinct on (material_id) material_id, lead_time_days, unit_cost_minor from material_supplier
      where for_supplier_id is null or for_supplier_id = ${which.supplierId}::integer
      order by material_id, lead_time_days, unit_cost_minor, supplier_id
    )
    select item.service_level_fraction as "serviceFraction", terms.lead_time_days as "makingDays",
      terms.transport_days + ${ripeningDays(sql`terms.transport_days`)} as "transportDays",
      greatest(terms.unit_cost_minor, item.unit_cost_minor)::float8 as "unitCostMinor",
      lead_time_weeks as "leadTimeWeeks", lead_time_quantiles as "leadTimeQuantiles",
      terms.share_fraction / (select sum(share_fraction) from ${termsAsOf(run.asOf)} as every
        where every.item_id = item.item_id) as "shareFraction",
      coalesce((
        select jsonb_agg(jsonb_build_object('materialId', material_id, 'code', material.code, 'nameZh', material.name_zh,
          'nameEn', material.name_en, 'days', lead_time_days, 'unitCostMinor', quantity_per_unit * unit_cost_minor)
          order by quantity_per_unit * unit_cost_minor desc, material_id)
        from bill_of_materials join material using (material_id) join fastest using (material_id)
        where bill_of_materials.item_id = item.item_id
      ), '[]') as materials
    from run_forecast join item using (item_id)
      join ${termsAsOf(run.asOf)} as terms on terms.item_id = item.item_id and terms.supplier_id = ${which.supplierId}::integer
    where planning_run_id = ${run.planningRunId} and item.item_id = ${which.itemId}::integer`.execute(db)
  return rows[0]
}
